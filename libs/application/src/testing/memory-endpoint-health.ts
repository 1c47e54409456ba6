import type { EndpointHealth, HealthRule, NoticedEndpoint } from '../ports/endpoint-health.js';
import { endpointPlaces, type DeliveryClosing } from '../ports/webhook-store.js';
import { isDue, type DeliveryRow, type EndpointRow, type MemoryDatabase } from './memory-database.js';

export const failing = 'WEBHOOK.FAILING';
const firstProbeWaitMs = 15 * 60_000;
const longestProbeWaitMs = 12 * 60 * 60_000;

/** Of an endpoint of whose failures nothing is known. */
export const soundAgain = {
  ...{ failingSinceMs: null, lastFailedAtMs: null, warnedPercent: 0, probeAtMs: null },
} as const;

/** Whether an endpoint gets deliveries now. */
export function listens({ isEnabled, isProven, isRemoved }: EndpointRow): boolean {
  return isEnabled && isProven && !isRemoved;
}

/** Whether an endpoint that was switched off gets one delivery to try now. */
export function isProbeDue(row: EndpointRow, nowMs: number): boolean {
  return row.disabledBecause === failing && isDue(row.probeAtMs, nowMs) && row.isProven && !row.isRemoved;
}

/** Whether a delivery waits for a later try, and is not under way. */
export function waitsForLater({ state, nextTryAtMs, leaseUntilMs }: DeliveryRow, nowMs: number): boolean {
  return (
    state === 'WAITING' && !isDue(nextTryAtMs, nowMs) && (leaseUntilMs === null || isDue(leaseUntilMs, nowMs))
  );
}

/** Whose consumer is there again: what waits for a later try is due now, and starts its schedule anew. */
export function makeDueAgain(database: MemoryDatabase, endpointId: string): void {
  const nowMs = database.now();
  for (const row of database.deliveries)
    if (row.endpointId === endpointId && waitsForLater(row, nowMs))
      Object.assign(row, { nextTryAtMs: nowMs, attemptsBefore: row.attempts });
}

/** What attempts that ended together say of their endpoint. */
export function judgeEndpoint(
  database: MemoryDatabase,
  row: EndpointRow,
  closed: readonly Pick<DeliveryClosing, 'outcome' | 'slowForMs' | 'durationMs'>[],
): void {
  if (row.isRemoved) return;
  const nowMs = database.now();
  const hasTaken = closed.some(({ outcome }) => outcome === 'delivered' || outcome === 'aborted');
  const hasFailed =
    !hasTaken && closed.some(({ outcome }) => !['delivered', 'aborted', 'gone'].includes(outcome));
  const isQuick = closed.every(
    ({ outcome, durationMs }) => outcome === 'delivered' && durationMs <= endpointPlaces.quickMs,
  );
  row.places = isQuick ? Math.min(row.places * 2, endpointPlaces.most) : endpointPlaces.usual;
  const isOff = row.disabledBecause === failing;
  for (const { slowForMs } of closed)
    if (slowForMs !== null) row.slowUntilMs = Math.max(row.slowUntilMs ?? 0, nowMs + slowForMs);
  if (hasTaken) {
    Object.assign(row, soundAgain);
    if (isOff) {
      Object.assign(row, { isEnabled: true, disabledBecause: null, version: row.version + 1 });
      makeDueAgain(database, row.id);
    }
  }
  if (!hasFailed) return;
  row.failingSinceMs ??= nowMs;
  row.lastFailedAtMs = nowMs;
  row.probeWaitMs = Math.min(row.probeWaitMs * 2, longestProbeWaitMs);
  row.probeAtMs = isOff ? nowMs + row.probeWaitMs : null;
}

/** Warns of endpoints that fail and switches them off, in memory. */
export class MemoryEndpointHealth implements EndpointHealth {
  constructor(private readonly database: MemoryDatabase) {}

  async look({
    failingForMs,
    failuresApartMs,
    warnAtPercent,
  }: HealthRule): Promise<readonly NoticedEndpoint[]> {
    const nowMs = this.database.now();
    const noticed: NoticedEndpoint[] = [];
    for (const row of this.database.endpoints.values()) {
      const { id, isEnabled, isRemoved, failingSinceMs, lastFailedAtMs } = row;
      if (!isEnabled || isRemoved || failingSinceMs === null || lastFailedAtMs === null) continue;
      if (lastFailedAtMs < failingSinceMs + failuresApartMs) continue;
      const share = (100 * (nowMs - failingSinceMs)) / failingForMs;
      const percent = Math.max(0, ...[...warnAtPercent, 100].filter((step) => step <= share));
      if (percent <= row.warnedPercent) continue;
      row.warnedPercent = percent;
      const isOver = percent === 100;
      if (isOver)
        Object.assign(row, {
          ...{ isEnabled: false, disabledBecause: failing, version: row.version + 1 },
          ...{ probeAtMs: nowMs + firstProbeWaitMs, probeWaitMs: firstProbeWaitMs },
        });
      noticed.push({ endpointId: id, kind: isOver ? 'endpoint.disabled' : 'endpoint.failing', percent });
    }
    if (noticed.length > 0) this.database.committed();
    return noticed;
  }
}
