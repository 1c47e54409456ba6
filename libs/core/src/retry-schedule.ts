/**
 * How long to wait before the next attempt.
 *
 * @param schedule     waits between attempts, in milliseconds; its length is the number of retries
 * @param attemptsMade attempts already finished, 1 or more
 * @param jitter       a number in [0, 1) from the caller's random source
 * @returns wait in milliseconds, spread ±20 % around the schedule; `undefined` when retries are used up
 */
export function nextDelayMs(
  schedule: readonly number[],
  attemptsMade: number,
  jitter: number,
): number | undefined {
  const wait = schedule[attemptsMade - 1];
  return wait === undefined ? undefined : Math.round(wait * (0.8 + jitter * 0.4));
}
