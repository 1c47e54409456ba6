import type { ChannelManifest, PlatformManifest, Source } from '#core';

const readOn = '2026-11-23';
const recalled: Source = { url: null, readOn, certainty: 'recalled' };
/** What Snap says it reads; Dutch as the language of its legal representative's country. */
const englishOrDutch = ['en', 'nl'] as const;

const partnerMail: ChannelManifest = {
  id: 'snap-partner',
  kind: 'EMAIL',
  regimes: ['PLATFORM_PRIORITY'],
  accepts: ['add', 'spotlight', 'public_story', 'lens'],
  needs: ['targets', 'explanation'],
  acknowledgement: 'EMAIL',
  decisionBy: 'EMAIL',
  onUnknown: 'askPerson',
  languages: englishOrDutch,
  maxExplanationChars: 20_000,
  // No limit is known here either; so many can be read in one mail.
  targetsPerNotice: 20,
  source: recalled,
};

const supportForm: ChannelManifest = {
  id: 'snap-support-form',
  kind: 'ASSISTED_FORM',
  regimes: ['DSA_ART22', 'DSA_ART16', 'USER'],
  accepts: ['add', 'spotlight', 'public_story', 'lens'],
  needs: ['explanation', 'legalBases', 'targets', 'notifierName', 'notifierEmail', 'goodFaith'],
  acknowledgement: 'EMAIL',
  decisionBy: 'EMAIL',
  languages: englishOrDutch,
  maxExplanationChars: 5_000,
  source: {
    url: 'https://values.snap.com/en-GB/privacy/transparency/european-union',
    readOn,
    certainty: 'verified',
  },
};

/** What disappears is best reported by who received it: the app sends a copy of the media along. */
const inApp: ChannelManifest = {
  id: 'snap-in-app',
  kind: 'IN_APP_BY_MEMBER',
  regimes: ['USER'],
  accepts: ['add'],
  needs: [],
  acknowledgement: 'IN_APP',
  decisionBy: 'MEMBER',
  languages: ['en', 'fr', 'nl', 'de'],
  maxExplanationChars: 20_000,
  source: { url: 'https://values.snap.com/safety/safety-reporting', readOn, certainty: 'verified' },
};

const police: ChannelManifest = {
  id: 'snap-police',
  kind: 'LAW_ENFORCEMENT_ONLY',
  regimes: [],
  accepts: [],
  needs: [],
  acknowledgement: 'NONE',
  decisionBy: 'NONE',
  languages: ['en'],
  maxExplanationChars: 20_000,
  source: { url: 'https://less.snapchat.com', readOn, certainty: 'recalled' },
};

/**
 * Families of Snap's transparency reports.
 *
 * Source: values.snap.com, country transparency pages, read on 2026-11-23; self-harm and the mapping recalled.
 */
const exploitation = { primary: 'CHILD_SEXUAL_EXPLOITATION', label: 'Child Sexual Exploitation & Abuse' };
const explicit = { primary: 'SEXUALLY_EXPLICIT', label: 'Sexually Explicit Content' };
const harassment = { primary: 'HARASSMENT', label: 'Harassment & Bullying' };
const threats = { primary: 'THREATS', label: 'Threatening / Violence / Harm' };
const impersonation = { primary: 'IMPERSONATION', label: 'Impersonation' };

export const manifest: PlatformManifest = {
  key: 'snapchat',
  name: 'Snapchat',
  // Spotlight, For You, Public Profiles, Maps, Lenses and Advertising: not private chats and groups.
  dsaCoverage: 'PUBLIC_FEATURES_ONLY',
  channels: [partnerMail, supportForm, inApp, police],
  defaultChannel: 'snap-partner',
  asks: [
    'REMOVE_CONTENT',
    'SUSPEND_ACCOUNT',
    'BLOCK_GROUP',
    'IDENTIFY_ADMINS',
    'BLOCK_ADMINS',
    'REFER_TO_AUTHORITIES',
    'PRESERVE_DATA',
  ],
  effects: [
    'CONTENT_REMOVED',
    'ACCOUNT_WARNED',
    'ACCOUNT_SUSPENDED',
    'ACCOUNT_TERMINATED',
    'GROUP_DISABLED',
    'GROUP_ADMINS_ACTIONED',
  ],
  verification: 'STAFF_OR_MEMBER',
  limits: { concurrency: 4 },
  credentials: [],
  reasons: {
    CSAM: exploitation,
    CSAM_SYNTHETIC: exploitation,
    SEXTING_MINOR_SHARED: exploitation,
    SEXTORTION: exploitation,
    GROOMING: exploitation,
    EXPLOITATION_TRAFFICKING: exploitation,
    VOYEURISM: explicit,
    NCII_ADULT: explicit,
    CYBERBULLYING: harassment,
    HARASSMENT_GROUP: harassment,
    PRIVACY_DOXXING: harassment,
    HATE: { primary: 'HATE_SPEECH', label: 'Hate Speech' },
    THREAT: threats,
    VIOLENCE_FILMED: threats,
    IMPERSONATION: impersonation,
    ACCOUNT_HIJACK: impersonation,
    SELF_HARM_RISK: { primary: 'SELF_HARM', label: 'Self-Harm & Suicide' },
  },
  abilities: ['readReply', 'supplyInformation', 'remind'],
  // Recalled, 2026-11-23.
  mailDomains: ['snapchat.com', 'snap.com', 'support.snapchat.com'],
};
