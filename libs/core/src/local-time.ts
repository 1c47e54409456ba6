/**
 * Days and times as a clock on the wall shows them, in any time zone: what `Intl` knows of daylight saving is all that
 * is needed. Days are ISO 8601 dates (`2026-03-29`), minutes count from midnight, instants are milliseconds since 1970.
 */

/** The day it is somewhere at an instant. */
export function localDay(atMs: number, timeZone: string): string {
  return isoDay(shownAt(atMs, timeZone));
}

export function nextDay(day: string): string {
  return addDays(day, 1);
}

/** @param days also negative */
export function addDays(day: string, days: number): string {
  return isoDay(dateOf(daysSince1970(dateIn(day)) + days));
}

/** 1 is Monday, 7 Sunday. */
export function isoWeekday(day: string): number {
  // 1970 began on a Thursday.
  return ((((daysSince1970(dateIn(day)) + 3) % 7) + 7) % 7) + 1;
}

/** The day so many months later: with the same number, or the last one of a shorter month. */
export function addMonths(day: string, months: number): string {
  const from = dateIn(day);
  const index = from.year * 12 + (from.month - 1) + months;
  const to = { year: Math.floor(index / 12), month: (index % 12) + 1 };
  return isoDay({ ...to, day: Math.min(from.day, daysIn(to)) });
}

/**
 * When a clock somewhere shows a minute of a day. A minute that is skipped in spring is taken as if the clock had not
 * moved; of one that comes twice in autumn, one is meant, always the same.
 *
 * @param minute 0 to 1440; 1440 is the midnight at which the day ends
 */
export function instantOf(day: string, minute: number, timeZone: string): number {
  const key = `${timeZone} ${day} ${minute}`;
  const known = instants.get(key);
  if (known !== undefined) return known;
  const asUtc = daysSince1970(dateIn(day)) * dayMs + minute * minuteMs;
  const guess = asUtc - offsetMs(asUtc, timeZone);
  const instant = asUtc - offsetMs(guess, timeZone);
  if (instants.size >= mostInstants) instants.clear();
  instants.set(key, instant);
  return instant;
}

/** Deadlines ask for the opening hours of the same days again and again. */
const instants = new Map<string, number>();
const mostInstants = 10_000;

interface CalendarDate {
  readonly year: number;
  /** 1 is January. */
  readonly month: number;
  readonly day: number;
}

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const dayMs = 24 * 60 * minuteMs;

/** How far a clock somewhere is ahead of UTC at an instant. */
function offsetMs(atMs: number, timeZone: string): number {
  const shown = shownAt(atMs, timeZone);
  const seconds = (shown.hour * 60 + shown.minute) * 60 + shown.second;
  return daysSince1970(shown) * dayMs + seconds * secondMs - Math.floor(atMs / secondMs) * secondMs;
}

type Shown = CalendarDate & Readonly<Record<'hour' | 'minute' | 'second', number>>;

function shownAt(atMs: number, timeZone: string): Shown {
  const parts = formatIn(timeZone).formatToParts(atMs);
  return Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)])) as unknown as Shown;
}

/** Making one takes a hundred times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hourCycle: 'h23', calendar: 'iso8601', numberingSystem: 'latn' },
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  } as const);
  formats.set(timeZone, made);
  return made;
}

function dateIn(day: string): CalendarDate {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return { year, month, day: date };
}

function isoDay({ year, month, day }: CalendarDate): string {
  const digits = (value: number, length: number) => String(value).padStart(length, '0');
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
}

function daysIn({ year, month }: Omit<CalendarDate, 'day'>): number {
  const next = month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 };
  return daysSince1970({ ...next, day: 1 }) - daysSince1970({ year, month, day: 1 });
}

/** Days of 400 years, after which the calendar repeats; and from 1 March 0000, where years of these sums begin, to 1970. */
const daysOfEra = 146_097;
const daysBefore1970 = 719_468;

/** Source: howardhinnant.github.io/date_algorithms.html, days_from_civil; years begin in March. */
function daysSince1970({ year, month, day }: CalendarDate): number {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * daysOfEra + dayOfEra - daysBefore1970;
}

/** Source: the same, civil_from_days. */
function dateOf(days: number): CalendarDate {
  const sinceMarch0 = days + daysBefore1970;
  const era = Math.floor(sinceMarch0 / daysOfEra);
  const dayOfEra = sinceMarch0 - era * daysOfEra;
  const leapDays =
    Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month > 2 ? 0 : 1), month, day };
}
