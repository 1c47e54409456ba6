import fc from 'fast-check';
import {
  providerActions,
  refusalReasons,
  removalTimes,
  smallestPublishedCount,
  type NoticeCount,
} from '#core';
import { annualFigures, type AnnualFigures, type ContentType } from './figures.js';
import { attack, sumsIn } from '../../../../test/outcomes/attacker.js';

jest.setTimeout(240_000);

const typesByCategory: Readonly<Record<string, ContentType>> = {
  CSAM: { type: 'PROTECTION_OF_MINORS', keyword: 'CSAM' },
  GROOMING: { type: 'PROTECTION_OF_MINORS', keyword: 'GROOMING' },
  NCII_ADULT: { type: 'CYBER_VIOLENCE', keyword: 'IMAGES' },
  HATE: { type: 'SPEECH', keyword: 'HATE' },
};
const typeOf = (category: string) => typesByCategory[category]!;
const figuresOf = (counts: readonly NoticeCount[]) => annualFigures(counts, typeOf);

function notices(
  platform: string,
  category: string,
  action: NoticeCount['action'],
  count: number,
  part?: number,
): NoticeCount {
  return {
    ...{ platform, category, action, count },
    refusalReason: action === 'REFUSED' ? refusalReasons[(part ?? 0) % refusalReasons.length]! : null,
    removedWithin: action === 'REMOVED' ? removalTimes[(part ?? 0) % removalTimes.length]! : null,
  };
}

/** Many small counts and some large ones, as a year of a helpline has them. */
const anyCounts = fc.array(
  fc
    .tuple(
      fc.constantFrom('facebook', 'instagram', 'snapchat', 'youtube'),
      fc.constantFrom(...Object.keys(typesByCategory)),
      fc.constantFrom(...providerActions),
      fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 120 })),
      fc.nat(7),
    )
    .map(([platform, category, action, count, part]) => notices(platform, category, action, count, part)),
  { minLength: 1, maxLength: 24 },
);

/** Every count as it is, by the name that the attacker gives it. */
function trueCounts(counts: readonly NoticeCount[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { platform, category, action, refusalReason, removedWithin, count } of counts) {
    const { type, keyword } = typeOf(category);
    for (const cell of [
      ...['all', `provider/${platform}`, `provider/${platform}/${action}`, `action/${action}`],
      ...[`type/${type}`, `type/${type}/${action}`, `keyword/${type}/${keyword}`],
      ...(refusalReason ? [`refused/${refusalReason}`] : []),
      ...(removedWithin ? [`removed/${removedWithin}`] : []),
    ])
      sums.set(cell, (sums.get(cell) ?? 0) + count);
  }
  return sums;
}

const cellsIn = (figures: AnnualFigures) =>
  new Map(sumsIn(figures).flatMap(([total, parts]) => [total, ...parts]));

