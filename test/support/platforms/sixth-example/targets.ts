import type { TargetRules } from '#core';

/** Invented address shapes that no other platform has. */
export const targets: TargetRules = {
  platform: 'sixth-example',
  hosts: [{ host: 'sixth.example', subdomains: ['m'] }],
  parts: { clip: '[0-9a-f]{12}' },
  kinds: { clip: { namesPerson: false, ids: ['clip'], url: 'https://sixth.example/~/{clip}' } },
  shapes: [{ path: '/~(?:/[a-z]{2})?/{clip}', kind: 'clip' }],
};
