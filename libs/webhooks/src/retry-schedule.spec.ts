import { nextDelayMs } from '#core';
import { webhookRetryScheduleMs } from './retry-schedule.js';
import { retryAfterMs } from './retry-after.js';

const hourMs = 3_600_000;

describe('webhookRetryScheduleMs', () => {
  it('makes ten attempts in 75 hours, 35 minutes and 5 seconds', () => {
    expect(webhookRetryScheduleMs).toHaveLength(9);
    expect(webhookRetryScheduleMs.reduce((sum, wait) => sum + wait, 0)).toBe(
      75 * hourMs + 35 * 60_000 + 5_000,
    );
  });

  it('is spread by a fifth either way and ends after the tenth attempt', () => {
    expect(nextDelayMs(webhookRetryScheduleMs, 1, 0)).toBe(4_000);
    expect(nextDelayMs(webhookRetryScheduleMs, 1, 0.5)).toBe(5_000);
    expect(nextDelayMs(webhookRetryScheduleMs, 9, 0.5)).toBe(24 * hourMs);
    expect(nextDelayMs(webhookRetryScheduleMs, 10, 0.5)).toBeUndefined();
  });
});

describe('retryAfterMs', () => {
  const nowMs = Date.UTC(2026, 10, 23, 12, 0, 0);

  it.each([
    ['120', 120_000],
    ['0', 1_000],
    ['99999999999999999999', 24 * hourMs],
    ['Mon, 23 Nov 2026 12:01:30 GMT', 90_000],
    ['Mon, 23 Nov 2026 11:00:00 GMT', 1_000],
    ['Wed, 01 Jan 2031 00:00:00 GMT', 24 * hourMs],
  ])('reads %j', (header, waitMs) => {
    expect(retryAfterMs(header, nowMs)).toBe(waitMs);
  });

  it.each(['', 'soon', '-5', '1.5', '2026-11-24', 'Mon, 99 Nov 2026 12:01:30 GMT', undefined, 12])(
    'takes no wait from %j',
    (header) => {
      expect(retryAfterMs(header, nowMs)).toBeUndefined();
    },
  );
});
