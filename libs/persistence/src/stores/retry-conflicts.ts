import { setTimeout as pause } from 'node:timers/promises';

/** SQLSTATE: serialization failure, deadlock. The server has undone everything, and says to try again. */
const conflicts: readonly unknown[] = ['40001', '40P01'];
const mostTries = 6;

/** Runs a whole transaction, or a statement that is one, again where the server ended it for another's sake. */
export async function retryConflicts<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === mostTries || !conflicts.includes((error as { code?: unknown }).code)) throw error;
      // At different times, so that the same two do not meet again.
      await pause(Math.random() * 10 * 2 ** tries);
    }
  }
}
