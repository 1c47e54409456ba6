import { timeZone } from '../../../design/times.js';

/** Periods one can choose, the usual first; `own` has its own days. */
export const periods = [
  ...(['this-year', 'this-quarter', 'this-month', 'last-month', 'last-year', 'own'] as const),
] as const;
export type Period = (typeof periods)[number];

/** Days such as 2026-03-01, as the API takes them. */
export interface Days {
  readonly from: string;
  /** The first day after it. */
  readonly to: string;
}

/** Today on the clock of the desk. */
export function today(nowMs: number): string {
  // Swedish writes days as ISO 8601 does.
  return new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeZone }).format(nowMs);
}

/** The days of a period that goes by the calendar. */
export function daysOf(period: Exclude<Period, 'own'>, day: string): Days {
  const [year = 1970, month = 1] = day.split('-').map(Number);
  const quarter = Math.floor((month - 1) / 3) * 3 + 1;
  switch (period) {
    case 'this-month':
      return { from: firstOf(year, month), to: firstOf(year, month + 1) };
    case 'last-month':
      return { from: firstOf(year, month - 1), to: firstOf(year, month) };
    case 'this-quarter':
      return { from: firstOf(year, quarter), to: firstOf(year, quarter + 3) };
    case 'this-year':
      return { from: firstOf(year, 1), to: firstOf(year + 1, 1) };
    case 'last-year':
      return { from: firstOf(year - 1, 1), to: firstOf(year, 1) };
  }
}

/** The days of a month such as 2026-03, as far as they lie in a period. */
export function daysOfMonth(month: string, within: Days): Days {
  const { from, to } = daysOf('this-month', `${month}-01`);
  return { from: from > within.from ? from : within.from, to: to < within.to ? to : within.to };
}

/** So many days later; a negative number goes back. */
export function daysLater(day: string, count: number): string {
  return isoDay(new Date(Date.parse(day) + count * 86_400_000));
}

/** Whether there is such a day: not the 30th of February. */
export function isDay(text: string): boolean {
  return (
    /^(19|20)\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && daysLater(text, 0) === text
  );
}

/** Months before January and after December are those of other years. */
function firstOf(year: number, month: number): string {
  return isoDay(new Date(Date.UTC(year, month - 1, 1)));
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}
