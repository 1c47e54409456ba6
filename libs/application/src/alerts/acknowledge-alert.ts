import type { AlertStore } from '../ports/alert-store.js';
import type { IdSource } from '../ports/ids.js';
import type { WorkLog } from '../ports/work-log.js';

/** Somebody takes an alert: nobody else is told of it. */
export class AcknowledgeAlert {
  constructor(
    private readonly parts: {
      readonly alerts: Pick<AlertStore, 'acknowledge'>;
      readonly ids: Pick<IdSource, 'uuid'>;
      readonly log: WorkLog;
    },
  ) {}

  async run(alertId: string, by: string): Promise<void> {
    const { alerts, ids, log } = this.parts;
    if (await alerts.acknowledge(alertId, by, ids.uuid())) log.info('alert.acknowledged', { alertId });
  }
}
