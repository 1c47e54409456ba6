import fc from 'fast-check';
import { endOfMonthsAfterMs } from './belgian-days.js';

const at = (iso: string) => Date.parse(iso);
const localTime = (ms: number) =>
  new Intl.DateTimeFormat('sv', {
    timeZone: 'Europe/Brussels',
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(ms);

describe('a period of calendar months', () => {
  it.each([
    ['2026-03-05T10:00:00Z', 6, '2026-09-05T22:00:00Z'],
    // Summer to winter time, and back.
    ['2026-06-01T10:00:00Z', 6, '2026-12-01T23:00:00Z'],
    ['2026-12-01T10:00:00Z', 6, '2027-06-01T22:00:00Z'],
    // Shorter months, also in a leap year.
    ['2026-08-31T10:00:00Z', 6, '2027-02-28T23:00:00Z'],
    ['2027-08-31T10:00:00Z', 6, '2028-02-29T23:00:00Z'],
    // Late in the evening it is the next day in Belgium.
    ['2026-03-04T23:30:00Z', 6, '2026-09-05T22:00:00Z'],
    // The nights on which the clocks change.
    ['2026-09-28T22:30:00Z', 6, '2027-03-29T22:00:00Z'],
    ['2026-04-25T10:00:00Z', 6, '2026-10-25T23:00:00Z'],
    ['2026-01-31T10:00:00Z', 1, '2026-02-28T23:00:00Z'],
    ['2026-05-20T10:00:00Z', 0, '2026-05-20T22:00:00Z'],
  ])('from %s, %i long, is over at %s', (event, months, over) => {
    expect(new Date(endOfMonthsAfterMs(at(event), months)).toISOString()).toBe(new Date(over).toISOString());
  });

  it('is over at midnight in Belgium, whenever it began', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at('1996-01-01'), max: at('2090-01-01') }),
        fc.nat(24),
        (event, months) => {
          const over = endOfMonthsAfterMs(event, months);
          expect(localTime(over)).toMatch(/ 00:00:00$/);
          const [year, month, day] = localTime(event).slice(0, 10).split('-').map(Number) as [
            number,
            number,
            number,
          ];
          const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
          const last = new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastOfMonth)));
          expect(localTime(over - 1).slice(0, 10)).toBe(last.toISOString().slice(0, 10));
        },
      ),
    );
  });
});
