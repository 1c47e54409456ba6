import type { EndpointStanding, EventType } from '#core';
import type { IdempotencyRecord, WrappedKey } from '../ports/report-store.js';
import { endpointPlaces } from '../ports/webhook-store.js';
import type {
  ClaimedDelivery,
  ClaimedPing,
  DeliveryClosing,
  EndpointTerms,
  NewEndpoint,
  PingClosing,
  Rotation,
  WebhookEndpointView,
  WebhookStore,
} from '../ports/webhook-store.js';
import { byTime, isDue, type DeliveryRow, type EndpointRow, type MemoryDatabase } from './memory-database.js';
import {
  failing,
  isProbeDue,
  judgeEndpoint,
  listens,
  makeDueAgain,
  soundAgain,
} from './memory-endpoint-health.js';
import { answerKey } from './memory-report-store.js';

/** Webhook endpoints and deliveries in memory. */
export class MemoryWebhookStore implements WebhookStore {
  constructor(protected readonly database: MemoryDatabase) {}

  async create({ idempotency, ...endpoint }: NewEndpoint): Promise<'created' | 'keyTaken'> {
    const { endpoints, keys } = this.database;
    if (!this.keepAnswer(idempotency, endpoint.id)) return 'keyTaken';
    keys.set(endpoint.id, endpoint.key);
    const nowMs = this.database.now();
    endpoints.set(endpoint.id, {
      ...{
        ...endpoint,
        isEnabled: true,
        disabledBecause: null,
        version: 1,
        createdAtMs: nowMs,
        slowUntilMs: null,
        places: endpointPlaces.usual,
      },
      ...{ isOrdered: true, ratePerMinute: null, rateTokens: 0, rateRefilledAtMs: nowMs },
      ...{ ...soundAgain, probeWaitMs: 0 },
      ...{ newSecret: null, secretEndsAtMs: null, hearsSinceMs: nowMs, isRemoved: false },
      ...{ isProven: false, lastPing: null, pingDueAtMs: nowMs, pings: 0, pingType: null, pingEpoch: 0 },
    });
    this.wake();
    return 'created';
  }

  async list(): Promise<readonly WebhookEndpointView[]> {
    return [...this.database.endpoints.values()]
      .filter(({ isRemoved }) => !isRemoved)
      .reverse()
      .map((row) => {
        const { id, url, description, isEnabled, disabledBecause, version, createdAtMs } = row;
        const { events, platforms, categories, sla, format, isProven, lastPing, secretEndsAtMs } = row;
        return {
          ...{ id, url, description, isEnabled, disabledBecause, version, createdAtMs },
          ...{ events, platforms, categories, sla, format, isProven, lastPing, secretEndsAtMs },
          // Paces are set and kept in the database alone.
          ...{ hearsSinceMs: row.hearsSinceMs, isOrdered: row.isOrdered, ratePerMinute: row.ratePerMinute },
        };
      });
  }

  async change(id: string, to: EndpointTerms & EndpointStanding, version: number): Promise<boolean> {
    const row = this.find(id, version);
    if (!row) return false;
    const moves = row.url !== to.url;
    const opens = to.isEnabled && !row.isEnabled;
    const nowMs = this.database.now();
    const hearsOther = (['events', 'platforms', 'categories', 'sla'] as const).some(
      (list) => String(row[list]) !== String(to[list]),
    );
    if (hearsOther || row.disabledBecause === 'WEBHOOK.DISABLED') row.hearsSinceMs = nowMs;
    if (moves)
      Object.assign(row, { isProven: false, lastPing: null, pingType: null, pingEpoch: row.pingEpoch + 1 });
    if (moves || row.disabledBecause !== to.disabledBecause) Object.assign(row, soundAgain);
    if (moves || opens) row.pings = 0;
    if (opens) makeDueAgain(this.database, id);
    if (moves || (opens && !row.isProven)) row.pingDueAtMs = nowMs;
    Object.assign(row, { ...to, version: row.version + 1 });
    this.wake();
    return true;
  }

  async setEnabled(
    id: string,
    isEnabled: boolean,
    because: string | null,
    version?: number,
  ): Promise<boolean> {
    const row = this.find(id, version);
    if (!row) return false;
    Object.assign(row, { isEnabled, disabledBecause: because, version: row.version + 1, ...soundAgain });
    this.database.committed();
    return true;
  }

  async remove(id: string, version: number): Promise<boolean> {
    const row = this.find(id, version);
    if (!row) return false;
    const { keys, answers, deliveries } = this.database;
    Object.assign(row, { isRemoved: true, isEnabled: false, secret: new Uint8Array(), version: version + 1 });
    Object.assign(row, { newSecret: null, secretEndsAtMs: null, pingDueAtMs: null, ...soundAgain });
    for (const each of deliveries)
      if (each.endpointId === id && (each.state === 'WAITING' || each.state === 'EXHAUSTED'))
        Object.assign(each, { state: 'SKIPPED', nextTryAtMs: null });
    for (const [key, { ownerId }] of answers) if (ownerId === id) answers.delete(key);
    keys.delete(id);
    this.database.committed();
    return true;
  }

