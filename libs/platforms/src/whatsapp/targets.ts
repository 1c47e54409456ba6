import type { TargetRules } from '#core';

/**
 * Addresses of WhatsApp, and telephone numbers.
 *
 * A number given as such and a click-to-chat address are two kinds, as the channels that take them differ. Private
 * groups have no address but their invitation.
 *
 * Source: shapes in public code, read 2026-11-23. Unclear: how long invitation and channel codes may become.
 */
export const targets: TargetRules = {
  platform: 'whatsapp',
  aliases: ['wa'],
  hosts: [
    { host: 'whatsapp.com', subdomains: ['chat', 'api', 'web'] },
    { host: 'wa.me' },
    { host: 'wl.co', subdomains: ['l'] },
  ],
  parts: {
    invite: '[A-Za-z0-9]{20,24}',
    channel: '[A-Za-z0-9]{20,32}',
    message: '\\d{1,10}',
    number: '[1-9]\\d{6,14}',
    phone: '\\+[1-9]\\d{6,14}',
  },
  kinds: {
    group_invite: { namesPerson: false, ids: ['invite'], url: 'https://chat.whatsapp.com/{invite}' },
    channel: { namesPerson: false, ids: ['channel'], url: 'https://whatsapp.com/channel/{channel}' },
    channel_message: {
      namesPerson: false,
      ids: ['channel', 'message'],
      url: 'https://whatsapp.com/channel/{channel}/{message}',
    },
    click_to_chat: { namesPerson: true, ids: ['number'], url: 'https://wa.me/{number}' },
    phone_e164: { namesPerson: true, ids: ['phone'], url: null },
  },
  shapes: [
    { path: '/(?:message|qr)/.{1,300}', kind: 'opaque' },
    { hosts: ['chat.whatsapp.com'], path: '/(?:invite/)?{invite}', kind: 'group_invite' },
    { path: '/accept', query: { code: '{invite}' }, kind: 'group_invite' },
    { path: '/channel/{channel}/{message}', kind: 'channel_message' },
    { path: '/channel/{channel}', kind: 'channel' },
    { hosts: ['wa.me'], path: '/(?:c/)?\\+?{number}', kind: 'click_to_chat' },
    // An unencoded `+` reads as a space.
    { path: '/(?:send)?', query: { phone: '[+ ]?{number}' }, kind: 'click_to_chat' },
    { path: '/catalog/{number}', kind: 'click_to_chat' },
  ],
  wrappers: [{ hosts: ['l.wl.co'], path: '/l', parameters: ['u'] }],
  phoneKind: 'phone_e164',
};
