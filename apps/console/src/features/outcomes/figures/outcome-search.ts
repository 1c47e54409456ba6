import type { OutcomesQuery } from '#client';
import { daysLater, daysOf, isDay, periods, type Days, type Period } from './period.js';

export const outcomeModes = ['armed', 'rehearsed'] as const satisfies readonly OutcomesQuery['mode'][];
/** The notices that a law obliges platforms to put first, then the others. */
export const regimes = [
  ...([
    'DSA_ART22',
    'DSA_ART16',
    'PLATFORM_PRIORITY',
    'USER',
  ] as const satisfies readonly OutcomesQuery['regime'][]),
] as const;
export type Regime = (typeof regimes)[number];

const names = [
  ...(['period', 'from', 'until', 'mode', 'regime', 'platform', 'channel', 'category', 'team'] as const),
] as const;
export type OutcomeFilterName = (typeof names)[number];

/** Filters of the page, as they stand in the address; what is not there is the usual. */
export type OutcomeSearch = Readonly<Partial<Record<OutcomeFilterName, string>>>;

/** What is asked of the API for every part of the page. */
export interface Asked extends Days, Omit<OutcomesQuery, 'by' | 'from' | 'to'> {
  readonly period: Period;
  readonly mode: (typeof outcomeModes)[number];
  readonly regime?: Regime;
}

/** Texts of the address alone: nothing in it is an answer yet. */
export function readOutcomeSearch(search: Readonly<Record<string, unknown>>): OutcomeSearch {
  const read = names.map((name) => {
    const value = search[name];
    return [
      name,
      ['string', 'number'].includes(typeof value) ? String(value).trim().slice(0, 100) : '',
    ] as const;
  });
  return Object.fromEntries(read.filter(([, value]) => value !== ''));
}

/**
 * What an address asks for.
 *
 * @returns `mistakes`: filters whose value is none, and that were left out
 */
export function askedFor(
  search: OutcomeSearch,
  day: string,
): { readonly asked: Asked; readonly mistakes: readonly OutcomeFilterName[] } {
  const mistakes: OutcomeFilterName[] = [];
  const oneOf = <Known extends string>(
    name: OutcomeFilterName,
    known: readonly Known[],
  ): Known | undefined => {
    const found = known.find((each) => each === search[name]);
    if (search[name] !== undefined && found === undefined) mistakes.push(name);
    return found;
  };
  const period = oneOf('period', periods) ?? periods[0];
  const mode = oneOf('mode', outcomeModes) ?? outcomeModes[0];
  const regime = oneOf('regime', regimes);
  const { platform, channel, category, team } = search;
  const days = period === 'own' ? ownDays(search, day, mistakes) : daysOf(period, day);
  return {
    asked: {
      ...{ period, mode, ...days },
      ...(regime && { regime }),
      ...(platform !== undefined && { platform }),
      ...(channel !== undefined && { channel }),
      ...(category !== undefined && { category: category as NonNullable<OutcomesQuery['category']> }),
      ...(team !== undefined && { team }),
    },
    mistakes,
  };
}

/** Until a day that is still in it; without days of its own, those of the year. */
function ownDays({ from, until }: OutcomeSearch, day: string, mistakes: OutcomeFilterName[]): Days {
  const year = daysOf('this-year', day);
  if (from !== undefined && !isDay(from)) mistakes.push('from');
  if (until !== undefined && !isDay(until)) mistakes.push('until');
  const begin = from !== undefined && isDay(from) ? from : year.from;
  const end = until !== undefined && isDay(until) ? daysLater(until, 1) : year.to;
  if (begin < end) return { from: begin, to: end };
  if (!mistakes.includes('until')) mistakes.push('until');
  return { from: begin, to: daysLater(begin, 1) };
}
