import { ApiProblem, ApiUnreachable } from '#client';
import { FailedWithAdvice } from '../failures.js';

/**
 * Does what may be said again with the same key, and says so where nobody knows whether it was done.
 *
 * @param unknown what is not known then, such as `the report was filed`
 * @param after   what saying it again comes to, such as `it is filed once`
 */
export async function onceMore<Answer>(
  unknown: string,
  after: string,
  idempotencyKey: string,
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    const isUnknown = error instanceof ApiUnreachable || (error instanceof ApiProblem && error.status >= 500);
    if (!isUnknown) throw error;
    const advice = `Whether ${unknown} is not known. Say the same again with --idempotency-key ${idempotencyKey} and ${after}.`;
    throw new FailedWithAdvice(advice, error);
  }
}
