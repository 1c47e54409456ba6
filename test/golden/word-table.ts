import {
  decisions,
  deliveries,
  remedies,
  verifications,
  wordOf,
  type Decision,
  type Delivery,
  type Effect,
  type Remedy,
  type Word,
} from '#core';

/**
 * The complete table of submission words, folded for review: decision -> verification -> remedies -> word -> deliveries.
 * `others` stands for every remedy, or every delivery, that its neighbours do not name.
 */
export interface FoldedWords {
  readonly [decision: string]: {
    readonly [verification: string]: { readonly [remedies: string]: { readonly [word: string]: string } };
  };
}

const others = 'others';

/** Decisions with what the word depends on: ACTIONED with an effect that removes, and with one that does not. */
const decided = decisions.flatMap((decision): Decided[] =>
  decision === 'ACTIONED'
    ? [
        { name: 'ACTIONED, removing', decision, effects: ['GEO_RESTRICTED', 'CONTENT_REMOVED'] },
        { name: 'ACTIONED, not removing', decision, effects: ['GEO_RESTRICTED'] },
      ]
    : [{ name: decision, decision, effects: [] }],
);

interface Decided {
  readonly name: string;
  readonly decision: Decision;
  readonly effects: readonly Effect[];
}

/** One row a combination, such as `REFUSED LIVE NONE SENT refused`. */
export function wordRows(): string[] {
  return decided.flatMap(({ name, decision, effects }) =>
    verifications.flatMap((verification) =>
      remedies.flatMap((remedy) =>
        deliveries.map((delivery) => {
          const word = wordOf({ delivery, decision, effects, verification, remedy });
          return [name, verification, remedy, delivery, word].join(' ');
        }),
      ),
    ),
  );
}

export function foldWords(): FoldedWords {
  const entries = decided.map(({ name, decision, effects }) => [
    name,
    Object.fromEntries(
      verifications.map((verification) => {
        const wordsOf = (remedy: Remedy) =>
          foldDeliveries((delivery) => wordOf({ delivery, decision, effects, verification, remedy }));
        return [verification, foldRemedies(wordsOf)];
      }),
    ),
  ]);
  return Object.fromEntries(entries) as FoldedWords;
}

export function unfoldWords(folded: FoldedWords): string[] {
  return Object.entries(folded).flatMap(([decision, byVerification]) =>
    Object.entries(byVerification).flatMap(([verification, byRemedies]) =>
      unfold(byRemedies, remedies).flatMap(([remedy, words]) =>
        unfold(invert(words), deliveries).map(([delivery, word]) =>
          [decision, verification, remedy, delivery, word].join(' '),
        ),
      ),
    ),
  );
}

function foldDeliveries(wordOfDelivery: (delivery: Delivery) => Word): Record<string, string> {
  const groups = groupBy(deliveries, wordOfDelivery);
  const largest = largestOf(groups);
  return Object.fromEntries(
    [...groups].map(([word, at]) => [word, word === largest ? others : at.join(' ')]),
  );
}

function foldRemedies(
  wordsOf: (remedy: Remedy) => Record<string, string>,
): Record<string, Record<string, string>> {
  const groups = groupBy(remedies, (remedy) => JSON.stringify(wordsOf(remedy)));
  const largest = largestOf(groups);
  return Object.fromEntries(
    [...groups].map(([words, at]) => [
      words === largest ? others : at.join(' '),
      JSON.parse(words) as Record<string, string>,
    ]),
  );
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function largestOf<Key>(groups: ReadonlyMap<Key, readonly unknown[]>): Key | undefined {
  return [...groups].sort(([, one], [, other]) => other.length - one.length)[0]?.[0];
}

/** Word -> deliveries, turned into deliveries -> word. */
function invert(words: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([word, at]) => [at, word]));
}

/** `A B` -> value and `others` -> value, as one pair for each of `all`; names twice or left out give other rows. */
function unfold<Value>(folded: Readonly<Record<string, Value>>, all: readonly string[]): [string, Value][] {
  const named = Object.entries(folded).flatMap(([names, value]) =>
    names === others ? [] : names.split(' ').map((name): [string, Value] => [name, value]),
  );
  const rest = all.filter((name) => !named.some(([each]) => each === name));
  return [...named, ...rest.map((name): [string, Value] => [name, folded[others] as Value])];
}
