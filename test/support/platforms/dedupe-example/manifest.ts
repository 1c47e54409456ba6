import type { ChannelManifest, PlatformManifest, Source } from '#core';

/** Made up: the address answers nowhere. */
const source: Source = {
  url: 'https://dedupe.example/docs/notices',
  readOn: '2026-11-23',
  certainty: 'verified',
};

const api: ChannelManifest = {
  id: 'dedupe-example-api',
  kind: 'API',
  regimes: ['DSA_ART16'],
  accepts: ['clip', 'room'],
  needs: ['targets', 'explanation'],
  acknowledgement: 'IN_APP',
  decisionBy: 'PORTAL',
  // The same Idempotency-Key gives the first answer again: a repeat is dropped.
  onUnknown: 'replay',
  languages: ['nl', 'en'],
  maxExplanationChars: 2_000,
  source,
};

const inApp: ChannelManifest = {
  id: 'dedupe-example-in-app',
  kind: 'IN_APP_BY_MEMBER',
  regimes: ['USER'],
  accepts: ['room'],
  needs: [],
  acknowledgement: 'IN_APP',
  decisionBy: 'MEMBER',
  languages: ['nl', 'en'],
  maxExplanationChars: 500,
  source,
};

const abuse = { primary: 'abuse', label: 'Abuse' };
const minors = { primary: 'minors', label: 'Minors in danger' };

/** A made-up platform that drops repeats and calls back with its decisions. */
export const manifest: PlatformManifest = {
  key: 'dedupe-example',
  name: 'Dedupe Example',
  dsaCoverage: 'FULL',
  channels: [api, inApp],
  defaultChannel: api.id,
  asks: ['REMOVE_CONTENT', 'BLOCK_GROUP', 'IDENTIFY_ADMINS', 'REFER_TO_AUTHORITIES'],
  effects: ['CONTENT_REMOVED', 'GROUP_DISABLED', 'ACCOUNT_WARNED'],
  verification: 'STAFF_OR_MEMBER',
  limits: { concurrency: 8 },
  credentials: [
    { name: 'apiToken', isSecret: true, description: 'Token of the organisation' },
    { name: 'callbackSecret', isSecret: true, description: 'What the platform signs its callbacks with' },
  ],
  reasons: {
    CSAM: minors,
    CSAM_SYNTHETIC: minors,
    SEXTING_MINOR_SHARED: minors,
    SEXTORTION: minors,
    GROOMING: minors,
    EXPLOITATION_TRAFFICKING: minors,
    CYBERBULLYING: abuse,
    HARASSMENT_GROUP: abuse,
    HATE: abuse,
    THREAT: abuse,
  },
  abilities: ['verifyReply', 'readReply', 'appeal'],
  mailDomains: ['dedupe.example'],
};
