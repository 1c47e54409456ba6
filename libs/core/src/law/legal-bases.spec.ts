import fc from 'fast-check';
import type { LawTable } from '../taxonomy/catalogue.js';
import { legalBasesOn, wasInForce } from './legal-bases.js';

const source = { url: null, readOn: '2026-11-23', certainty: 'unclear' } as const;
const labels = { en: 'Synthetic', fr: 'Synthetic', nl: 'Synthetic', de: 'Synthetic' };
const subject = (key: string, old: string[], middle: string[], recent: string[]) =>
  [key, { key, labels, articles: { old, middle, recent } }] as const;
const table: LawTable = {
  periods: [
    { key: 'old', from: null, source },
    { key: 'middle', from: '2022-06-01', source },
    { key: 'recent', from: '2026-04-08', source },
  ],
  subjects: new Map([
    subject('renumbered', ['371/1'], ['417/9'], ['136']),
    subject('carriedOn', ['442bis'], ['442bis'], ['237']),
    subject('recentOnly', [], [], ['187']),
  ]),
};
const periodsOf = (key: string, factsOn: string, today = '2026-11-27') =>
  legalBasesOn(table, [key], factsOn, today)[0]?.periods.map(({ from, articles }) => [from, ...articles]);

describe('the articles of a subject', () => {
  it('are those in force on the day of the facts, from its first day on', () => {
    expect(periodsOf('renumbered', '2022-05-31', '2022-05-31')).toEqual([[null, '371/1']]);
    expect(periodsOf('renumbered', '2022-06-01', '2022-06-01')).toEqual([['2022-06-01', '417/9']]);
    expect(periodsOf('renumbered', '2026-04-08')).toEqual([['2026-04-08', '136']]);
  });

  it('are those of each law since, because the milder rule applies', () => {
    expect(periodsOf('renumbered', '2021-01-01')).toEqual([
      [null, '371/1'],
      ['2022-06-01', '417/9'],
      ['2026-04-08', '136'],
    ]);
    expect(periodsOf('carriedOn', '2021-01-01')).toEqual([
      [null, '442bis'],
      ['2026-04-08', '237'],
    ]);
    expect(periodsOf('carriedOn', '2021-01-01', '2023-01-01')).toEqual([[null, '442bis']]);
  });

  it('are none of a law that came after the facts alone', () => {
    expect(wasInForce(table, 'recentOnly', '2026-04-07')).toBe(false);
    expect(wasInForce(table, 'recentOnly', '2026-04-08')).toBe(true);
    expect(wasInForce(table, 'unknown', '2026-04-08')).toBe(false);
    expect(legalBasesOn(table, ['unknown'], '2026-01-01', '2026-01-01')).toEqual([]);
  });

  it('begin with the law of the facts, in order of time, whatever the days', () => {
    const day = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2050-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, (factsOn, today) => {
        const [basis] = legalBasesOn(table, ['renumbered'], factsOn, today);
        const starts = basis!.periods.map(({ from }) => from ?? '');
        expect(starts).toEqual([...starts].sort());
        expect(starts[0]! <= factsOn).toBe(true);
        const laterLaws = table.periods.filter(
          ({ from }) => from !== null && from > factsOn && from <= today,
        );
        expect(starts).toHaveLength(1 + laterLaws.length);
      }),
    );
  });
});
