import { turnAt, wordOf } from '#core';
import type { MemoryDatabase } from '../../libs/application/src/testing/memory-database.js';
import { failing, listens } from '../../libs/application/src/testing/memory-endpoint-health.js';
import { isInTurn } from '../../libs/application/src/testing/memory-webhook-store.js';

/** When the first row is due that a sweep would find, or null; looks whether content is gone are left out after a time. */
export function nextDueMs(database: MemoryDatabase, looksUntilMs: number): number | null {
  let next = Number.POSITIVE_INFINITY;
  const at = (ms: number | null, notBeforeMs = 0) => {
    if (ms !== null) next = Math.min(next, Math.max(ms, notBeforeMs));
  };
  for (const row of database.submissions.values()) {
    const { filed, state, nextTryAtMs, nextCheckAtMs, leaseUntilMs, clocks } = row;
    if (turnAt(wordOf(state)) === 'PLATFORM' && state.holdUntilMs === null) at(clocks.nextStepAtMs);
    const opensAtMs = database.opensAtMs(filed);
    if (state.delivery === 'SENDING' || leaseUntilMs !== null)
      at(leaseUntilMs === null ? null : leaseUntilMs + 1);
    if (opensAtMs === null) continue;
    if (state.delivery === 'QUEUED' || state.delivery === 'RETRY_WAIT') at(nextTryAtMs, opensAtMs);
    if (nextCheckAtMs !== null && nextCheckAtMs < looksUntilMs) at(nextCheckAtMs, opensAtMs);
  }
  for (const row of database.followUps) {
    if (row.leaseUntilMs !== null) at(row.leaseUntilMs + 1);
    const opensAtMs = database.opensAtMs(row);
    if (row.state === 'QUEUED' && opensAtMs !== null) at(row.nextTryAtMs, opensAtMs);
  }
  for (const { state, nextTryAtMs } of database.replies.values())
    if (state === 'NEW' || state === 'WAITING') at(nextTryAtMs);
  for (const { pingDueAtMs, disabledBecause, isProven, probeAtMs } of database.endpoints.values()) {
    at(pingDueAtMs);
    if (disabledBecause === failing && isProven) at(probeAtMs);
  }
  for (const row of database.deliveries) {
    const endpoint = database.endpoints.get(row.endpointId);
    if (row.state === 'WAITING' && endpoint && listens(endpoint) && isInTurn(database, endpoint, row))
      at(row.nextTryAtMs);
  }
  return next === Number.POSITIVE_INFINITY ? null : next;
}