describe('the published tables', () => {
  it('are the true counts, but for what is hidden; every small count is hidden, and none that is 0', () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const truth = trueCounts(counts);
        for (const [cell, count] of cellsIn(figuresOf(counts))) {
          const is = truth.get(cell) ?? 0;
          if (count !== null) expect([cell, count]).toEqual([cell, is]);
          if (count === null) expect([cell, is]).not.toEqual([cell, 0]);
          if (is > 0 && is < smallestPublishedCount) expect([cell, count]).toEqual([cell, null]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('let nobody who knows all totals narrow a small count down to fewer than k values, or learn that it is small', async () => {
    await fc.assert(
      fc.asyncProperty(anyCounts, async (counts) => {
        const truth = trueCounts(counts);
        for (const { cell, least, most } of await attack(figuresOf(counts))) {
          const is = truth.get(cell) ?? 0;
          expect(least).toBeLessThanOrEqual(is);
          expect(most).toBeGreaterThanOrEqual(is);
          if (is >= smallestPublishedCount) continue;
          expect({ cell, wide: most - least >= smallestPublishedCount, most }).toEqual({
            cell,
            wide: true,
            most,
          });
          expect(most).toBeGreaterThanOrEqual(smallestPublishedCount);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('would give a small count away where only small ones were hidden: the attacker is able to', async () => {
    const counts = [
      notices('facebook', 'CSAM', 'REMOVED', 3),
      notices('facebook', 'CSAM', 'NO_DECISION', 40),
      notices('youtube', 'HATE', 'REMOVED', 50),
      notices('youtube', 'HATE', 'NO_DECISION', 60),
    ];
    const figures = figuresOf(counts);
    const truth = trueCounts(counts);
    const facebook = figures.providers[0]!;
    const naive: AnnualFigures = {
      ...figures,
      notices: truth.get('all')!,
      actions: { ...figures.actions, REMOVED: 53, NO_DECISION: 100 },
      removedWithin: { ...figures.removedWithin, WITHIN_1_DAY: 53 },
      providers: [
        { ...facebook, notices: 43, actions: { ...facebook.actions, REMOVED: null, NO_DECISION: 40 } },
        {
          ...figures.providers[1]!,
          notices: 110,
          actions: { ...facebook.actions, REMOVED: 50, NO_DECISION: 60 },
        },
      ],
      types: [],
    };
    const intervals = await attack({ ...naive, types: typesOf(naive) });
    expect(intervals).toEqual([{ cell: 'provider/facebook/REMOVED', least: 3, most: 3 }]);
    const hidden = (await attack(figures)).map(({ cell }) => cell);
    expect(hidden).toEqual(expect.arrayContaining(['provider/facebook/REMOVED', 'provider/youtube/REMOVED']));
  });

  it('keep totals where there is room beside a small count', () => {
    const counts = ['facebook', 'instagram', 'snapchat', 'youtube'].flatMap((platform, index) =>
      ['CSAM', 'NCII_ADULT', 'HATE'].flatMap((category) => [
        notices(platform, category, 'REMOVED', platform === 'snapchat' ? 1 : 30 + index),
        notices(platform, category, 'REFUSED', 20 + index),
        notices(platform, category, 'NO_DECISION', 12 + index),
      ]),
    );
    const figures = figuresOf(counts);
    expect(figures.notices).toBe(counts.reduce((sum, { count }) => sum + count, 0));
    expect(Object.values(figures.actions)).not.toContain(null);
    expect(figures.providers.map(({ notices: own }) => own)).not.toContain(null);
    const cells = figures.providers.flatMap(({ actions }) => Object.values(actions));
    expect(cells.filter((count) => count === null)).toHaveLength(4);
  });

  it('hide nothing where nothing is small, and are empty of a year without notices', () => {
    expect([...cellsIn(figuresOf([notices('youtube', 'HATE', 'REFUSED', 5)])).values()]).not.toContain(null);
    expect(figuresOf([])).toMatchObject({ notices: 0, providers: [], types: [], actions: { REMOVED: 0 } });
  });

  it('hide everything but what is 0 where all there is is one notice', async () => {
    const figures = figuresOf([notices('youtube', 'HATE', 'REMOVED', 1)]);
    expect(figures).toMatchObject({ notices: null, actions: { REMOVED: null, REFUSED: 0 } });
    for (const { most } of await attack(figures)) expect(most).toBeGreaterThan(smallestPublishedCount);
  });

  it('are the same in whatever order notices were counted', () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        expect(figuresOf([...counts].reverse())).toEqual(figuresOf(counts));
      }),
    );
  });
});

/** As if every notice of a provider were of a type of its own. */
function typesOf({ providers }: AnnualFigures) {
  return [
    {
      type: 'ALL',
      notices: 153,
      actions: { ...providers[0]!.actions, REMOVED: 53, NO_DECISION: 100 },
      keywords: { ALL: 153 },
    },
  ];
}
