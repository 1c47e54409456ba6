import fc from 'fast-check';
import { words, type Word } from '../submission/word.js';
import rollUpCases from './roll-up-cases.json' with { type: 'json' };
import { attentionWords, reportStatuses, rollUp } from './roll-up.js';

const anyWord = fc.constantFrom(...words);
const anyWords = fc.array(anyWord, { maxLength: 12 });
const seeded = { numRuns: 500 };

describe('rollUp', () => {
  it.each(rollUpCases)(
    'makes $words a report that is $status, with attention $attention',
    ({ words: of, status, attention }) => {
      expect(rollUp(of as Word[])).toMatchObject({ status, attention });
    },
  );

  it('has 41 named cases that give every status', () => {
    expect(rollUpCases).toHaveLength(41);
    expect([...new Set(rollUpCases.map(({ status }) => status))].sort()).toEqual([...reportStatuses].sort());
  });

  it('does not depend on the order of submissions', () => {
    const shuffled = anyWords.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, other]) => expect(rollUp(other)).toEqual(rollUp(all))),
      seeded,
    );
  });

  it('counts every submission once, withdrawn ones too', () => {
    fc.assert(
      fc.property(anyWords, (all) => {
        const { counts } = rollUp(all);
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(all.length);
        expect(Object.keys(counts).sort()).toEqual([...new Set(all)].sort());
      }),
      seeded,
    );
  });

  it('asks for attention exactly where a word that needs a person stands, in the order shown', () => {
    fc.assert(
      fc.property(anyWords, (all) => {
        expect(rollUp(all).attention).toEqual(attentionWords.filter((word) => all.includes(word)));
      }),
      seeded,
    );
  });

  it('gives a status to every multiset of words', () => {
    fc.assert(
      fc.property(anyWords, (all) => reportStatuses.includes(rollUp(all).status)),
      seeded,
    );
  });

  it('is a draft exactly without submissions, and withdrawn exactly where all of them are', () => {
    fc.assert(
      fc.property(anyWords, (all) => {
        const { status } = rollUp(all);
        expect(status === 'DRAFT').toBe(all.length === 0);
        expect(status === 'WITHDRAWN').toBe(all.length > 0 && all.every((word) => word === 'withdrawn'));
      }),
      seeded,
    );
  });

  it('leaves withdrawn submissions out where another one stands', () => {
    const open = anyWords.filter((all) => all.some((word) => word !== 'withdrawn'));
    fc.assert(
      fc.property(open, fc.nat(5), (all, more) => {
        const { status } = rollUp([...all, ...Array<Word>(more).fill('withdrawn')]);
        expect(status).toBe(rollUp(all.filter((word) => word !== 'withdrawn')).status);
      }),
      seeded,
    );
  });

  it('says the same of many equal submissions as of one', () => {
    fc.assert(
      fc.property(anyWords, (all) => expect(rollUp([...all, ...all]).status).toBe(rollUp(all).status)),
      seeded,
    );
  });
});