  async keyOf(id: string): Promise<WrappedKey | undefined> {
    return this.find(id) && this.database.keyOf(id);
  }

  async rotate(
    id: string,
    { secret, overlapMs, idempotency }: Rotation,
  ): Promise<'rotated' | 'refused' | 'keyTaken'> {
    const row = this.find(id);
    if (!row || (row.secretEndsAtMs !== null && overlapMs > 0)) return 'refused';
    if (!this.keepAnswer(idempotency, id)) return 'keyTaken';
    Object.assign(row, { newSecret: secret, secretEndsAtMs: this.database.now() + overlapMs });
    this.database.committed();
    return 'rotated';
  }

  async endOldSecrets(): Promise<number> {
    const nowMs = this.database.now();
    const over = [...this.database.endpoints.values()].filter((row) => isDue(row.secretEndsAtMs, nowMs));
    for (const row of over)
      Object.assign(row, { secret: row.newSecret, newSecret: null, secretEndsAtMs: null });
    return over.length;
  }

  async askPing(id: string, type?: EventType): Promise<boolean> {
    const row = this.find(id);
    if (!row) return false;
    Object.assign(row, { pingDueAtMs: this.database.now(), pings: 0, pingType: type ?? null });
    this.wake();
    return true;
  }

  async claimPings(limit: number, leaseMs: number): Promise<readonly ClaimedPing[]> {
    const nowMs = this.database.now();
    return [...this.database.endpoints.values()]
      .filter(({ pingDueAtMs }) => isDue(pingDueAtMs, nowMs))
      .slice(0, limit)
      .map((row) => {
        Object.assign(row, {
          pingDueAtMs: nowMs + leaseMs,
          pings: row.pings + 1,
          pingEpoch: row.pingEpoch + 1,
        });
        const { id, pingEpoch, pings, pingType: type, url, format } = row;
        return {
          ...{ endpointId: id, epoch: pingEpoch, attempt: pings, type, url, format },
          secrets: secretsOf(row, nowMs),
          key: this.database.keyOf(id),
        };
      });
  }

  async closePing({ endpointId, epoch, outcome, status, nextPingInMs }: PingClosing): Promise<void> {
    const row = this.find(endpointId);
    if (row?.pingEpoch !== epoch) return;
    const nowMs = this.database.now();
    row.lastPing = { atMs: nowMs, outcome, status };
    row.pingDueAtMs = nextPingInMs === null || row.isProven ? null : nowMs + nextPingInMs;
    if (outcome === 'delivered') {
      this.database.outbox.push('webhooks');
      row.isProven = true;
      // It switches on what was switched off for failing.
      if (row.disabledBecause === failing) {
        Object.assign(row, {
          ...{ isEnabled: true, disabledBecause: null, version: row.version + 1 },
          ...{ ...soundAgain, pingDueAtMs: null },
        });
        makeDueAgain(this.database, row.id);
      }
    }
    this.database.committed();
  }

  async claimDue(limit: number, leaseMs: number): Promise<readonly ClaimedDelivery[]> {
    const nowMs = this.database.now();
    const due = [...this.database.endpoints.values()]
      .filter((endpoint) => listens(endpoint) || isProbeDue(endpoint, nowMs))
      .flatMap((endpoint) => this.dueAt(endpoint, nowMs))
      .sort(longestDue)
      .slice(0, limit);
    this.spendRates(due, nowMs);
    return due.map((row) => {
      Object.assign(row, { state: 'WAITING', attempts: row.attempts + 1, epoch: row.epoch + 1 });
      row.nextTryAtMs = row.leaseUntilMs = nowMs + leaseMs;
      return this.claimed(row);
    });
  }

  async close(closings: readonly DeliveryClosing[]): Promise<void> {
    const nowMs = this.database.now();
    const heard = new Map<string, DeliveryClosing[]>();
    for (const closing of closings) {
      const { deliveryId, epoch, state, nextTryInMs } = closing;
      const row = this.database.deliveries.find(({ id }) => id === deliveryId);
      if (row?.epoch !== epoch) continue;
      const nextTryAtMs = nextTryInMs === null ? null : nowMs + nextTryInMs;
      const isSkipped = row.state === 'SKIPPED' && state !== 'DELIVERED';
      Object.assign(row, isSkipped ? { leaseUntilMs: null } : { state, nextTryAtMs, leaseUntilMs: null });
      heard.set(row.endpointId, [...(heard.get(row.endpointId) ?? []), closing]);
    }
    for (const [endpointId, closed] of heard) {
      const endpoint = this.database.endpoints.get(endpointId);
      if (endpoint) judgeEndpoint(this.database, endpoint, closed);
    }
    this.database.committed();
  }

  private find(id: string, version?: number): EndpointRow | undefined {
    const row = this.database.endpoints.get(id);
    return row && !row.isRemoved && (version === undefined || version === row.version) ? row : undefined;
  }

