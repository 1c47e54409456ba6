import type { DeliveryResult, WebhookMessage, WebhookTransport } from '#application';
import { leave } from './network.js';
import type { SimProcess } from './sim-process.js';
import type { World } from './world.js';
import { promised } from './promised.js';

const failures: readonly DeliveryResult['outcome'][] = [
  'rejected',
  'rejected',
  'timedOut',
  'unreachable',
  'gone',
];

/** Consumers of webhooks: what each got, and how they fail. */
export class Consumers {
  /** Endpoint address and report -> ids of its events in the order they first came; a repeat must be one of them. */
  readonly received = new Map<string, string[]>();

  constructor(private readonly world: World) {}

  transportOf(process: SimProcess): WebhookTransport {
    return {
      // A consumer that timed out may have taken the event all the same.
      deliver: (message) =>
        this.answer(process, (outcome) => {
          if (outcome === 'delivered' || outcome === 'timedOut') this.take(message);
        }),
      ping: () => this.answer(process, () => undefined),
    };
  }

  private answer(
    process: SimProcess,
    arrive: (outcome: DeliveryResult['outcome']) => void,
  ): Promise<DeliveryResult> {
    const { world } = this;
    const { random, scheduler } = world;
    return new Promise((resolve) => {
      const outcome = world.strikes(0.25) ? random.pick(failures) : 'delivered';
      const answer: DeliveryResult = {
        ...{ outcome, durationMs: 1 },
        ...(outcome === 'rejected' ? { status: 500 } : {}),
      };
      leave(process, () =>
        scheduler.after(random.between(5, 300), null, () => {
          arrive(outcome);
          scheduler.after(random.between(5, 100), process, () => resolve(answer));
        }),
      );
    });
  }

  private take({ url, event }: WebhookMessage): void {
    const stream = `${url} ${event.reportId}`;
    const before = this.received.get(stream) ?? [];
    const place = event.sequence - 1;
    if (before.length > place) {
      this.world.took('webhook repeated');
      if (before[place] !== event.id) this.world.violated(promised.webhookId, event.reportId);
    } else if (before.length < place) this.world.violated(promised.webhookOrder, event.reportId);
    else this.received.set(stream, [...before, event.id]);
  }
}
