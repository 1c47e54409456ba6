import type { PhraseRow } from '#platform-kit';

/** What Facebook says beside the usual words and Meta's. Recalled, 2026-11-23. */
export const facebookPhrases: readonly PhraseRow[] = [
  {
    means: { kind: 'actioned', effects: ['CONTENT_REMOVED'] },
    nl: ['{hebben} {adv}{content} {adv}van facebook verwijderd', '{content} is {adv}van facebook verwijderd'],
    de: ['{haben} {adv}{content} {adv}von facebook {removed}', '{content} wurde {adv}von facebook {removed}'],
  },
];

/** What stands in front of Meta's report numbers, in the languages it answers in. */
export const reportNumberLabels: readonly string[] = [
  'report (?:number|no\\.?|id)',
  'case (?:number|no\\.?|id)?',
  'num[eé]ro de (?:votre )?(?:signalement|dossier)',
  '(?:meldings|zaak|dossier)nummer',
  '(?:meldungs|fall)nummer',
];
