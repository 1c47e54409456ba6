import { setTimeout as pause } from 'node:timers/promises';

/** Waits no longer than so many milliseconds; what comes later is dropped. */
export async function withDeadline<T>(work: Promise<T>, deadlineMs: number): Promise<T> {
  const over = new AbortController();
  const late = pause(deadlineMs, undefined, { signal: over.signal }).then(() => {
    throw new Error(`The queue's server did not answer within ${deadlineMs} ms`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
    late.catch(() => undefined); // taken back
    work.catch(() => undefined); // too late to matter
  }
}
