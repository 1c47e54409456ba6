import { instantOf, isoWeekday, localDay, nextDay } from '../local-time.js';

/** When an organisation is at work: the same hours on each working day. */
export interface WorkingCalendar {
  /** IANA name, such as `Europe/Brussels`. */
  readonly timeZone: string;
  /** ISO weekdays: 1 is Monday, 7 Sunday. At least one. */
  readonly weekdays: readonly number[];
  /** Minutes since midnight, on the clock on the wall; `closesAtMinute` is the later one, at most 1440. */
  readonly opensAtMinute: number;
  readonly closesAtMinute: number;
  /** Whether nobody works on a day, an ISO 8601 date, that would otherwise be a working day. */
  readonly isHoliday: (day: string) => boolean;
}

/** Days without work after which a calendar is taken to have no working day at all. */
const longestClosureDays = 366;

/** Working time of one working day, in milliseconds. */
export function workingDayMs({ opensAtMinute, closesAtMinute }: WorkingCalendar): number {
  return (closesAtMinute - opensAtMinute) * 60_000;
}

/**
 * The instant at which so much working time has passed since `startMs`.
 *
 * A full day's time that begins within working hours ends at the same hour of the next working day; what begins outside
 * of them begins with the next opening.
 *
 * @throws Error where the calendar has no working day within a year
 */
export function addWorkingMs(startMs: number, workingMs: number, calendar: WorkingCalendar): number {
  let leftMs = workingMs;
  let closedDays = 0;
  for (let day = localDay(startMs, calendar.timeZone); closedDays <= longestClosureDays; day = nextDay(day)) {
    const hours = hoursOf(day, calendar);
    if (hours === undefined) {
      closedDays += 1;
      continue;
    }
    closedDays = 0;
    const fromMs = Math.max(startMs, hours.opensAtMs);
    const availableMs = hours.closesAtMs - fromMs;
    if (availableMs < 0) continue;
    if (leftMs <= availableMs) return fromMs + leftMs;
    leftMs -= availableMs;
  }
  throw new Error('this calendar has no working days');
}

/** Working time between two instants; 0 where the second is not the later one. */
export function workingMsBetween(fromMs: number, toMs: number, calendar: WorkingCalendar): number {
  let sumMs = 0;
  const lastDay = localDay(toMs, calendar.timeZone);
  for (let day = localDay(fromMs, calendar.timeZone); day <= lastDay; day = nextDay(day)) {
    const hours = hoursOf(day, calendar);
    if (hours) sumMs += Math.max(Math.min(toMs, hours.closesAtMs) - Math.max(fromMs, hours.opensAtMs), 0);
  }
  return sumMs;
}

/** Whether nobody works on a day, an ISO 8601 date. */
export function isDayOff(day: string, { weekdays, isHoliday }: WorkingCalendar): boolean {
  return !weekdays.includes(isoWeekday(day)) || isHoliday(day);
}

export function isAtWork(atMs: number, calendar: WorkingCalendar): boolean {
  const hours = hoursOf(localDay(atMs, calendar.timeZone), calendar);
  return hours !== undefined && hours.opensAtMs <= atMs && atMs < hours.closesAtMs;
}

/** Undefined on a day without work. */
function hoursOf(
  day: string,
  calendar: WorkingCalendar,
): { readonly opensAtMs: number; readonly closesAtMs: number } | undefined {
  const { timeZone, opensAtMinute, closesAtMinute } = calendar;
  if (isDayOff(day, calendar)) return undefined;
  return {
    opensAtMs: instantOf(day, opensAtMinute, timeZone),
    closesAtMs: instantOf(day, closesAtMinute, timeZone),
  };
}
