import { passesFilter } from '#core';
import type { DeliveryActs } from '../ports/delivery-acts.js';
import type { EndpointPace } from '../ports/webhook-store.js';
import type { MemoryDatabase } from './memory-database.js';
import { waitsForLater } from './memory-endpoint-health.js';

/** What persons do about deliveries, in memory. */
export class MemoryDeliveryActs implements DeliveryActs {
  constructor(private readonly database: MemoryDatabase) {}

  async recover(endpointId: string, sinceMs: number): Promise<number> {
    const { database } = this;
    const endpoint = database.endpoints.get(endpointId);
    if (!endpoint || endpoint.isRemoved) return 0;
    const own = new Map(
      database.deliveries.flatMap((row) => (row.endpointId === endpointId ? [[row.event.id, row]] : [])),
    );
    let count = 0;
    for (const event of database.events) {
      const category = database.reports.get(event.reportId)?.filed.category ?? '';
      if (event.atMs < sinceMs || !passesFilter(endpoint, event, [category])) continue;
      const row = own.get(event.id);
      if (!row) database.addDelivery(endpoint, event);
      else if (row.state === 'EXHAUSTED' || row.state === 'SKIPPED' || waitsForLater(row, database.now()))
        Object.assign(row, {
          ...{ state: 'WAITING', epoch: row.epoch + 1, attemptsBefore: row.attempts },
          ...{ nextTryAtMs: database.now(), leaseUntilMs: null },
        });
      else continue;
      count += 1;
    }
    if (count > 0) database.outbox.push('webhooks');
    database.committed();
    return count;
  }

  async setPace(
    endpointId: string,
    { isOrdered, ratePerMinute }: EndpointPace,
    version: number,
  ): Promise<boolean> {
    const row = this.database.endpoints.get(endpointId);
    if (!row || row.isRemoved || row.version !== version) return false;
    row.version += 1;
    const rate = { ratePerMinute, rateTokens: 0, rateRefilledAtMs: this.database.now() };
    Object.assign(row, { isOrdered, ...rate });
    for (const each of this.database.deliveries)
      if (each.endpointId === endpointId && (each.state === 'WAITING' || each.state === 'EXHAUSTED'))
        each.isOrdered = isOrdered;
    return true;
  }
}
