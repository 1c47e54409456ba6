import type { TargetRules } from '#core';

/** Addresses of a made-up platform. */
export const targets: TargetRules = {
  platform: 'dedupe-example',
  hosts: [{ host: 'dedupe.example' }, { host: 'dd.example' }],
  parts: { clip: '[A-Za-z0-9]{6,20}', room: '[a-z0-9]{6,20}' },
  kinds: {
    clip: { namesPerson: false, ids: ['clip'], url: 'https://dedupe.example/clip/{clip}' },
    room: { namesPerson: false, ids: ['room'], url: null },
  },
  shapes: [
    { path: '/clip/{clip}', kind: 'clip' },
    { hosts: ['dd.example'], path: '/{clip}', kind: 'clip' },
    { path: '/join/{room}', kind: 'room' },
  ],
};
