import { freshDay, isBreakDue, readDay, withBreak, withOpened, type OwnDay } from './own-day.js';

const minuteMs = 60_000;
const rules = { breakAfterReports: 3, breakAfterMs: 60 * minuteMs, breakMs: 15 * minuteMs };
const day = '2026-11-28';
const openedAt = (...minutes: readonly number[]): OwnDay =>
  minutes.reduce((before, minute) => withOpened(before, minute * minuteMs, rules), freshDay(day));

describe('a break', () => {
  it('is suggested after so many grave reports in a row', () => {
    expect([openedAt(0, 1), openedAt(0, 1, 2)].map((each) => isBreakDue(each, rules))).toEqual([false, true]);
  });

  it('is suggested so long after the first of them', () => {
    const few = { ...rules, breakAfterReports: null };
    const often = [0, 10, 20, 30, 40, 50];
    expect(isBreakDue(openedAt(...often, 59), few)).toBe(false);
    expect(isBreakDue(openedAt(...often, 60), few)).toBe(true);
  });

  it('was there where none was opened for a while, and none is suggested then', () => {
    const after = openedAt(0, 1, 16);
    expect([after.opened, after.sinceBreak, isBreakDue(after, rules)]).toEqual([3, 1, false]);
  });

  it('is suggested again after as much as before, once it was seen', () => {
    const seen = withBreak(openedAt(0, 1, 2));
    expect(isBreakDue(seen, rules)).toBe(false);
    const later = [3, 4].reduce((before, minute) => withOpened(before, minute * minuteMs, rules), seen);
    expect(isBreakDue(later, rules)).toBe(false);
    const due = withOpened(later, 5 * minuteMs, rules);
    expect([due.opened, isBreakDue(due, rules)]).toEqual([6, true]);
  });

  it('is never suggested where neither a number nor a time is set', () => {
    expect(isBreakDue(openedAt(0, 1, 2, 3), { ...rules, breakAfterReports: null, breakAfterMs: null })).toBe(
      false,
    );
  });
});

describe('what a browser kept', () => {
  it('is of today, or is forgotten', () => {
    const kept = JSON.stringify({ ...openedAt(0, 1), notToday: ['CSAM'] });
    expect(readDay(kept, day)).toEqual({ ...openedAt(0, 1), notToday: ['CSAM'] });
    expect(readDay(kept, '2026-11-29')).toEqual(freshDay('2026-11-29'));
  });

  it.each(['', 'no JSON', 'null', '{}', `{"day":"${day}","opened":"1","sinceBreak":0,"notToday":[]}`])(
    'is a fresh day where it is %p',
    (kept) => {
      expect(readDay(kept, day)).toEqual(freshDay(day));
    },
  );
});
