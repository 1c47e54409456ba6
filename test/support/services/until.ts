import { setTimeout as pause } from 'node:timers/promises';

/** @throws Error that says `what` did not come true in time */
export async function until(
  what: string | (() => string),
  isTrue: () => Promise<boolean> | boolean,
  waitMs = 20_000,
): Promise<void> {
  const deadlineMs = performance.now() + waitMs;
  while (!(await isTrue())) {
    if (performance.now() > deadlineMs)
      throw new Error(`waited ${waitMs} ms and still not: ${typeof what === 'string' ? what : what()}`);
    await pause(25);
  }
}
