import { createHash } from 'node:crypto';
import { fromTypeId, type IdPrefix } from '#core';
import { Problem, notFound } from '../problems/problem.js';
import type { Caller } from '../access/caller.js';

/** The UUID of a TypeID in a path, or 404. */
export function idIn(prefix: IdPrefix, what: string, text: string): string {
  const uuid = fromTypeId(prefix, text);
  if (uuid === undefined) throw notFound(what);
  return uuid;
}

export interface IdempotencyRequest {
  readonly client: string;
  /** Hash of the header's value: a client's own text is not kept. */
  readonly key: string;
  readonly requestHash: string;
}

/** The `Idempotency-Key` of a POST, if there is one. */
export function idempotencyOf(
  header: string | undefined,
  caller: Caller,
  route: string,
  body: unknown,
): IdempotencyRequest | null {
  if (header === undefined) return null;
  if (!/^[\x21-\x7e]{1,255}$/.test(header))
    throw new Problem(
      400,
      'IDEMPOTENCY_KEY.INVALID',
      'Idempotency-Key must be 1 to 255 printable characters, such as a UUID.',
    );
  return {
    client: caller.id,
    key: sha256(`${route} ${header}`),
    requestHash: sha256(`${route} ${stableJson(body)}`),
  };
}

export function keyInFlight(): Problem {
  return new Problem(
    409,
    'IDEMPOTENCY_KEY.IN_FLIGHT',
    'A request with this Idempotency-Key is still being worked on. Send it again in a moment.',
    undefined,
    { 'retry-after': '1' },
  );
}

export function keyReused(): Problem {
  return new Problem(
    422,
    'IDEMPOTENCY_KEY.REUSED',
    'This Idempotency-Key came before with another body. Use a new key for a new request.',
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** JSON with sorted names, so that the order of fields does not matter. */
function stableJson(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
