import { realClock, type Clock } from '../ports/clock.js';
import type { DeliveryRecord, DeliveryRetention } from '../ports/delivery-record.js';
import type { WorkLog } from '../ports/work-log.js';

/** Destroys the record of deliveries whose time is over. Run as often as one likes: it looks now and then. */
export class ExpireDeliveries {
  private nextRunAtMs = 0;

  constructor(
    private readonly parts: {
      readonly record: DeliveryRecord;
      readonly rules: DeliveryRetention & { readonly isOn: boolean; readonly checkEveryMs: number };
      readonly log: WorkLog;
      /** Absent is real time. */
      readonly clock?: Pick<Clock, 'now'>;
    },
  ) {}

  async run(limit = 1_000): Promise<void> {
    const { record, rules, log, clock = realClock } = this.parts;
    if (!rules.isOn || clock.now() < this.nextRunAtMs) return;
    this.nextRunAtMs = clock.now() + rules.checkEveryMs;
    const sum = { attempts: 0, deliveries: 0, notices: 0 };
    for (;;) {
      const some = await record.destroy(rules, limit);
      sum.attempts += some.attempts;
      sum.deliveries += some.deliveries;
      sum.notices += some.notices;
      if (some.attempts + some.deliveries + some.notices === 0) break;
    }
    if (sum.attempts + sum.deliveries + sum.notices > 0) log.info('webhooks.expired', sum);
  }
}
