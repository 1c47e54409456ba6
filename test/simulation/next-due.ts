import { healthRule } from '#application';
import { turnAt, wordOf } from '#core';
import type { EndpointRow, MemoryDatabase } from '../../libs/application/src/testing/memory-database.js';
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
  for (const row of database.endpoints.values()) {
    at(row.pingDueAtMs);
    if (row.disabledBecause === failing && row.isProven) at(row.probeAtMs);
    at(nextHealthStepMs(row));
  }
  for (const row of database.deliveries) {
    const endpoint = database.endpoints.get(row.endpointId);
    if (row.state === 'WAITING' && endpoint && listens(endpoint) && isInTurn(database, endpoint, row))
      at(row.nextTryAtMs, nextTokenMs(endpoint));
  }
  return next === Number.POSITIVE_INFINITY ? null : next;
}

/** When an endpoint that fails is warned of next, or switched off. */
function nextHealthStepMs({
  isEnabled,
  failingSinceMs,
  lastFailedAtMs,
  warnedPercent,
}: EndpointRow): number | null {
  const { failingForMs, failuresApartMs, warnAtPercent } = healthRule;
  if (!isEnabled || failingSinceMs === null || lastFailedAtMs === null) return null;
  if (lastFailedAtMs < failingSinceMs + failuresApartMs) return null;
  const step = [...warnAtPercent, 100].find((percent) => percent > warnedPercent);
  return step === undefined ? null : failingSinceMs + (failingForMs * step) / 100;
}

/** When the rate of an endpoint lets a delivery go. */
function nextTokenMs({ ratePerMinute, rateTokens, rateRefilledAtMs }: EndpointRow): number {
  return ratePerMinute === null
    ? 0
    : rateRefilledAtMs + (Math.max(0, 1 - rateTokens) * 60_000) / ratePerMinute;
}