  /** @returns false where the key was used */
  private keepAnswer(idempotency: IdempotencyRecord | null, ownerId: string): boolean {
    const { answers } = this.database;
    if (idempotency && answers.has(answerKey(idempotency))) return false;
    if (idempotency) answers.set(answerKey(idempotency), { ...idempotency, ownerId });
    return true;
  }

  private wake(): void {
    this.database.outbox.push('webhooks');
    this.database.committed();
  }

  protected isInTurn(endpoint: EndpointRow, row: DeliveryRow): boolean {
    return isInTurn(this.database, endpoint, row);
  }

  private dueAt(endpoint: EndpointRow, nowMs: number): DeliveryRow[] {
    const isProbe = !endpoint.isEnabled;
    const own = this.database.deliveries.filter((row) => row.endpointId === endpoint.id);
    const underWay = own.filter(({ leaseUntilMs }) => leaseUntilMs !== null && leaseUntilMs > nowMs).length;
    const isSlow = endpoint.slowUntilMs !== null && endpoint.slowUntilMs > nowMs;
    const atOnce = isSlow || isProbe ? 1 : endpoint.places;
    const isFirst = (row: DeliveryRow) =>
      (row.state === 'WAITING' || row.state === 'EXHAUSTED') && isEarliestOpen(this.database, row);
    const isDueNow = (row: DeliveryRow) =>
      row.state === 'WAITING' && isDue(row.nextTryAtMs, nowMs) && this.isInTurn(endpoint, row);
    return own
      .filter((row) => (isProbe && isFirst(row)) || isDueNow(row))
      .sort(longestDue)
      .slice(0, Math.max(0, Math.min(tokensOf(endpoint, nowMs), atOnce - underWay)));
  }

  private spendRates(claimed: readonly DeliveryRow[], nowMs: number): void {
    for (const endpoint of this.database.endpoints.values()) {
      const count = claimed.filter(({ endpointId }) => endpointId === endpoint.id).length;
      if (count === 0 || endpoint.ratePerMinute === null) continue;
      endpoint.rateTokens = tokensOf(endpoint, nowMs) - count;
      endpoint.rateRefilledAtMs = nowMs;
    }
  }

  private claimed(row: DeliveryRow): ClaimedDelivery {
    const endpoint = this.database.endpoints.get(row.endpointId);
    const report = this.database.reports.get(row.event.reportId);
    if (!endpoint || !report) throw new Error('a delivery belongs to an endpoint and a report');
    const { reference, category } = report.filed;
    return {
      ...{ deliveryId: row.id, endpointId: row.endpointId, attempt: row.attempts, epoch: row.epoch },
      ...{
        url: endpoint.url,
        format: endpoint.format,
        secrets: secretsOf(endpoint, this.database.now()),
        key: this.database.keyOf(endpoint.id),
      },
      ...{ attemptOfRound: row.attempts - row.attemptsBefore },
      ...{ event: row.event, reportReference: reference, category },
    };
  }
}

function secretsOf({ secret, newSecret, secretEndsAtMs }: EndpointRow, nowMs: number): Uint8Array[] {
  if (newSecret === null || secretEndsAtMs === null) return [secret];
  return secretEndsAtMs > nowMs ? [newSecret, secret] : [newSecret];
}

/** Whether nothing of the same report stands before it at its endpoint, or no order is wanted there. */
export function isInTurn(
  database: MemoryDatabase,
  endpoint: Pick<EndpointRow, 'isOrdered'>,
  row: DeliveryRow,
): boolean {
  return (!endpoint.isOrdered && !row.isOrdered) || isEarliestOpen(database, row);
}

function isEarliestOpen({ deliveries }: MemoryDatabase, row: DeliveryRow): boolean {
  return !deliveries.some(
    (other) =>
      (other.state === 'WAITING' || other.state === 'EXHAUSTED') &&
      other.endpointId === row.endpointId &&
      other.event.reportId === row.event.reportId &&
      other.event.sequence < row.event.sequence,
  );
}

/** How many deliveries the rate of an endpoint allows now. The bucket holds a sixth of a minute's. */
function tokensOf({ ratePerMinute, rateTokens, rateRefilledAtMs }: EndpointRow, nowMs: number): number {
  if (ratePerMinute === null) return Number.POSITIVE_INFINITY;
  const refilled = Math.floor(1e-9 + rateTokens + (ratePerMinute * (nowMs - rateRefilledAtMs)) / 60_000);
  return Math.min(Math.max(Math.floor(ratePerMinute / 6), 1), refilled);
}

/** What has no next try, as it is used up, comes last. */
function longestDue(one: DeliveryRow, other: DeliveryRow): number {
  return (
    byTime<DeliveryRow>(({ nextTryAtMs }) => nextTryAtMs ?? Number.MAX_SAFE_INTEGER)(one, other) ||
    one.event.sequence - other.event.sequence
  );
}
