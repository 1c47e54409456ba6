import type { PlatformManifest } from '#core';

export const manifest: PlatformManifest = {
  key: 'sixth-example',
  name: 'Sixth (invented)',
  dsaCoverage: 'FULL',
  channels: [
    {
      id: 'sixth-mail',
      kind: 'EMAIL',
      regimes: ['PLATFORM_PRIORITY'],
      accepts: '*',
      needs: ['targets', 'explanation'],
      acknowledgement: 'EMAIL_WITH_NUMBER',
      decisionBy: 'EMAIL',
      onUnknown: 'askPerson',
      languages: ['en'],
      maxExplanationChars: 20_000,
      source: { url: null, readOn: '2026-11-23', certainty: 'unclear' },
    },
  ],
  defaultChannel: 'sixth-mail',
  asks: ['REMOVE_CONTENT'],
  effects: ['CONTENT_REMOVED'],
  verification: 'STAFF_OR_MEMBER',
  limits: { concurrency: 4 },
  credentials: [],
  reasons: {},
  abilities: ['readReply', 'remind'],
  mailDomains: ['sixth.example'],
};
