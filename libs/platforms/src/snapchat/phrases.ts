import type { PhraseRow } from '#platform-kit';

/**
 * What Snap says beside the usual words: its measures are warning, suspension and deletion of an account.
 *
 * Source: values.snap.com/safety/safety-reporting, read on 2026-11-23, for the measures; their wording recalled.
 */
export const snapchatPhrases: readonly PhraseRow[] = [
  {
    means: { kind: 'actioned', effects: ['ACCOUNT_WARNED'] },
    en: [
      '(?:the|this) snapchatter (?:{been}(?:warned|given a warning)|(?:has )?received a warning)',
      '{we}(?:warned|sent a warning to) (?:the|this) snapchatter',
      '{we}(?:issued|sent) a warning to {account}',
    ],
    nl: [
      '(?:de|deze) snapchatter (?:is|werd) {adv}gewaarschuwd',
      '{hebben} (?:de|deze) snapchatter {adv}gewaarschuwd',
    ],
  },
  {
    means: { kind: 'actioned', effects: ['ACCOUNT_SUSPENDED'] },
    en: [
      "(?:the|this) snapchatter's account {been}(?:suspended|locked)",
      '{we}(?:suspended|locked) {account}',
      '{account} {been}locked',
    ],
    nl: ['{account} (?:is|werd) {adv}vergrendeld'],
  },
  {
    means: { kind: 'actioned', effects: ['ACCOUNT_TERMINATED'] },
    en: ["(?:the|this) snapchatter's account {been}(?:deleted|terminated|removed)"],
  },
];
