import Holidays from 'date-holidays';

/** Countries whose public holidays a working calendar can leave out (ISO 3166-1). */
export const holidayCountries = ['BE'] as const;
export type HolidayCountry = (typeof holidayCountries)[number];

/**
 * Whether a day is a public holiday of a country.
 *
 * @param country null: no day is
 * @returns a function of an ISO 8601 date, such as `2026-07-21`
 */
export function publicHolidays(country: HolidayCountry | null): (day: string) => boolean {
  if (country === null) return () => false;
  const holidays = new Holidays(country, { types: ['public'] });
  const byYear = new Map<string, ReadonlySet<string>>();
  return (day) => {
    const year = day.slice(0, 4);
    const known =
      byYear.get(year) ?? new Set(holidays.getHolidays(year).map(({ date }) => date.slice(0, 10)));
    byYear.set(year, known);
    return known.has(day);
  };
}
