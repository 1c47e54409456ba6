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
  const { year, month, day } = belgianDay(atMs);
  const index = year * 12 + (month - 1) + months;
  const end = { year: Math.floor(index / 12), month: (index % 12) + 1 };
  return beginOfDayMs(daysSince1970({ ...end, day: Math.min(day, daysIn(end)) }) + 1);
}

interface Day {
  readonly year: number;
  /** 1 is January. */
  readonly month: number;
  readonly day: number;
}

const dayMs = 24 * 60 * 60 * 1000;
const hourMs = 60 * 60 * 1000;
const calendar = new Intl.DateTimeFormat('en', {
  timeZone: 'Europe/Brussels',
  ...{ calendar: 'gregory', numberingSystem: 'latn', year: 'numeric', month: 'numeric', day: 'numeric' },
});

function belgianDay(atMs: number): Day {
  const parts = calendar.formatToParts(atMs);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  return { year: part('year'), month: part('month'), day: part('day') };
}

/** Summer time begins and ends at night, never at midnight: one of the two offsets is right. */
function beginOfDayMs(days: number): number {
  const [summer, winter] = [2, 1].map((hours) => days * dayMs - hours * hourMs) as [number, number];
  return daysSince1970(belgianDay(summer)) === days ? summer : winter;
}

function daysIn({ year, month }: Omit<Day, 'day'>): number {
  const next = month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 };
  return daysSince1970({ ...next, day: 1 }) - daysSince1970({ year, month, day: 1 });
}

/** Source: howardhinnant.github.io/date_algorithms.html, days_from_civil; years begin in March. */
function daysSince1970({ year, month, day }: Day): number {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
