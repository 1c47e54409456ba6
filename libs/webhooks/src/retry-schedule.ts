const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * Waits after the first attempt and each that follows, ten attempts in all over 75 hours 35 minutes.
 *
 * Source: { url: 'https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md', readOn: '2026-11-23' }
 */
export const webhookRetryScheduleMs: readonly number[] = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];
