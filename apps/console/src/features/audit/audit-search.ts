import { startOfDay } from '../../design/times.js';
import type { AuditQuery } from '#client';
import { daysLater, isDay } from '../outcomes/figures/period.js';

const names = ['from', 'until', 'report', 'caller'] as const;

/** Filters of the page, as they stand in the address: days and ids. */
export type AuditSearch = Readonly<Partial<Record<(typeof names)[number], string>>>;

/** Texts of the address alone: nothing in it is an answer yet. */
export function readAuditSearch(search: Readonly<Record<string, unknown>>): AuditSearch {
  const read = names.map((name) => {
    const value = search[name];
    return [name, typeof value === 'string' ? value.trim().slice(0, 40) : ''] as const;
  });
  return Object.fromEntries(read.filter(([, value]) => value !== ''));
}

/**
 * What is asked of the API, by days on the clock of Brussels; the last of them is in it.
 *
 * @returns `hasMistakes`: a day was none, and was left out
 */
export function askedFor({ from, until, ...ids }: AuditSearch): {
  readonly asked: AuditQuery;
  readonly hasMistakes: boolean;
} {
  return {
    asked: {
      ...ids,
      ...(from !== undefined && isDay(from) ? { from: startOfDay(from) } : {}),
      ...(until !== undefined && isDay(until) ? { to: startOfDay(daysLater(until, 1)) } : {}),
    },
    hasMistakes: [from, until].some((day) => day !== undefined && !isDay(day)),
  };
}
