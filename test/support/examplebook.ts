import type { PhoneReader, TargetRules } from '#core';

/** A platform that does not exist, with one address of every sort the engine knows. */
export const examplebook: TargetRules = {
  platform: 'examplebook',
  aliases: ['eb'],
  hosts: [
    { host: 'examplebook.test', subdomains: ['m', 'out'], languages: true },
    { host: 'exb.test' },
    { host: 'rooms.test', subdomains: ['web'] },
  ],
  parts: {
    post: '[A-Za-z0-9]{4,12}',
    comment: '\\d{1,12}',
    owner: '[a-z]{2,20}',
    room: '[a-z:]{2,20}',
    name: '(?!about$)[A-Za-z.]{2,20}',
    phone: '\\+\\d{7,15}',
  },
  kinds: {
    post: { namesPerson: false, ids: ['post'], url: 'https://examplebook.test/posts/{post}' },
    comment: {
      namesPerson: false,
      ids: ['post', 'comment'],
      url: 'https://examplebook.test/posts/{post}?comment={comment}',
    },
    album: { namesPerson: false, ids: ['post'], url: null },
    room: { namesPerson: false, ids: ['room'], url: 'https://rooms.test/#room={room}' },
    profile: {
      namesPerson: true,
      ids: ['name'],
      url: 'https://examplebook.test/{name}',
      idsIgnoreCase: true,
      idsIgnore: '.',
    },
    phone: { namesPerson: true, ids: ['phone'], url: null },
  },
  shapes: [
    { hosts: ['exb.test'], path: '/.+', kind: 'opaque' },
    { path: '/posts/{post}', query: { comment: '{comment}' }, kind: 'comment' },
    { path: '/posts/{post}', kind: 'post' },
    { path: '/{owner}/albums/{post}', kind: 'album', url: 'https://examplebook.test/{owner}/albums/{post}' },
    { path: '/help', kind: 'unsupported' },
    { hosts: ['rooms.test'], path: '/', fragment: '(?:room=)?{room}', kind: 'room' },
    { path: '/{name}', kind: 'profile' },
  ],
  wrappers: [
    { hosts: ['out.examplebook.test'], path: '/', parameters: ['to', 'u'] },
    { path: '/login', parameters: ['next'] },
  ],
  handleKind: 'profile',
  phoneKind: 'phone',
};

/** Takes any number with a plus for a valid one of at most 11 digits. */
export const examplePhones: PhoneReader = (text) => {
  const number = text.replace(/[^+\d]/g, '');
  return /^\+\d{7,11}$/.test(number) ? number : undefined;
};
