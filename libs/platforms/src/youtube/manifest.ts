import type { ChannelManifest, PlatformManifest, Source } from '#core';

const readOn = '2026-11-23';
const reportAbusePage: Source = {
  url: 'https://developers.google.com/youtube/v3/docs/videos/reportAbuse',
  readOn,
  certainty: 'verified',
};
const recalled: Source = { url: null, readOn, certainty: 'recalled' };
const everyLanguage = ['en', 'fr', 'nl', 'de'] as const;

const priorityForm: ChannelManifest = {
  id: 'yt-priority-form',
  kind: 'ASSISTED_FORM',
  regimes: ['PLATFORM_PRIORITY'],
  accepts: ['video', 'comment', 'channel_id', 'handle', 'legacy_channel', 'playlist'],
  needs: ['targets', 'policyCategory', 'explanation'],
  acknowledgement: 'EMAIL',
  decisionBy: 'EMAIL_OR_PORTAL',
  languages: everyLanguage,
  // The form's real limit is unclear; it is shown to members of the programme only.
  maxExplanationChars: 5_000,
  source: { url: 'https://support.google.com/youtube/answer/7554338', readOn, certainty: 'verified' },
};

const legalForm: ChannelManifest = {
  id: 'yt-legal-form',
  kind: 'ASSISTED_FORM',
  regimes: ['DSA_ART22', 'DSA_ART16'],
  // That it takes clips and comments under posts is unclear; no other way in would.
  accepts: ['video', 'comment', 'post', 'post_comment', 'clip', 'channel_id', 'handle'],
  needs: ['explanation', 'legalBases', 'targets', 'notifierName', 'notifierEmail', 'goodFaith'],
  acknowledgement: 'EMAIL',
  decisionBy: 'EMAIL',
  languages: everyLanguage,
  maxExplanationChars: 5_000,
  source: recalled,
};

const api: ChannelManifest = {
  id: 'yt-api',
  kind: 'API',
  regimes: ['PLATFORM_PRIORITY'],
  accepts: ['video'],
  needs: ['videoId', 'reasonId'],
  acknowledgement: 'NONE',
  decisionBy: 'NONE',
  // A second call is a second flag, and there is no way to look the first one up.
  onUnknown: 'askPerson',
  languages: everyLanguage,
  // No limit is documented for `comments`; ours keeps a reviewer reading.
  maxExplanationChars: 1_500,
  source: reportAbusePage,
};

const privacyForm: ChannelManifest = {
  id: 'yt-privacy',
  kind: 'ASSISTED_FORM',
  regimes: ['PLATFORM_PRIORITY'],
  accepts: ['video'],
  needs: ['targets', 'explanation'],
  acknowledgement: 'EMAIL',
  decisionBy: 'EMAIL',
  languages: everyLanguage,
  maxExplanationChars: 5_000,
  forCategories: ['OWN_CONTENT_LOST_ACCESS', 'PRIVACY_DOXXING'],
  source: recalled,
};

const police: ChannelManifest = {
  id: 'yt-police',
  kind: 'LAW_ENFORCEMENT_ONLY',
  regimes: [],
  accepts: [],
  needs: [],
  acknowledgement: 'NONE',
  decisionBy: 'NONE',
  languages: everyLanguage,
  maxExplanationChars: 5_000,
  source: recalled,
};

const minors = { primary: 'N', secondary: '33', label: 'Sex or nudity > Content involving minors' };
const graphic = { primary: 'N', secondary: '32', label: 'Sex or nudity > Graphic sex or nudity' };
const bullying = {
  primary: 'V',
  secondary: '37',
  label: 'Violent, hateful, or dangerous > Bullying or abusing vulnerable individuals',
};
const hatred = {
  primary: 'V',
  secondary: '35',
  label: 'Violent, hateful, or dangerous > Promotes violence or hatred',
};

/** YouTube, as far as it is known. Everything derives from this; see README.md beside it. */
export const manifest: PlatformManifest = {
  key: 'youtube',
  name: 'YouTube',
  dsaCoverage: 'FULL',
  channels: [priorityForm, legalForm, api, privacyForm, police],
  defaultChannel: priorityForm.id,
  channelWithCredentials: api.id,
  asks: ['REMOVE_CONTENT', 'SUSPEND_ACCOUNT'],
  effects: [
    'CONTENT_REMOVED',
    'AGE_RESTRICTED',
    'GEO_RESTRICTED',
    'FEATURE_LIMITED',
    'ACCOUNT_TERMINATED',
    'ACCOUNT_WARNED',
  ],
  verification: 'API',
  limits: {
    concurrency: 4,
    // Grant and reset are recalled; the costs are verified for reportAbuse and the reasons. Calls named `verify:…` may
    // use the reserve.
    quota: {
      unitsPerDay: 10_000,
      reservedForVerification: 2_000,
      resetsAt: { hour: 0, timeZone: 'America/Los_Angeles' },
      cost: { 'videos.reportAbuse': 50, 'verify:videos.list': 1, 'videoAbuseReportReasons.list': 1 },
    },
  },
  credentials: [
    { name: 'clientId', isSecret: false, description: 'OAuth client id of the Google Cloud project' },
    { name: 'clientSecret', isSecret: true, description: 'OAuth client secret of the same project' },
    {
      name: 'refreshToken',
      isSecret: true,
      description: "Refresh token of the organisation's YouTube account, scope youtube.force-ssl",
    },
    { name: 'apiKey', isSecret: true, description: 'API key of the same project, for looking videos up' },
  ],
  // Ids and English labels as recorded; the ids are checked against the live list before each use.
  // Source: github.com/sns-sdks/python-youtube, testdata/modeldata/abuse_report_reason, read on 2026-11-23.
  reasons: {
    CSAM: minors,
    CSAM_SYNTHETIC: minors,
    SEXTING_MINOR_SHARED: minors,
    SEXTORTION: minors,
    GROOMING: minors,
    EXPLOITATION_TRAFFICKING: minors,
    VOYEURISM: graphic,
    NCII_ADULT: graphic,
    CYBERBULLYING: bullying,
    PRIVACY_DOXXING: bullying,
    HATE: hatred,
    THREAT: hatred,
    VIOLENCE_FILMED: {
      primary: 'V',
      secondary: '40',
      label: 'Violent, hateful, or dangerous > Other violent, hateful, or dangerous acts',
    },
    SELF_HARM_RISK: {
      primary: 'V',
      secondary: '38',
      label: 'Violent, hateful, or dangerous > Suicide or self-injury',
    },
    IMPERSONATION: { primary: 'S', secondary: '31', label: 'Spam or misleading > Other misleading info' },
  },
  abilities: ['checkVisibility', 'readReply'],
  mailDomains: ['youtube.com', 'google.com'],
};
