import { realClock, type Clock } from './ports/clock.js';

/** @returns what `promise` resolves to, or 'late' where it has not settled after `ms`; it is then left to itself */
export async function within<T>(
  promise: Promise<T>,
  ms: number,
  clock: Clock = realClock,
): Promise<T | 'late'> {
  let stopTimer: () => void = () => undefined;
  const late = new Promise<'late'>((resolve) => {
    stopTimer = clock.startTimer(ms, () => resolve('late'));
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    stopTimer();
  }
}
