import { realClock, type Clock } from './ports/clock.js';

/**
 * @param signal ends the wait before its time
 * @returns what `promise` resolves to, or 'late' where it has not settled after `ms`; it is then left to itself
 */
export async function within<T>(
  promise: Promise<T>,
  ms: number,
  signal?: AbortSignal,
  clock: Clock = realClock,
): Promise<T | 'late'> {
  let stopTimer: (() => void) | undefined;
  let stop: () => void = () => undefined;
  const late = new Promise<'late'>((resolve) => {
    stop = () => resolve('late');
    stopTimer = clock.startTimer(ms, stop);
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) stop();
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    stopTimer?.();
    signal?.removeEventListener('abort', stop);
  }
}
