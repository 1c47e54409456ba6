import type { PhraseRow } from '#platform-kit';

/** What Instagram says beside the usual words and Meta's. Recalled, 2026-11-23. */
export const instagramPhrases: readonly PhraseRow[] = [
  {
    means: { kind: 'actioned', effects: ['CONTENT_REMOVED'] },
    nl: [
      '{hebben} {adv}{content} {adv}van instagram verwijderd',
      '{content} is {adv}van instagram verwijderd',
    ],
    de: [
      '{haben} {adv}{content} {adv}von instagram {removed}',
      '{content} wurde {adv}von instagram {removed}',
    ],
  },
];

/** What stands in front of Meta's report numbers, in the languages it answers in. */
export const reportNumberLabels: readonly string[] = [
  'report (?:number|no\\.?|id)',
  'case (?:number|no\\.?|id)?',
  'num[eé]ro de (?:votre )?(?:signalement|dossier)',
  '(?:meldings|zaak|dossier)nummer',
  '(?:meldungs|fall)nummer',
  // `[#1795435200123]` in subjects.
  '\\[',
];
