import type { TargetRules } from '#core';

/** Addresses of a made-up platform. */
export const targets: TargetRules = {
  platform: 'lookup-example',
  hosts: [{ host: 'lookup.example', subdomains: ['m'] }],
  parts: { post: '[a-z0-9]{6,20}', name: '[a-z0-9_]{3,20}' },
  kinds: {
    post: { namesPerson: false, ids: ['post'], url: 'https://lookup.example/p/{post}' },
    profile: { namesPerson: true, ids: ['name'], url: 'https://lookup.example/@{name}', idsIgnoreCase: true },
  },
  shapes: [
    { path: '/p/{post}', kind: 'post' },
    { path: '/@{name}', kind: 'profile' },
    { path: '/s/[A-Za-z0-9]{4,12}', kind: 'opaque' },
  ],
  handleKind: 'profile',
};
