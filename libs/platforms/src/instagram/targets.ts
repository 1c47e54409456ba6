import type { TargetRules, TargetShape } from '#core';

/**
 * Addresses of Instagram.
 *
 * `/p/`, `/reel/` and `/tv/` with one code show one medium, so all are kind `post`. A code of more than 28 characters
 * is that of a private account's medium with 28 characters added that let its holder in; they are dropped. A story is
 * known by its number, since its owner can change names.
 *
 * Source: github.com/yt-dlp/yt-dlp `yt_dlp/extractor/instagram.py`, read 2026-11-23; invitations (`ig.me/j/`) and
 * broadcast channels (`/channel/`) as seen in public code the same day.
 * Unclear: what `/s/` holds without opening it, so it is opaque.
 */
const medium = '(?:/[^/]+)?/(?:p|reels?|tv)/{code}(?:[A-Za-z0-9_-]{28})?';

const commentShapes: readonly TargetShape[] = [
  {
    path: `${medium}/c/{thread}/r/{comment}`,
    kind: 'comment',
    url: 'https://www.instagram.com/p/{code}/c/{thread}/r/{comment}/',
  },
  { path: `${medium}/c/{comment}`, kind: 'comment' },
  { path: medium, query: { comment_id: '{comment}' }, kind: 'comment' },
  { path: medium, query: { comment_id: '.+' }, kind: 'unsupported' },
];

/** First path segments that are Instagram's own pages, never a profile. */
const ownPages =
  'p|reel|reels|tv|stories|explore|direct|channel|share|s|j|create|popular|accounts|about|ads|ajax|' +
  'api|archive|blog|challenge|consent|data|developer|developers|directory|download|emails|graphql|' +
  'help|invites|legal|linkshim|login|nametag|notifications|oauth|oembed|press|privacy|publicapi|qr|' +
  'session|settings|static|support|terms|topics|web|your_activity|_n|_u';

const profileTabs = 'reels|tagged|guides|channel|feed|saved|followers|following|embed|live|igtv';

export const targets: TargetRules = {
  platform: 'instagram',
  aliases: ['ig', 'insta'],
  hosts: [
    { host: 'instagram.com', subdomains: ['m', 'l', 'api', 'i'] },
    { host: 'instagr.am' },
    { host: 'ig.me' },
  ],
  parts: {
    code: '[A-Za-z0-9_-]{5,14}',
    comment: '\\d{5,30}',
    thread: '\\d{5,30}',
    story: '\\d{5,30}',
    highlight: '\\d{5,30}',
    audio: '\\d{5,30}',
    conversation: '[A-Za-z0-9_-]{5,60}',
    invite: '[A-Za-z0-9_-]{8,60}',
    name: `(?!(?:${ownPages})(?:/|$))[A-Za-z0-9._]{0,29}[A-Za-z0-9_]`,
    owner: '[A-Za-z0-9._]{0,29}[A-Za-z0-9_]',
  },
  kinds: {
    post: { namesPerson: false, ids: ['code'], url: 'https://www.instagram.com/p/{code}/' },
    comment: {
      namesPerson: false,
      ids: ['code', 'comment'],
      url: 'https://www.instagram.com/p/{code}/c/{comment}/',
    },
    story: { namesPerson: false, ids: ['story'], url: null },
    highlight: {
      namesPerson: false,
      ids: ['highlight'],
      url: 'https://www.instagram.com/stories/highlights/{highlight}/',
    },
    audio: { namesPerson: false, ids: ['audio'], url: 'https://www.instagram.com/reels/audio/{audio}/' },
    profile: {
      namesPerson: true,
      ids: ['name'],
      url: 'https://www.instagram.com/{name}/',
      idsIgnoreCase: true,
    },
    dm_thread: {
      namesPerson: true,
      ids: ['conversation'],
      url: 'https://www.instagram.com/direct/t/{conversation}/',
    },
    broadcast_channel: {
      namesPerson: false,
      ids: ['invite'],
      url: 'https://www.instagram.com/channel/{invite}/',
    },
    chat_invite: { namesPerson: false, ids: ['invite'], url: 'https://ig.me/j/{invite}/' },
  },
  shapes: [
    { path: '/share/.{1,300}', kind: 'opaque' },
    { path: '/s/[^/]{1,300}', kind: 'opaque' },
    { path: '/reels/audio/{audio}', kind: 'audio' },
    { path: '/reels/(?:audio|videos)', kind: 'unsupported' },
    ...commentShapes,
    { path: `${medium}(?:/(?:embed(?:/captioned)?|media|liked_by|comments))?`, kind: 'post' },
    { path: '/stories/highlights/{highlight}', kind: 'highlight' },
    {
      path: '/stories/{owner}/{story}(?:_\\d{1,20})?',
      kind: 'story',
      url: 'https://www.instagram.com/stories/{owner}/{story}/',
    },
    { path: '/stories/(?!highlights$){name}', kind: 'profile' },
    { path: '/direct/t/{conversation}', kind: 'dm_thread' },
    { path: '/channel/{invite}', kind: 'broadcast_channel' },
    { hosts: ['ig.me'], path: '/j/{invite}', kind: 'chat_invite' },
    { hosts: ['ig.me'], path: '/(?:m/)?{name}', kind: 'profile' },
    { path: '/_u/{name}', kind: 'profile' },
    { path: `/@?{name}(?:/(?:${profileTabs}))?`, kind: 'profile' },
  ],
  wrappers: [
    { hosts: ['l.instagram.com'], path: '/', parameters: ['u'] },
    { path: '/linkshim', parameters: ['u'] },
    { path: '/accounts/login', parameters: ['next'] },
    { path: '(?:/publicapi)?/oembed', parameters: ['url'] },
  ],
  handleKind: 'profile',
};
