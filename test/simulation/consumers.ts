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
  /** Endpoint address -> until when nobody is there. */
  readonly awayUntilMs = new Map<string, number>();
  /** Addresses of endpoints that want no order. */
  readonly unordered = new Set<string>();

  constructor(private readonly world: World) {}

  transportOf(process: SimProcess): WebhookTransport {
    return {
      // A consumer that timed out may have taken the event all the same.
      deliver: (message) =>
        this.answer(process, message.url, (outcome) => {
          if (outcome === 'delivered' || outcome === 'timedOut') this.take(message);
        }),
      ping: ({ url }) => this.answer(process, url, () => undefined, true),
    };
  }

  private answer(
    process: SimProcess,
    url: string,
    arrive: (outcome: DeliveryResult['outcome']) => void,
    isPing = false,
  ): Promise<DeliveryResult> {
    const { world } = this;
    const { random, scheduler } = world;
    return new Promise((resolve) => {
      // It went away after it had answered its first ping.
      const isAway = !isPing && world.nowMs < (this.awayUntilMs.get(url) ?? 0);
      const struck = world.strikes(0.25) ? random.pick(failures) : 'delivered';
      const outcome = isAway ? 'unreachable' : struck;
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
    this.received.set(stream, before);
    const place = event.sequence - 1;
    if (before[place] !== undefined) {
      this.world.took('webhook repeated');
      if (before[place] !== event.id) this.world.violated(promised.webhookId, event.reportId);
      return;
    }
    if (before.length !== place) {
      this.world.took('webhook that overtook an earlier one');
      if (!this.unordered.has(url)) this.world.violated(promised.webhookOrder, event.reportId);
    }
    before[place] = event.id;
  }
}
