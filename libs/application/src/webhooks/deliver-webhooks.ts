import { nextDelayMs } from '#core';
import type { ReportCipher } from '../ports/cipher.js';
import type { IdSource } from '../ports/ids.js';
import type { WebhookTransport } from '../ports/webhook-transport.js';
import type { ClaimedDelivery, DeliveryClosing, WebhookStore } from '../ports/webhook-store.js';
import type { WorkLog } from '../ports/work-log.js';
import { GroupCommit } from '../group-commit.js';
import { WorkPlaces } from '../work-places.js';

export interface DeliverWebhooksParts {
  readonly store: WebhookStore;
  readonly transport: WebhookTransport;
  readonly cipher: ReportCipher;
  readonly ids: IdSource;
  readonly log: WorkLog;
  readonly settings: {
    readonly leaseMs: number;
    readonly maxConcurrent: number;
    /** Waits between attempts, in milliseconds. */
    readonly retryScheduleMs: readonly number[];
  };
}

/**
 * Delivers due events to their endpoints: the earliest open one of each report and endpoint, side by side. Each is
 * closed when it is done, in groups, so that a slow consumer holds up nobody else's.
 */
export class DeliverWebhooks {
  private readonly places: WorkPlaces<ClaimedDelivery>;
  private readonly closer: GroupCommit<DeliveryClosing>;

  constructor(private readonly parts: DeliverWebhooksParts) {
    const { store, settings, ids, log } = parts;
    this.closer = new GroupCommit((closings) => store.close(closings, () => ids.uuid()));
    this.places = new WorkPlaces({
      places: () => settings.maxConcurrent,
      claim: (limit) => store.claimDue(limit, settings.leaseMs),
      work: (delivery) => this.deliver(delivery),
      onClaimError: (error) => log.error('webhooks.claim_failed', { error }),
      leadsOn: true,
    });
  }

  async run(): Promise<void> {
    await this.places.run();
  }

  /** Claims nothing from now on; deliveries under way go on. */
  stop(): void {
    this.places.stop();
  }

  /** Resolves when no delivery is under way. */
  async settled(): Promise<void> {
    await this.places.settled();
  }

  private async deliver(delivery: ClaimedDelivery): Promise<void> {
    const { deliveryId, endpointId, attempt } = delivery;
    try {
      const closing = this.close(delivery, await this.attempt(delivery));
      await this.closer.add(closing);
      const { state, durationMs, outcome, errorClass, status } = closing;
      this.parts.log.info('webhook.attempted', {
        deliveryId,
        endpointId,
        attempt,
        outcome,
        errorClass,
        status,
        state,
        durationMs,
      });
    } catch (error) {
      // Its lease ends, and it is claimed again.
      this.parts.log.error('webhook.close_failed', { deliveryId, endpointId, attempt, error });
    }
  }

  private async attempt(delivery: ClaimedDelivery): Promise<Attempt> {
    const { cipher, transport, store, log } = this.parts;
    const { deliveryId, endpointId, url, format, event, reportReference, category } = delivery;
    try {
      const key = await cipher.openKey(endpointId, delivery.key);
      const secrets = delivery.secrets.map((sealed) => key.open(sealed, 'secret'));
      const result = await transport.deliver({ url, format, secrets, event, reportReference, category });
      if (result.outcome === 'gone') await store.setEnabled(endpointId, false, 'WEBHOOK.GONE');
      return { ...result, sealed: result.answer === undefined ? null : key.seal(result.answer, 'answer') };
    } catch (error) {
      // Our own mistake counts as a try, so that it ends and is shown in place of going round for ever.
      log.error('webhook.attempt_crashed', { deliveryId, endpointId, error });
      return { outcome: 'unreachable', errorClass: 'crashed', durationMs: 0, sealed: null };
    }
  }

  private close(delivery: ClaimedDelivery, result: Attempt): DeliveryClosing {
    const { deliveryId, epoch, attempt, attemptOfRound } = delivery;
    const { outcome, durationMs, phases = null, sealed: answer } = result;
    const why = { status: result.status ?? null, errorClass: result.errorClass ?? null };
    const attempted = { deliveryId, epoch, attempt, outcome, durationMs, phases, answer, ...why };
    const { retryScheduleMs } = this.parts.settings;
    const slowForMs = slowForMsAfter(result);
    if (outcome === 'delivered' || outcome === 'aborted')
      return {
        ...{ ...attempted, slowForMs, nextTryInMs: null },
        state: outcome === 'delivered' ? 'DELIVERED' : 'SKIPPED',
      };
    const scheduled = nextDelayMs(retryScheduleMs, attemptOfRound, this.parts.ids.jitter());
    if (scheduled === undefined) return { ...attempted, slowForMs, state: 'EXHAUSTED', nextTryInMs: null };
    const nextTryInMs = Math.max(scheduled, result.retryAfterMs ?? 0);
    return { ...attempted, slowForMs, state: 'WAITING', nextTryInMs };
  }
}

type Attempt = Awaited<ReturnType<WebhookTransport['deliver']>> & { readonly sealed: Uint8Array | null };

/** What a consumer, or what stands before it, answers while it has too much to do. */
const overloaded: readonly (number | undefined)[] = [429, 502, 504];
const slowForMsUnlessTold = 60_000;

function slowForMsAfter({ status, retryAfterMs }: Attempt): number | null {
  return overloaded.includes(status) ? (retryAfterMs ?? slowForMsUnlessTold) : null;
}
