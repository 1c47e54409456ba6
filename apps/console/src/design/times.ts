/** Times are those of the desk, wherever the browser is. */
export const timeZone = 'Europe/Brussels';

const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** “3 hours ago”, “in 2 days”; within half a minute “now”. */
export function relativeTime(atMs: number, nowMs: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const seconds = Math.round((atMs - nowMs) / 1_000);
  if (Math.abs(seconds) < 30) return format.format(0, 'second');
  const [unit, unitSeconds] = units.find(([, each]) => Math.abs(seconds) >= each) ?? ['minute', 60];
  return format.format(Math.round(seconds / unitSeconds), unit);
}

/** “Fri 27 Nov 2026, 14:05”, in the order of the language. */
export function absoluteTime(atMs: number, language: string): string {
  return new Intl.DateTimeFormat(`${language}-BE`, {
    ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    timeZone,
  }).format(atMs);
}

/** The instant at which a day such as 2026-07-01 begins in Brussels. */
export function startOfDay(day: string): string {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // Summer time first: it never changes at midnight.
  const isSummer =
    new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeZone }).format(midnight - 7_200_000) === day;
  return new Date(midnight - (isSummer ? 7_200_000 : 3_600_000)).toISOString();
}
