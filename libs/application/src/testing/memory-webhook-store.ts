import type {
  ClaimedDelivery,
  DeliveryClosing,
  NewEndpoint,
  WebhookEndpointView,
  WebhookStore,
} from '../ports/webhook-store.js';
import { byTime, isDue, type DeliveryRow, type MemoryDatabase } from './memory-database.js';
import { answerKey } from './memory-report-store.js';

/** Webhook endpoints and deliveries in memory. */
export class MemoryWebhookStore implements WebhookStore {
  constructor(protected readonly database: MemoryDatabase) {}

  async create({ idempotency, ...endpoint }: NewEndpoint): Promise<'created' | 'keyTaken'> {
    const { endpoints, answers, keys } = this.database;
    if (idempotency && answers.has(answerKey(idempotency))) return 'keyTaken';
    if (idempotency) answers.set(answerKey(idempotency), { ...idempotency, ownerId: endpoint.id });
    keys.set(endpoint.id, endpoint.key);
    endpoints.set(endpoint.id, {
      ...{ ...endpoint, isEnabled: true, disabledBecause: null, version: 1, slowUntilMs: null },
      createdAtMs: this.database.now(),
    });
    return 'created';
  }

  async list(): Promise<readonly WebhookEndpointView[]> {
    return [...this.database.endpoints.values()]
      .reverse()
      .map(({ id, url, description, isEnabled, disabledBecause, version, createdAtMs }) => ({
        ...{ id, url, description, isEnabled, disabledBecause, version, createdAtMs },
      }));
  }

  async setEnabled(
    id: string,
    isEnabled: boolean,
    because: string | null,
    version?: number,
  ): Promise<boolean> {
    const row = this.database.endpoints.get(id);
    if (!row || (version !== undefined && version !== row.version)) return false;
    Object.assign(row, { isEnabled, disabledBecause: because, version: row.version + 1 });
    this.database.committed();
    return true;
  }

  async claimDue(limit: number, leaseMs: number): Promise<readonly ClaimedDelivery[]> {
    const nowMs = this.database.now();
    const due = [...this.database.endpoints.values()]
      .filter(({ isEnabled }) => isEnabled)
      .flatMap(({ id }) => this.dueAt(id, nowMs))
      .sort(longestDue)
      .slice(0, limit);
    return due.map((row) => {
      Object.assign(row, { attempts: row.attempts + 1, epoch: row.epoch + 1 });
      row.nextTryAtMs = row.leaseUntilMs = nowMs + leaseMs;
      return this.claimed(row);
    });
  }

  async close(closings: readonly DeliveryClosing[]): Promise<void> {
    const nowMs = this.database.now();
    for (const { deliveryId, epoch, state, nextTryInMs, slowForMs } of closings) {
      const row = this.database.deliveries.find(({ id }) => id === deliveryId);
      if (row?.epoch !== epoch) continue;
      const nextTryAtMs = nextTryInMs === null ? null : nowMs + nextTryInMs;
      Object.assign(row, { state, nextTryAtMs, leaseUntilMs: null });
      const endpoint = this.database.endpoints.get(row.endpointId);
      if (endpoint && slowForMs !== null)
        endpoint.slowUntilMs = Math.max(endpoint.slowUntilMs ?? 0, nowMs + slowForMs);
    }
  }

  protected isEarliestOpen(row: DeliveryRow): boolean {
    return isEarliestOpen(this.database, row);
  }

  private dueAt(endpointId: string, nowMs: number): DeliveryRow[] {
    const own = this.database.deliveries.filter((row) => row.endpointId === endpointId);
    const underWay = own.filter(({ leaseUntilMs }) => leaseUntilMs !== null && leaseUntilMs > nowMs).length;
    const { slowUntilMs = null } = this.database.endpoints.get(endpointId) ?? {};
    const atOnce = slowUntilMs !== null && slowUntilMs > nowMs ? 1 : atOnceOfOneEndpoint;
    return own
      .filter((row) => row.state === 'WAITING' && isDue(row.nextTryAtMs, nowMs) && this.isEarliestOpen(row))
      .sort(longestDue)
      .slice(0, Math.max(0, atOnce - underWay));
  }

  private claimed(row: DeliveryRow): ClaimedDelivery {
    const endpoint = this.database.endpoints.get(row.endpointId);
    const report = this.database.reports.get(row.event.reportId);
    if (!endpoint || !report) throw new Error('a delivery belongs to an endpoint and a report');
    const { reference, category } = report.filed;
    return {
      ...{ deliveryId: row.id, endpointId: row.endpointId, attempt: row.attempts, epoch: row.epoch },
      ...{ attemptOfRound: row.attempts },
      ...{ url: endpoint.url, secret: endpoint.secret, key: this.database.keyOf(endpoint.id) },
      ...{ event: row.event, reportReference: reference, category },
    };
  }
}

/** Whether nothing of the same report stands before it at its endpoint. */
export function isEarliestOpen({ deliveries }: MemoryDatabase, row: DeliveryRow): boolean {
  return !deliveries.some(
    (other) =>
      (other.state === 'WAITING' || other.state === 'EXHAUSTED') &&
      other.endpointId === row.endpointId &&
      other.event.reportId === row.event.reportId &&
      other.event.sequence < row.event.sequence,
  );
}

const atOnceOfOneEndpoint = 4;

function longestDue(one: DeliveryRow, other: DeliveryRow): number {
  return (
    byTime<DeliveryRow>(({ nextTryAtMs }) => nextTryAtMs)(one, other) ||
    one.event.sequence - other.event.sequence
  );
}
