import { nextDelayMs } from '#core';
import type { ReportCipher } from '../ports/cipher.js';
import type { IdSource } from '../ports/ids.js';
import type { DeliveryResult, WebhookTransport } from '../ports/webhook-transport.js';
import type { ClaimedPing, WebhookStore } from '../ports/webhook-store.js';
import type { WorkLog } from '../ports/work-log.js';
import { WorkPlaces } from '../work-places.js';

export interface PingEndpointsParts {
  readonly store: WebhookStore;
  readonly transport: WebhookTransport;
  readonly cipher: ReportCipher;
  readonly ids: IdSource;
  readonly log: WorkLog;
  readonly settings: {
    readonly leaseMs: number;
    readonly maxConcurrent: number;
    /** Waits between pings to an address that did not answer one yet, in milliseconds. */
    readonly pingScheduleMs: readonly number[];
  };
}

/**
 * Pings endpoints whose address is new, and those somebody asked for: one 2xx proves that a consumer is there. An address
 * that is proven already is pinged once; another one as the schedule says, and then not before somebody asks again.
 */
export class PingEndpoints {
  private readonly places: WorkPlaces<ClaimedPing>;

  constructor(private readonly parts: PingEndpointsParts) {
    const { store, settings, log } = parts;
    this.places = new WorkPlaces({
      places: () => settings.maxConcurrent,
      claim: (limit) => store.claimPings(limit, settings.leaseMs),
      work: (ping) => this.ping(ping),
      onClaimError: (error) => log.error('webhooks.claim_pings_failed', { error }),
    });
  }

  async run(): Promise<void> {
    await this.places.run();
  }

  /** Claims nothing from now on; pings under way go on. */
  stop(): void {
    this.places.stop();
  }

  async settled(): Promise<void> {
    await this.places.settled();
  }

  private async ping(ping: ClaimedPing): Promise<void> {
    const { store, settings, ids, log } = this.parts;
    const { endpointId, epoch, attempt } = ping;
    try {
      const { outcome, status = null, durationMs, errorClass } = await this.attempt(ping);
      // A consumer that says it wants no more is not asked again by itself.
      const isOver = outcome === 'delivered' || outcome === 'gone';
      const nextPingInMs = isOver
        ? null
        : (nextDelayMs(settings.pingScheduleMs, attempt, ids.jitter()) ?? null);
      await store.closePing({ endpointId, epoch, outcome, status, nextPingInMs });
      log.info('webhook.pinged', { endpointId, attempt, outcome, errorClass, status, durationMs });
    } catch (error) {
      // Its lease ends, and it is claimed again.
      log.error('webhook.close_ping_failed', { endpointId, attempt, error });
    }
  }

  private async attempt({
    endpointId,
    type,
    url,
    format,
    key,
    secrets,
  }: ClaimedPing): Promise<DeliveryResult> {
    const { cipher, transport, ids, log } = this.parts;
    try {
      const opened = await cipher.openKey(endpointId, key);
      return await transport.ping({
        ...{ url, format, type, endpointId, pingId: ids.uuid() },
        secrets: secrets.map((sealed) => opened.open(sealed, 'secret')),
      });
    } catch (error) {
      // Our own mistake counts as a try, so that it ends and is shown in place of going round for ever.
      log.error('webhook.ping_crashed', { endpointId, error });
      return { outcome: 'unreachable', errorClass: 'crashed', durationMs: 0 };
    }
  }
}
