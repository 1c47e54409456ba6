import type { PhraseRow } from '#platform-kit';

/** What Facebook says beside the usual words and Meta's. Recalled, 2026-11-23. */
export const facebookPhrases: readonly PhraseRow[] = [
  {
    means: { kind: 'actioned', effects: ['CONTENT_REMOVED'] },
    nl: ['{hebben} {adv}{content} {adv}van facebook verwijderd', '{content} is {adv}van facebook verwijderd'],
    de: ['{haben} {adv}{content} {adv}von facebook {removed}', '{content} wurde {adv}von facebook {removed}'],
  },
];
