import { addMonths, instantOf, localDay, nextDay } from '../local-time.js';

const belgianTime = 'Europe/Brussels';

/**
 * The last moment of a period of calendar months that begins on the day of an event, in Belgian time.
 *
 * The day has the same number as the day of the event, or is the last of a shorter month: 31 August and six months are
 * 28 February. The period ends with that day.
 *
 * @param atMs    the event, in milliseconds since 1970, UTC
 * @param months  0 or more
 * @returns the first millisecond that is too late
 */
export function endOfMonthsAfterMs(atMs: number, months: number): number {
  const lastDay = addMonths(localDay(atMs, belgianTime), months);
  return instantOf(nextDay(lastDay), 0, belgianTime);
}
