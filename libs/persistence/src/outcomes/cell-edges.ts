import { cellSpans } from './cell-levels.js';

/**
 * Where the cells of a period change their length: days up to the first edge but one, then months, quarters and years, and
 * back again. They are as long as they can be.
 *
 * @param from a day as YYYY-MM-DD, or `-infinity`, or `infinity`
 * @param to the first day that is no longer meant, not before `from`
 * @returns twice as many days as there are spans; between two that are equal is nothing
 */
export function edgesOf(
  from: string,
  to: string,
  { areMonthsApart }: { readonly areMonthsApart: boolean },
): readonly string[] {
  let edges = [from, to];
  for (const span of cellSpans.slice(1)) {
    const shorter = edges.length / 2;
    const [start = from, end = to] = edges.slice(shorter - 1);
    const whole = [firstNotBefore(start, span), startOf(end, span)];
    const hasAny = (whole[0] ?? end) < (whole[1] ?? end) && !(areMonthsApart && span !== 'MONTH');
    edges = [...edges.slice(0, shorter), ...(hasAny ? whole : [end, end]), ...edges.slice(shorter)];
  }
  return edges;
}

const monthsIn = { DAY: 0, MONTH: 1, QUARTER: 3, YEAR: 12 } as const;
type Span = keyof typeof monthsIn;

function firstNotBefore(day: string, span: Span): string {
  const start = startOf(day, span);
  return start === day ? day : startOf(start, span, monthsIn[span]);
}

/** The first day of what a day is in, or of what begins some months later. */
function startOf(day: string, span: Span, monthsLater = 0): string {
  if (day.endsWith('infinity')) return day;
  const [year = 0, month = 1] = day.split('-').map(Number);
  const start = Math.floor((month - 1) / monthsIn[span]) * monthsIn[span] + monthsLater;
  return new Date(Date.UTC(year, start, 1)).toISOString().slice(0, 10);
}
