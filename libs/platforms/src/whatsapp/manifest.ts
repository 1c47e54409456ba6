import type { ChannelManifest, PlatformManifest, Source } from '#core';

const readOn = '2026-11-23';
const recalled: Source = { url: null, readOn, certainty: 'recalled' };
const everyLanguage = ['en', 'fr', 'nl', 'de'] as const;

/**
 * Private chats and groups stand outside the DSA's platform rules: no notice through this channel claims it, not even
 * one about a Channel, which has a way of its own.
 */
const partnerMail: ChannelManifest = {
  id: 'wa-partner',
  kind: 'EMAIL',
  regimes: ['PLATFORM_PRIORITY'],
  accepts: ['group_invite', 'phone_e164', 'click_to_chat', 'channel', 'channel_message'],
  needs: ['targets', 'explanation'],
  acknowledgement: 'EMAIL',
  // Rarely: the usual answer is none.
  decisionBy: 'EMAIL',
  onUnknown: 'askPerson',
  languages: everyLanguage,
  maxExplanationChars: 20_000,
  // No limit is known here either; so many can be read in one mail.
  targetsPerNotice: 20,
  source: recalled,
};

/** Its address could not be found. */
const dsaForm: ChannelManifest = {
  id: 'wa-dsa-channel',
  kind: 'ASSISTED_FORM',
  regimes: ['DSA_ART22', 'DSA_ART16'],
  accepts: ['channel', 'channel_message'],
  needs: ['explanation', 'legalBases', 'targets', 'notifierName', 'notifierEmail', 'goodFaith'],
  acknowledgement: 'EMAIL',
  decisionBy: 'EMAIL',
  languages: everyLanguage,
  maxExplanationChars: 5_000,
  source: { url: null, readOn, certainty: 'unclear' },
};

const inApp: ChannelManifest = {
  id: 'wa-in-app',
  kind: 'IN_APP_BY_MEMBER',
  regimes: ['USER'],
  accepts: ['group_invite', 'phone_e164', 'click_to_chat'],
  needs: [],
  acknowledgement: 'NONE',
  decisionBy: 'MEMBER',
  languages: everyLanguage,
  maxExplanationChars: 20_000,
  source: { url: 'https://www.newspointapp.com/articleshow/108152908', readOn, certainty: 'verified' },
};

const police: ChannelManifest = {
  id: 'wa-police',
  kind: 'LAW_ENFORCEMENT_ONLY',
  regimes: [],
  accepts: [],
  needs: [],
  acknowledgement: 'NONE',
  decisionBy: 'NONE',
  languages: ['en'],
  maxExplanationChars: 20_000,
  source: { url: 'https://www.whatsapp.com/records', readOn, certainty: 'recalled' },
};

export const manifest: PlatformManifest = {
  key: 'whatsapp',
  name: 'WhatsApp',
  // Unclear: only Channels are a platform in the sense of the DSA, and under which name they are filed could not be read.
  transparencyNames: ['WhatsApp', 'WhatsApp Channels'],
  // Designated on 26 January 2026 for Channels alone.
  dsaCoverage: 'CHANNELS_ONLY',
  privateKinds: ['group_invite', 'phone_e164', 'click_to_chat'],
  channels: [partnerMail, dsaForm, inApp, police],
  spaces: { group_invite: 'PRIVATE_GROUP', phone_e164: 'PRIVATE_CHAT', click_to_chat: 'PRIVATE_CHAT' },
  defaultChannel: 'wa-partner',
  asks: [
    'BLOCK_GROUP',
    'IDENTIFY_ADMINS',
    'BLOCK_ADMINS',
    'REFER_TO_AUTHORITIES',
    'PRESERVE_DATA',
    'SUSPEND_ACCOUNT',
  ],
  effects: [
    'GROUP_DISABLED',
    'GROUP_ADMINS_ACTIONED',
    'ACCOUNT_SUSPENDED',
    'ACCOUNT_TERMINATED',
    'CONTENT_REMOVED',
    'GEO_RESTRICTED',
  ],
  verification: 'MEMBER',
  limits: { concurrency: 4 },
  credentials: [],
  // WhatsApp asks for no reason of its own.
  reasons: {},
  abilities: ['readReply', 'supplyInformation', 'remind'],
  // Recalled, 2026-11-23.
  mailDomains: ['support.whatsapp.com', 'whatsapp.com', 'meta.com'],
};
