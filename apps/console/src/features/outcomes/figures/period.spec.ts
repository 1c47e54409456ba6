import { daysLater, daysOf, daysOfMonth, isDay, today } from './period.js';

describe('daysOf', () => {
  it.each([
    ['this-month', '2026-12-31', '2026-12-01', '2027-01-01'],
    ['last-month', '2026-01-01', '2025-12-01', '2026-01-01'],
    ['this-quarter', '2026-11-28', '2026-10-01', '2027-01-01'],
    ['this-quarter', '2026-03-31', '2026-01-01', '2026-04-01'],
    ['this-year', '2026-11-28', '2026-01-01', '2027-01-01'],
    ['last-year', '2026-11-28', '2025-01-01', '2026-01-01'],
  ] as const)('gives of %s on %s the days from %s until before %s', (period, day, from, to) => {
    expect(daysOf(period, day)).toEqual({ from, to });
  });
});

describe('days', () => {
  it('are those of Brussels, where it is a day later an hour before midnight in UTC', () => {
    expect(today(Date.parse('2026-06-30T22:30:00Z'))).toBe('2026-07-01');
    expect(today(Date.parse('2026-11-30T22:30:00Z'))).toBe('2026-11-30');
  });

  it('of a month are those within the period', () => {
    const within = { from: '2026-03-10', to: '2026-05-02' };
    expect(daysOfMonth('2026-03', within)).toEqual({ from: '2026-03-10', to: '2026-04-01' });
    expect(daysOfMonth('2026-04', within)).toEqual({ from: '2026-04-01', to: '2026-05-01' });
    expect(daysOfMonth('2026-05', within)).toEqual({ from: '2026-05-01', to: '2026-05-02' });
  });

  it('are only those that a calendar has', () => {
    expect(['2026-02-28', '2024-02-29'].filter(isDay)).toHaveLength(2);
    expect(['2026-02-29', '2026-13-01', '2026-1-1', '1826-01-01', 'today', ''].filter(isDay)).toEqual([]);
    expect(daysLater('2026-12-31', 1)).toBe('2027-01-01');
  });
});
