import type { PgWorkQueries } from '#persistence';
import { keyReused, type IdempotencyRequest } from './request-parts.js';

/**
 * Whether the same request was answered before.
 *
 * @throws Problem IDEMPOTENCY_KEY.REUSED where its key came with another body
 */
export async function wasAnswered(
  work: PgWorkQueries,
  idempotency: IdempotencyRequest | null,
): Promise<boolean> {
  if (!idempotency) return false;
  const previous = await work.previousAnswer(idempotency.client, idempotency.key);
  if (previous && previous.requestHash !== idempotency.requestHash) throw keyReused();
  return previous !== undefined;
}
