import { isDayOff, type WorkingCalendar } from '../deadlines/working-calendar.js';
import { instantOf, localDay, nextDay } from '../local-time.js';

/** When nobody is to be disturbed by what can wait. Minutes since midnight on the clock of the working calendar. */
export interface QuietHours {
  readonly fromMinute: number;
  /** Earlier than `fromMinute` where the night lies between. */
  readonly toMinute: number;
  /** Whether days without work are quiet from midnight to midnight. */
  readonly daysOff: boolean;
}

const minutesOfDay = 1_440;
/** Days without a minute that is not quiet, after which there is none at all. */
const longestQuietDays = 366;

/**
 * The first moment from `atMs` on that is not quiet.
 *
 * @throws Error where none comes within a year
 */
export function endOfQuiet(atMs: number, quiet: QuietHours | null, calendar: WorkingCalendar): number {
  if (quiet === null) return atMs;
  const { timeZone } = calendar;
  let day = localDay(atMs, timeZone);
  for (let days = 0; days <= longestQuietDays; days += 1, day = nextDay(day)) {
    if (quiet.daysOff && isDayOff(day, calendar)) continue;
    for (const [from, to] of loudMinutes(quiet)) {
      const firstMs = Math.max(atMs, instantOf(day, from, timeZone));
      if (firstMs < instantOf(day, to, timeZone)) return firstMs;
    }
  }
  throw new Error('these quiet hours never end');
}

function loudMinutes({ fromMinute, toMinute }: QuietHours): readonly (readonly [number, number])[] {
  if (fromMinute > toMinute) return [[toMinute, fromMinute]];
  return [
    [0, fromMinute],
    [toMinute, minutesOfDay],
  ];
}
