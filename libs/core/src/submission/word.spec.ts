import fc from 'fast-check';
import { decisions, deliveries, effects, remedies, verifications, type Effect } from './axes.js';
import wordCases from './word-cases.json' with { type: 'json' };
import { wordOf, words } from './word.js';

type Axes = Parameters<typeof wordOf>[0];

const anyAxes: fc.Arbitrary<Axes> = fc.record({
  delivery: fc.constantFrom(...deliveries),
  decision: fc.constantFrom(...decisions),
  effects: fc.uniqueArray(fc.constantFrom(...effects)),
  verification: fc.constantFrom(...verifications),
  remedy: fc.constantFrom(...remedies),
});

/**
 * `ACKNOWLEDGED ACTIONED+CONTENT_REMOVED LIVE?PENDING NONE: removed`: delivery, decision+effects, verification?second look,
 * remedy.
 */
function readCase(line: string): { axes: Axes; word: string } {
  const [left = '', word = ''] = line.split(': ');
  const [delivery, decided = '', seen = '', remedy] = left.split(' ');
  const [decision, ...done] = decided.split('+');
  const [verification, secondLook = null] = seen.split('?');
  const axes = { delivery, decision, effects: done as Effect[], verification, remedy, secondLook } as Axes;
  return { axes, word };
}

describe('wordOf', () => {
  it.each(wordCases)('says %s', (line) => {
    const { axes, word } = readCase(line);
    expect(wordOf(axes)).toBe(word);
  });

  it('has 99 named cases that give every word', () => {
    const named = new Set(wordCases.map((line) => readCase(line).word));
    expect(wordCases).toHaveLength(99);
    expect([...named].sort()).toEqual([...words].sort());
  });

  it('always gives one of its words', () => {
    fc.assert(fc.property(anyAxes, (axes) => words.includes(wordOf(axes))));
  });

  it('looks at effects only while the platform stands by its action', () => {
    const notActioned = anyAxes.filter(({ decision }) => decision !== 'ACTIONED');
    fc.assert(fc.property(notActioned, (axes) => wordOf(axes) === wordOf({ ...axes, effects: [] })));
  });

  it('does not depend on the order of effects', () => {
    fc.assert(
      fc.property(
        anyAxes,
        (axes) => wordOf(axes) === wordOf({ ...axes, effects: [...axes.effects].reverse() }),
      ),
    );
  });
});
