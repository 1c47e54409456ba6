import { lanes } from '../platform-settings.js';
import type { Outbox } from '../ports/outbox.js';
import { isDue, type MemoryDatabase } from './memory-database.js';
import { isStepDue } from './memory-deadline-store.js';
import { isProbeDue, listens } from './memory-endpoint-health.js';
import { isInTurn } from './memory-webhook-store.js';

/** Which lanes have work, in memory. */
export class MemoryOutbox implements Outbox {
  constructor(private readonly database: MemoryDatabase) {}

  async take(limit = 1_000): Promise<readonly string[]> {
    return [...new Set(this.database.outbox.splice(0, limit))];
  }

  async dueLanes(): Promise<readonly string[]> {
    const { database } = this;
    const nowMs = database.now();
    const due = new Set<string>();
    for (const row of database.submissions.values()) {
      if (isStepDue(row, nowMs)) due.add(lanes.deadlines);
      const { filed, state, nextTryAtMs, nextCheckAtMs } = row;
      if (!isDue(database.opensAtMs(filed), nowMs)) continue;
      const waits = state.delivery === 'QUEUED' || state.delivery === 'RETRY_WAIT';
      if (waits && isDue(nextTryAtMs, nowMs)) due.add(lanes.submissions(filed.platform));
      if (isDue(nextCheckAtMs, nowMs)) due.add(lanes.checks(filed.platform));
    }
    for (const row of database.followUps)
      if (row.state === 'QUEUED' && isDue(row.nextTryAtMs, nowMs) && isDue(database.opensAtMs(row), nowMs))
        due.add(lanes.followUps(row.platform));
    for (const { state, nextTryAtMs } of database.replies.values())
      if ((state === 'NEW' || state === 'WAITING') && isDue(nextTryAtMs, nowMs)) due.add(lanes.replies);
    const isDelivered = database.deliveries.some((row) => {
      const endpoint = database.endpoints.get(row.endpointId);
      return (
        row.state === 'WAITING' &&
        isDue(row.nextTryAtMs, nowMs) &&
        endpoint &&
        listens(endpoint) &&
        isInTurn(database, endpoint, row)
      );
    });
    const isAsked = [...database.endpoints.values()].some(
      (endpoint) => isDue(endpoint.pingDueAtMs, nowMs) || isProbeDue(endpoint, nowMs),
    );
    return isDelivered || isAsked ? [...due, lanes.webhooks] : [...due];
  }
}
