import { languages, type Ask, type AskAnswer, type Effect, type Language, type RefusalReason } from '#core';
import { usualNumberLabels } from './usual-number-labels.js';
import { vocabulary } from './vocabulary.js';

/**
 * What a usual phrase says. `nothing` is a phrase that every mail has and that decides nothing; `courtesy` what machines
 * answer to any mail; `closed` ends a case and is no answer by itself; `unheard` says that nobody reads our notice.
 */
export type Meaning =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'courtesy' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'unheard' }
  | { readonly kind: 'acknowledged' }
  | { readonly kind: 'reviewStarted' }
  | { readonly kind: 'informationRequested' }
  | { readonly kind: 'memberReportRequired'; readonly channel: string }
  | { readonly kind: 'actioned'; readonly effects: readonly Effect[] }
  | { readonly kind: 'refused'; readonly reason: RefusalReason }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'reversed' }
  | { readonly kind: 'asksAnswered'; readonly answers: Readonly<Partial<Record<Ask, AskAnswer>>> };

/**
 * One thing platforms say, with the ways they say it in each language: patterns over sentences in one spelling
 * (`normalise.ts`), with `{name}` for words of `vocabulary.ts`. No unbounded repeats.
 */
export interface PhraseRow {
  readonly means: Meaning;
  /** The phrase carries its own "not": a negation inside it does not turn it round. */
  readonly isNegative?: boolean;
  readonly en?: readonly string[];
  readonly fr?: readonly string[];
  readonly nl?: readonly string[];
  readonly de?: readonly string[];
}

/** The platform's label of its report number, such as `report number`, before which the number stands. */
export interface PhraseTable {
  readonly phrases: readonly { readonly row: PhraseRow; readonly pattern: RegExp }[];
  readonly reportNumber: RegExp;
}

export interface PhraseTableParts {
  readonly rows: readonly PhraseRow[];
  /** Effects the platform knows; rows with others are left out, so that such a claim goes to a person. */
  readonly effects: readonly Effect[];
  /** Patterns of the platform's own labels of its report numbers, beside the usual ones, and of the number itself. */
  readonly reportNumber: { readonly labels?: readonly string[]; readonly shape: string };
}

/** A platform's usual words, compiled once, when its first mail is read. */
export function phraseTable({ rows, effects, reportNumber }: PhraseTableParts): PhraseTable {
  const known = rows.filter(
    ({ means }) => means.kind !== 'actioned' || means.effects.every((effect) => effects.includes(effect)),
  );
  let phrases: PhraseTable['phrases'] | undefined;
  const compiled = () =>
    known.flatMap((row) =>
      languages.flatMap((language) =>
        (row[language] ?? []).map((phrase) => ({ row, pattern: compile(phrase, language) })),
      ),
    );
  const label = `(?:${[...usualNumberLabels, ...(reportNumber.labels ?? [])].join('|')})`;
  return {
    get phrases() {
      return (phrases ??= compiled());
    },
    reportNumber: new RegExp(
      `${label}[ :#.°(]{1,4}(?:is |est |lautet |: )?#?(?<number>${reportNumber.shape})(?![\\p{L}\\p{N}])`,
      'giu',
    ),
  };
}

/** A pattern that starts and ends at word borders, whatever the script. */
export function wordPattern(source: string, flags: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, flags);
}

function compile(phrase: string, language: Language): RegExp {
  const pattern = wordPattern(expand(phrase, language), 'gu');
  if (pattern.test('') || pattern.test(' '))
    throw new Error(`phrase "${phrase}" (${language}) matches nothing at all`);
  return pattern;
}

function expand(phrase: string, language: Language): string {
  const words = vocabulary[language];
  let expanded = phrase;
  // Entries name other entries at most twice deep; more is a mistake in the vocabulary.
  for (let depth = 0; depth < 4 && expanded.includes('{'); depth += 1)
    expanded = expanded.replace(/\{([a-z]+)\}/gu, (_, name: string) => {
      const entry = words[name];
      if (entry === undefined)
        throw new Error(`phrase "${phrase}" (${language}) names an unknown word "${name}"`);
      return entry;
    });
  return expanded;
}
