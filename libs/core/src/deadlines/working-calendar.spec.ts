import fc from 'fast-check';
import { endAfterPause, endOfSpan, type TimeSpan } from './rules.js';
import { addWorkingMs, workingDayMs, workingMsBetween, type WorkingCalendar } from './working-calendar.js';

const hourMs = 3_600_000;
const minuteMs = 60_000;
/** The national day, Christmas and Easter Monday. */
const holidays = ['2026-07-21', '2026-12-25', '2026-04-06'];
const office: WorkingCalendar = {
  timeZone: 'Europe/Brussels',
  weekdays: [1, 2, 3, 4, 5],
  opensAtMinute: 9 * 60,
  closesAtMinute: 17 * 60,
  isHoliday: (day) => holidays.includes(day),
};
const at = (iso: string) => Date.parse(iso);
const iso = (ms: number) => new Date(ms).toISOString();
const days = (count: number): TimeSpan => ({ workingDays: count });

describe('a span of working days', () => {
  it.each([
    ['ends at the same hour of the next working day', '2026-11-24T10:00:00Z', 1, '2026-11-25T10:00:00.000Z'],
    ['leaves out the weekend', '2026-11-27T14:00:00Z', 1, '2026-11-30T14:00:00.000Z'],
    ['begins with the next opening on a weekend', '2026-11-28T12:00:00Z', 1, '2026-11-30T16:00:00.000Z'],
    ['begins with the next opening at night', '2026-11-24T20:00:00Z', 1, '2026-11-25T16:00:00.000Z'],
    ['leaves out a holiday', '2026-07-20T10:00:00Z', 1, '2026-07-22T10:00:00.000Z'],
    ['leaves out a holiday before a weekend', '2026-12-24T14:00:00Z', 1, '2026-12-28T14:00:00.000Z'],
    [
      'keeps the hour on the wall over the change to summer time',
      '2026-03-27T13:00:00Z',
      1,
      '2026-03-30T12:00:00.000Z',
    ],
    [
      'keeps the hour on the wall over the change to winter time',
      '2026-10-23T12:00:00Z',
      1,
      '2026-10-26T13:00:00.000Z',
    ],
    ['counts seven days as a week and two days', '2026-11-24T10:00:00Z', 7, '2026-12-03T10:00:00.000Z'],
    [
      'ends at once where it is none, within working hours',
      '2026-11-24T10:00:00Z',
      0,
      '2026-11-24T10:00:00.000Z',
    ],
    [
      'waits for the opening where it is none, at night',
      '2026-11-24T20:00:00Z',
      0,
      '2026-11-25T08:00:00.000Z',
    ],
  ])('%s', (_what, start, count, end) => {
    expect(iso(endOfSpan(at(start), days(count), office))).toBe(end);
  });

  it('is refused where nobody ever works', () => {
    const closed = { ...office, isHoliday: () => true };
    expect(() => endOfSpan(at('2026-11-24T10:00:00Z'), days(1), closed)).toThrow('no working days');
  });
});

describe('a span that runs round the clock', () => {
  it('takes no notice of weekends, nights and holidays', () => {
    const start = at('2026-12-24T23:00:00Z');
    expect(endOfSpan(start, { elapsedMs: 48 * hourMs }, office)).toBe(start + 48 * hourMs);
  });
});

const anyMoment = fc
  .integer({ min: at('2025-12-01T00:00:00Z') / minuteMs, max: at('2027-02-01T00:00:00Z') / minuteMs })
  .map((minutes) => minutes * minuteMs);
const anyWork = fc.integer({ min: 1, max: 60 * 8 * 30 }).map((minutes) => minutes * minuteMs);
const anyCalendar = fc
  .record({
    timeZone: fc.constantFrom('Europe/Brussels', 'UTC', 'America/St_Johns', 'Australia/Lord_Howe'),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    hours: fc.tuple(fc.integer({ min: 0, max: 1_439 }), fc.integer({ min: 1, max: 1_440 })),
  })
  .filter(({ hours: [opens, closes] }) => closes - opens >= 180)
  .map(({ timeZone, weekdays, hours: [opensAtMinute, closesAtMinute] }): WorkingCalendar => ({
    ...{ timeZone, weekdays, opensAtMinute, closesAtMinute },
    isHoliday: (day) => holidays.includes(day),
  }));

describe('working time, whatever the calendar', () => {
  it('is what lies between the start and the end of a span', () => {
    fc.assert(
      fc.property(anyMoment, anyWork, anyCalendar, (start, workMs, calendar) => {
        expect(workingMsBetween(start, addWorkingMs(start, workMs, calendar), calendar)).toBe(workMs);
      }),
    );
  });

  it('ends where its parts end, one after the other', () => {
    fc.assert(
      fc.property(anyMoment, anyWork, anyWork, anyCalendar, (start, one, other, calendar) => {
        const inTwo = addWorkingMs(addWorkingMs(start, one, calendar), other, calendar);
        expect(addWorkingMs(start, one + other, calendar)).toBe(inTwo);
      }),
    );
  });

  it('never ends earlier for starting later, or for being longer', () => {
    fc.assert(
      fc.property(anyMoment, anyWork, anyWork, anyCalendar, (start, work, more, calendar) => {
        const end = addWorkingMs(start, work, calendar);
        expect(addWorkingMs(start + more, work, calendar)).toBeGreaterThanOrEqual(end);
        expect(addWorkingMs(start, work + more, calendar)).toBeGreaterThan(end);
      }),
    );
  });

  it('never passes faster than time', () => {
    fc.assert(
      fc.property(anyMoment, anyWork, anyCalendar, (start, passedMs, calendar) => {
        expect(workingMsBetween(start, start + passedMs, calendar)).toBeLessThanOrEqual(passedMs);
        expect(workingMsBetween(start + passedMs, start, calendar)).toBe(0);
      }),
    );
  });

  it('is a working day on each working day without a change of the clock', () => {
    fc.assert(
      fc.property(anyMoment, (start) => {
        const end = addWorkingMs(start, workingDayMs(office), office);
        expect(workingMsBetween(start, end, office)).toBe(8 * hourMs);
      }),
    );
  });
});

describe('a pause', () => {
  const anySpan = fc.constantFrom<TimeSpan>({ elapsedMs: 48 * hourMs }, days(2), days(7));

  it('gives a platform back exactly the time that it waited for us', () => {
    fc.assert(
      fc.property(
        anyMoment,
        anyWork,
        anyWork,
        anySpan,
        anyCalendar,
        (start, before, pause, span, calendar) => {
          const end = endOfSpan(start, span, calendar);
          const paused = { pausedAtMs: start + before, resumedAtMs: start + before + pause };
          const later = endAfterPause(end, span, paused, calendar);
          const left = (from: number, to: number) =>
            'elapsedMs' in span ? to - from : workingMsBetween(from, to, calendar);
          if (paused.pausedAtMs < end)
            expect(left(paused.resumedAtMs, later)).toBe(left(paused.pausedAtMs, end));
          else expect(later).toBeGreaterThanOrEqual(end);
        },
      ),
    );
  });

  it('outside of working hours takes nothing of a span in working days', () => {
    const end = at('2026-12-01T10:00:00Z');
    const night = { pausedAtMs: at('2026-11-27T16:00:00Z'), resumedAtMs: at('2026-11-30T08:00:00Z') };
    expect(endAfterPause(end, days(3), night, office)).toBe(end);
  });
});
