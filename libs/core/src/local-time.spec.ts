import fc from 'fast-check';
import { addMonths, instantOf, isoWeekday, localDay, nextDay } from './local-time.js';

/** From 1600 to 2400: leap years of every kind. */
const aDay = () =>
  fc
    .integer({ min: -135_140, max: 157_000 })
    .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
const midnight = (day: string) => Date.parse(`${day}T00:00:00Z`);

describe('days of the calendar', () => {
  it('follow each other as in any calendar', () => {
    fc.assert(
      fc.property(aDay(), (day) => {
        expect(nextDay(day)).toBe(new Date(midnight(day) + 86_400_000).toISOString().slice(0, 10));
        expect(isoWeekday(day)).toBe(new Date(midnight(day)).getUTCDay() || 7);
      }),
    );
  });

  it.each([
    ['2026-08-31', 6, '2027-02-28'],
    ['2023-08-31', 6, '2024-02-29'],
    ['2026-12-05', 1, '2027-01-05'],
    ['2026-03-15', 0, '2026-03-15'],
  ])('%s and %i months are %s', (day, months, later) => expect(addMonths(day, months)).toBe(later));
});

describe('a clock on the wall', () => {
  it.each(['Europe/Brussels', 'UTC', 'America/Los_Angeles', 'Asia/Kathmandu'])(
    'in %s shows the day of every instant of that day',
    (timeZone) => {
      fc.assert(
        fc.property(aDay(), fc.integer({ min: 0, max: 1_439 }), (day, minute) => {
          fc.pre(day >= '1980');
          expect(localDay(instantOf(day, minute, timeZone), timeZone)).toBe(day);
        }),
      );
    },
  );

  it('is two hours ahead of UTC in a Belgian summer and one in winter', () => {
    expect(instantOf('2026-07-01', 0, 'Europe/Brussels')).toBe(Date.parse('2026-06-30T22:00:00Z'));
    expect(instantOf('2026-12-01', 1_440, 'Europe/Brussels')).toBe(Date.parse('2026-12-01T23:00:00Z'));
  });
});
