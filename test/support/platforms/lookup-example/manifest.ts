import type { ChannelManifest, PlatformManifest, Source } from '#core';

/** Made up: the address answers nowhere. */
const source: Source = {
  url: 'https://lookup.example/docs/notices',
  readOn: '2026-11-23',
  certainty: 'verified',
};

const api: ChannelManifest = {
  id: 'lookup-example-api',
  kind: 'API',
  regimes: ['DSA_ART22', 'DSA_ART16', 'PLATFORM_PRIORITY'],
  accepts: ['post', 'profile'],
  needs: ['targets', 'policyCategory', 'explanation'],
  acknowledgement: 'IN_APP',
  decisionBy: 'PORTAL',
  // It lists our notices by our reference, so a lost answer can be looked up.
  onUnknown: 'lookup',
  languages: ['en', 'fr'],
  maxExplanationChars: 3_000,
  source,
};

const form: ChannelManifest = {
  id: 'lookup-example-form',
  kind: 'ASSISTED_FORM',
  regimes: ['USER'],
  accepts: '*',
  needs: ['targets', 'explanation'],
  acknowledgement: 'NONE',
  decisionBy: 'EMAIL',
  languages: ['en'],
  maxExplanationChars: 1_000,
  source,
};

const childSafety = { primary: 'child_safety', label: 'Child safety' };
const harassment = { primary: 'harassment', label: 'Harassment' };
const sexual = { primary: 'sexual_content', label: 'Sexual content' };

/** A made-up platform with an API that can be asked about our notices. */
export const manifest: PlatformManifest = {
  key: 'lookup-example',
  name: 'Lookup Example',
  dsaCoverage: 'FULL',
  channels: [api, form],
  defaultChannel: api.id,
  asks: ['REMOVE_CONTENT', 'SUSPEND_ACCOUNT', 'PRESERVE_DATA'],
  effects: ['CONTENT_REMOVED', 'GEO_RESTRICTED', 'ACCOUNT_SUSPENDED'],
  verification: 'API',
  limits: {
    concurrency: 4,
    quota: {
      unitsPerDay: 1_000,
      reservedForVerification: 100,
      resetsAt: { hour: 0, timeZone: 'UTC' },
      cost: { notices: 1, 'verify:items': 1 },
    },
  },
  credentials: [{ name: 'apiKey', isSecret: true, description: 'API key of the organisation' }],
  reasons: {
    CSAM: childSafety,
    CSAM_SYNTHETIC: childSafety,
    SEXTING_MINOR_SHARED: childSafety,
    SEXTORTION: childSafety,
    GROOMING: childSafety,
    EXPLOITATION_TRAFFICKING: childSafety,
    VOYEURISM: sexual,
    NCII_ADULT: sexual,
    CYBERBULLYING: harassment,
    HARASSMENT_GROUP: harassment,
    HATE: harassment,
    THREAT: harassment,
    PRIVACY_DOXXING: harassment,
  },
  abilities: ['findReceipt', 'fetchDecision', 'supplyInformation', 'appeal', 'checkVisibility'],
  mailDomains: ['lookup.example'],
};
