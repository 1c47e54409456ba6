import type { ChannelManifest, PlatformManifest, Source } from '#core';
import { metaReasons } from '#platform-kit';

const readOn = '2026-11-23';
const recalled: Source = { url: null, readOn, certainty: 'recalled' };
const everyLanguage = ['en', 'fr', 'nl', 'de'] as const;

/** The same kind of desk as Facebook's, of the same company. Which languages it reads is unclear; English it does. */
const partnerMail: ChannelManifest = {
  id: 'instagram-partner-mail',
  kind: 'EMAIL',
  regimes: ['PLATFORM_PRIORITY'],
  accepts: '*',
  needs: ['targets', 'policyCategory', 'explanation'],
  acknowledgement: 'EMAIL_WITH_NUMBER',
  decisionBy: 'EMAIL',
  // A second mail is a second case, and nobody can look the first one up.
  onUnknown: 'askPerson',
  languages: everyLanguage,
  // No limit is known; ours is the longest explanation of a report.
  maxExplanationChars: 20_000,
  // No limit is known here either; so many can be read in one mail.
  targetsPerNotice: 20,
  source: recalled,
};

const partnerPortal: ChannelManifest = {
  id: 'instagram-partner',
  kind: 'PORTAL',
  regimes: ['PLATFORM_PRIORITY'],
  accepts: '*',
  needs: ['targets', 'policyCategory', 'explanation'],
  acknowledgement: 'EMAIL_WITH_NUMBER',
  decisionBy: 'EMAIL_OR_PORTAL',
  languages: everyLanguage,
  maxExplanationChars: 5_000,
  source: {
    url: 'https://internews.org/new-study-key-meta-system-for-reporting-harmful-content-has-serious-flaws',
    readOn,
    certainty: 'verified',
  },
};

const legalForm: ChannelManifest = {
  id: 'instagram-legal-form',
  kind: 'ASSISTED_FORM',
  regimes: ['DSA_ART22', 'DSA_ART16'],
  accepts: '*',
  needs: [
    'country',
    'legalIssue',
    'legalBases',
    'targets',
    'explanation',
    'notifierName',
    'notifierEmail',
    'goodFaith',
  ],
  acknowledgement: 'EMAIL_WITH_NUMBER',
  decisionBy: 'EMAIL',
  languages: everyLanguage,
  maxExplanationChars: 5_000,
  source: { url: 'https://m.facebook.com/help/contact/319149701968527', readOn, certainty: 'verified' },
};

const inApp: ChannelManifest = {
  id: 'instagram-in-app',
  kind: 'IN_APP_BY_MEMBER',
  regimes: ['USER'],
  accepts: ['dm_thread', 'story', 'chat_invite', 'broadcast_channel'],
  needs: [],
  acknowledgement: 'SUPPORT_INBOX',
  decisionBy: 'MEMBER',
  languages: everyLanguage,
  maxExplanationChars: 20_000,
  source: recalled,
};

const police: ChannelManifest = {
  id: 'instagram-police',
  kind: 'LAW_ENFORCEMENT_ONLY',
  regimes: [],
  accepts: [],
  needs: [],
  acknowledgement: 'NONE',
  decisionBy: 'NONE',
  languages: ['en'],
  maxExplanationChars: 20_000,
  source: { url: 'https://www.facebook.com/records', readOn, certainty: 'recalled' },
};

export const manifest: PlatformManifest = {
  key: 'instagram',
  name: 'Instagram',
  dsaCoverage: 'FULL',
  privateKinds: ['dm_thread', 'chat_invite'],
  channels: [partnerMail, partnerPortal, legalForm, inApp, police],
  spaces: { dm_thread: 'PRIVATE_CHAT', chat_invite: 'PRIVATE_GROUP', story: 'DISAPPEARING' },
  defaultChannel: 'instagram-partner-mail',
  asks: [
    'REMOVE_CONTENT',
    'SUSPEND_ACCOUNT',
    'BLOCK_GROUP',
    'IDENTIFY_ADMINS',
    'BLOCK_ADMINS',
    'REFER_TO_AUTHORITIES',
    'PRESERVE_DATA',
    'HASH_BLOCK',
  ],
  effects: [
    'CONTENT_REMOVED',
    'CONTENT_DISABLED',
    'CONTENT_DEMOTED',
    'CONTENT_LABELLED',
    'GEO_RESTRICTED',
    'AGE_RESTRICTED',
    'ACCOUNT_SUSPENDED',
    'ACCOUNT_TERMINATED',
    'GROUP_DISABLED',
    'GROUP_ADMINS_ACTIONED',
    'HASH_BLOCKED',
  ],
  verification: 'STAFF_OR_MEMBER',
  limits: { concurrency: 4 },
  credentials: [],
  reasons: metaReasons,
  abilities: ['readReply', 'supplyInformation', 'remind'],
  // Recalled, 2026-11-23: where Meta's desks write from.
  mailDomains: [
    'mail.instagram.com',
    'support.instagram.com',
    'support.facebook.com',
    'facebookmail.com',
    'fb.com',
    'meta.com',
  ],
};
