import fc from 'fast-check';
import { nextDelayMs } from './retry-schedule.js';

const anyJitter = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const anySchedule = fc.array(fc.integer({ min: 1, max: 86_400_000 }), { minLength: 1, maxLength: 10 });

describe('nextDelayMs', () => {
  it('spreads the wait 20 % either way', () => {
    expect(nextDelayMs([1_000, 60_000], 1, 0)).toBe(800);
    expect(nextDelayMs([1_000, 60_000], 1, 0.5)).toBe(1_000);
    expect(nextDelayMs([1_000, 60_000], 2, 0.999_999)).toBe(72_000);
  });

  it('has no wait left when the schedule is used up', () => {
    expect(nextDelayMs([1_000, 60_000], 3, 0.5)).toBeUndefined();
    expect(nextDelayMs([], 1, 0.5)).toBeUndefined();
  });

  it('stays within 20 % of the schedule, in whole milliseconds', () => {
    fc.assert(
      fc.property(anySchedule, fc.nat(9), anyJitter, (schedule, index, jitter) => {
        const attempt = (index % schedule.length) + 1;
        const wait = schedule[attempt - 1] ?? 0;
        const delay = nextDelayMs(schedule, attempt, jitter) ?? NaN;
        return Number.isInteger(delay) && delay >= Math.round(wait * 0.8) && delay <= Math.round(wait * 1.2);
      }),
    );
  });

  it('allows exactly as many retries as the schedule has waits', () => {
    fc.assert(
      fc.property(anySchedule, anyJitter, (schedule, jitter) => {
        let attempts = 1;
        while (nextDelayMs(schedule, attempts, jitter) !== undefined) attempts += 1;
        return attempts - 1 === schedule.length;
      }),
    );
  });
});
