import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits until it is so.
 *
 * @returns how long it took, in milliseconds
 * @throws Error that says `what` did not come true in time
 */
export async function until(
  what: string | (() => string),
  isTrue: () => Promise<boolean> | boolean,
  waitMs = 40_000,
): Promise<number> {
  const beganMs = performance.now();
  while (!(await isTrue())) {
    if (performance.now() - beganMs > waitMs)
      throw new Error(`waited ${waitMs} ms and still not: ${typeof what === 'string' ? what : what()}`);
    await pause(25);
  }
  return performance.now() - beganMs;
}
