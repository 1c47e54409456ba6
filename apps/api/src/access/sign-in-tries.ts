import { Problem } from '../problems/problem.js';
import { networkOf } from '../shared/network.js';
import { ShortMemory } from './short-memory.js';

const maxFailures = 10;
const pauseMs = 60_000;

/**
 * Slows down who guesses a key, or the code of a sign-in, of a member's link or of a caller: after ten failures, each within a minute of the one before, an address waits a minute.
 *
 * Kept in the memory of each process. Keys and codes have 120 random bits or more, so no number of tries finds one: the limit
 * keeps a machine that tries all the same from costing the database anything, and asking the database for it would.
 */
export class SignInTries {
  private readonly failures = new ShortMemory<number>(pauseMs);

  /** @throws Problem 429 */
  check(address: string): void {
    if ((this.failures.get(networkOf(address)) ?? 0) < maxFailures) return;
    throw new Problem(
      429,
      'ACCESS.TOO_MANY_TRIES',
      'Too many keys, codes or links failed from this address. Wait a minute, then try again with a valid one.',
      undefined,
      { 'retry-after': String(pauseMs / 1_000) },
    );
  }

  failed(address: string): void {
    const key = networkOf(address);
    this.failures.set(key, (this.failures.get(key) ?? 0) + 1);
  }
}
