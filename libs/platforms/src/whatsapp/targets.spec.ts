import { resolveTarget } from '#core';
import { describeTargets } from '#platform-kit/testing';
import { phoneReader } from '../phone-reader.js';
import { targets } from './targets.js';

describeTargets(targets);

/** Synthetic codes; the numbers are made up. */
const invite = 'SyntheticInvite0000001';
const channel = '0029VaSyntheticChannel01';

const spellings: Readonly<Record<string, readonly string[]>> = {
  [`whatsapp:group_invite:${invite}`]: [
    `https://chat.whatsapp.com/${invite}`,
    `chat.whatsapp.com/${invite}`,
    `https://chat.whatsapp.com/invite/${invite}`,
    `http://chat.whatsapp.com/${invite}?mode=ems_copy_t`,
    `https://web.whatsapp.com/accept?code=${invite}`,
    `hxxps://chat[.]whatsapp[.]com/${invite}`,
    `https://l.wl.co/l?u=https%3A%2F%2Fchat.whatsapp.com%2F${invite}`,
    `<https://chat.whatsapp.com/${invite}>`,
    `whatsapp:group_invite:${invite}`,
  ],
  [`whatsapp:channel:${channel}`]: [
    `https://whatsapp.com/channel/${channel}`,
    `https://www.whatsapp.com/channel/${channel}/`,
    `whatsapp.com/channel/${channel}?utm_source=x`,
  ],
  [`whatsapp:channel_message:${channel}:775`]: [
    `https://whatsapp.com/channel/${channel}/775`,
    `https://www.whatsapp.com/channel/${channel}/775?fbclid=x`,
  ],
  'whatsapp:click_to_chat:32470123456': [
    'https://wa.me/32470123456',
    'https://wa.me/+32470123456?text=hallo',
    'wa.me/32470123456',
    'https://wa.me/c/32470123456',
    'https://api.whatsapp.com/send?phone=32470123456&text=hallo',
    'https://api.whatsapp.com/send/?phone=%2B32470123456&type=phone_number',
    'https://web.whatsapp.com/send?phone=+32470123456',
    'https://whatsapp.com/catalog/32470123456/',
  ],
  'whatsapp:phone_e164:+32470123456': [
    '+32 470 12 34 56',
    '+32470123456',
    '0032 470 12 34 56',
    '0470 12 34 56',
    '0470/12.34.56',
    '0470-12-34-56',
    '(0470) 12 34 56',
    '+32 (0)470 12 34 56',
    '\u202a+32 470 12 34 56\u202c',
    '＋３２４７０１２３４５６',
    'whatsapp: 0470 12 34 56',
    'WhatsApp +32 470 12 34 56',
    'wa:+32470123456',
    'whatsapp:phone_e164:+32470123456',
    'whatsapp:phone_e164:%2B32470123456',
  ],
  'whatsapp:phone_e164:+31612345678': ['+31 6 12345678'],
  'whatsapp:phone_e164:+33612345678': ['0033 6 12 34 56 78'],
};

describe('addresses of WhatsApp', () => {
  const rows = Object.entries(spellings).flatMap(([key, inputs]) =>
    inputs.map((input) => [input, key] as const),
  );
  it.each(rows)('reads %s as %s', (input, key) => {
    expect(resolveTarget(input, [targets], phoneReader)).toMatchObject({ outcome: 'resolved', key });
  });

  it.each([
    'https://wa.me/message/SYNTHETIC00001',
    'https://wa.me/qr/SYNTHETIC00001',
    'https://api.whatsapp.com/message/SYNTHETIC00001?autoload=1',
  ])('says that %s must be opened to be known', (input) => {
    expect(resolveTarget(input, [targets])).toEqual({
      outcome: 'opaque',
      platform: 'whatsapp',
      reason: 'SHORT_LINK_MUST_BE_OPENED',
    });
  });

  it.each([
    'https://www.whatsapp.com/',
    'https://www.whatsapp.com/download',
    'https://chat.whatsapp.com/tooshort',
    'https://wa.me/0470123456',
    'https://api.whatsapp.com/send?text=hallo',
    `https://whatsapp.com/channel/${channel}/not-a-number`,
    'https://faq.whatsapp.com/000000000000000',
    'whatsapp: @name',
  ])('names nothing by %s', (input) => {
    expect(resolveTarget(input, [targets], phoneReader)).toMatchObject({
      outcome: 'unsupported',
      platform: 'whatsapp',
    });
  });

  it.each(['12345678', '0470 12 34', '2026-11-23', '+00 000 000 00', '100000000000001', '32470123456'])(
    'takes %s for no telephone number',
    (input) => {
      expect(resolveTarget(input, [targets], phoneReader)).toEqual({
        outcome: 'invalid',
        reason: 'NOT_AN_ADDRESS',
      });
    },
  );

  it('reads no telephone numbers without a reader', () => {
    expect(resolveTarget('+32 470 12 34 56', [targets])).toEqual({
      outcome: 'invalid',
      reason: 'NOT_AN_ADDRESS',
    });
  });

  it('keeps the keys of numbers inside their report', () => {
    const personal = Object.entries(targets.kinds).filter(([, { namesPerson }]) => namesPerson);
    expect(personal.map(([kind]) => kind)).toEqual(['click_to_chat', 'phone_e164']);
  });
});
