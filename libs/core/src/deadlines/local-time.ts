/**
 * Days and times as a clock on the wall shows them, in any time zone: what `Intl` knows of daylight saving is all that
 * is needed. Days are ISO 8601 dates (`2026-03-29`), minutes count from midnight, instants are milliseconds since 1970.
 */

/** The day it is somewhere at an instant. */
export function localDay(atMs: number, timeZone: string): string {
  return new Date(atMs + offsetMs(atMs, timeZone)).toISOString().slice(0, 10);
}

export function nextDay(day: string): string {
  return new Date(midnightUtc(day) + dayMs).toISOString().slice(0, 10);
}

/** 1 is Monday, 7 Sunday. */
export function isoWeekday(day: string): number {
  return new Date(midnightUtc(day)).getUTCDay() || 7;
}

/**
 * When a clock somewhere shows a minute of a day. A minute that is skipped in spring is taken as if the clock had not
 * moved; of one that comes twice in autumn, one is meant, always the same.
 *
 * @param minute 0 to 1440; 1440 is the midnight at which the day ends
 */
export function instantOf(day: string, minute: number, timeZone: string): number {
  const asUtc = midnightUtc(day) + minute * minuteMs;
  const guess = asUtc - offsetMs(asUtc, timeZone);
  return asUtc - offsetMs(guess, timeZone);
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

function midnightUtc(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** How far a clock somewhere is ahead of UTC at an instant. */
function offsetMs(atMs: number, timeZone: string): number {
  const part = Object.fromEntries(
    formatIn(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>;
  const shown = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
  return shown - Math.floor(atMs / 1_000) * 1_000;
}

/** Making one takes a hundred times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hourCycle: 'h23', calendar: 'iso8601' },
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  } as const);
  formats.set(timeZone, made);
  return made;
}
