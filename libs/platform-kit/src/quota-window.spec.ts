import fc from 'fast-check';
import { msUntilReset } from './quota-window.js';

const pacific = { hour: 0, timeZone: 'America/Los_Angeles' };
const at = (iso: string) => Date.parse(iso);

describe('a daily quota', () => {
  it.each([
    ['2026-11-23T12:00:00Z', '2026-11-24T08:00:00Z', 'in winter'],
    ['2026-07-01T12:00:00Z', '2026-07-02T07:00:00Z', 'in summer'],
    ['2026-11-24T07:59:59.999Z', '2026-11-24T08:00:00Z', 'a moment before'],
    ['2026-11-24T08:00:00Z', '2026-11-25T08:00:00Z', 'at the moment itself'],
    ['2026-11-01T07:30:00Z', '2026-11-02T08:00:00Z', 'on the day that clocks go back'],
    ['2026-03-08T08:30:00Z', '2026-03-09T07:00:00Z', 'on the day that clocks go forward'],
  ])('used up at %s is whole again at %s (%s)', (now, whole) => {
    expect(at(now) + msUntilReset(pacific, at(now))).toBe(at(whole));
  });

  it('always waits more than nothing and at most 25 hours, and until the same moment all day', () => {
    const anyTime = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') });
    const anyReset = fc.record({
      // The hours of the night that a clock change may skip or repeat are left out.
      hour: fc.constantFrom(0, 5, 9, 17, 23),
      timeZone: fc.constantFrom('America/Los_Angeles', 'UTC', 'Europe/Brussels', 'Asia/Kolkata'),
    });
    fc.assert(
      fc.property(anyReset, anyTime, (reset, nowMs) => {
        const waitMs = msUntilReset(reset, nowMs);
        expect(waitMs).toBeGreaterThan(0);
        expect(waitMs).toBeLessThanOrEqual(25 * 3_600_000);
        expect(msUntilReset(reset, nowMs + waitMs - 1)).toBe(1);
      }),
    );
  });
});
