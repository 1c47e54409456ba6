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
