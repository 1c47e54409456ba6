import type { EndpointFilter, EndpointStanding, EventType, ReportEvent, WebhookFormat } from '#core';
import type { AttemptPhases } from './webhook-transport.js';
import type { IdempotencyRecord, WrappedKey } from './report-store.js';

/** What whoever manages an endpoint chooses. */
export interface EndpointTerms extends EndpointFilter {
  readonly url: string;
  readonly description: string;
  readonly format: WebhookFormat;
}

/** How fast an endpoint gets its events. */
export interface EndpointPace {
  /** Whether events of one report wait for each other. */
  readonly isOrdered: boolean;
  /** Most deliveries a minute, of all workers together; null is as many as it takes. */
  readonly ratePerMinute: number | null;
}

export interface NewEndpoint extends EndpointTerms {
  readonly id: string;
  /** The signing secret, encrypted with the endpoint's own key. */
  readonly secret: Uint8Array;
  readonly key: WrappedKey;
  readonly idempotency: IdempotencyRecord | null;
}

export interface Rotation {
  readonly secret: Uint8Array;
  /** How long the secret before signs too. */
  readonly overlapMs: number;
  readonly idempotency: IdempotencyRecord | null;
}

export interface WebhookEndpointView extends EndpointTerms, EndpointStanding, EndpointPace {
  readonly id: string;
  /** Whether its address answered a ping. */
  readonly isProven: boolean;
  readonly lastPing: {
    readonly atMs: number;
    readonly outcome: string;
    readonly status: number | null;
  } | null;
  /** Until when the secret before the last one signs too; null where one signs alone. */
  readonly secretEndsAtMs: number | null;
  /** Since when it has every event that its filter lets through. */
  readonly hearsSinceMs: number;
  readonly version: number;
  readonly createdAtMs: number;
}

/** A ping to an endpoint, claimed for one attempt. */
export interface ClaimedPing {
  readonly endpointId: string;
  /** Changed with every claim and every change of the address. */
  readonly epoch: number;
  /** Pings since it was asked for, this one included. */
  readonly attempt: number;
  /** Of the synthetic event to send; null is a ping. */
  readonly type: EventType | null;
  readonly url: string;
  readonly format: WebhookFormat;
  /** That sign now, the newest first. */
  readonly secrets: readonly Uint8Array[];
  readonly key: WrappedKey;
}

export interface PingClosing {
  readonly endpointId: string;
  readonly epoch: number;
  readonly outcome: string;
  readonly status: number | null;
  /** Null where no more is sent by itself, as to an address that is proven already. */
  readonly nextPingInMs: number | null;
}

/** One event for one endpoint, claimed for one attempt. */
export interface ClaimedDelivery {
  readonly deliveryId: string;
  readonly endpointId: string;
  readonly attempt: number;
  /** Attempts since it was last put back, this one included: its place in the schedule. */
  readonly attemptOfRound: number;
  readonly epoch: number;
  readonly url: string;
  readonly format: WebhookFormat;
  /** That sign now, the newest first. */
  readonly secrets: readonly Uint8Array[];
  readonly key: WrappedKey;
  readonly event: ReportEvent;
  readonly reportReference: string;
  readonly category: string;
}

export interface DeliveryClosing {
  readonly deliveryId: string;
  readonly epoch: number;
  readonly attempt: number;
  readonly state: 'WAITING' | 'DELIVERED' | 'EXHAUSTED' | 'SKIPPED';
  readonly nextTryInMs: number | null;
  /** How long its endpoint gets one delivery at a time; null where nothing asks for it. */
  readonly slowForMs: number | null;
  readonly outcome: string;
  readonly status: number | null;
  readonly errorClass: string | null;
  readonly durationMs: number;
  readonly phases: AttemptPhases | null;
  /** The beginning of the consumer's answer, encrypted with the endpoint's own key. */
  readonly answer: Uint8Array | null;
}

/** Endpoints and their deliveries. A report's events reach an endpoint in order: only its earliest open one is due. */
/**
 * How many deliveries an endpoint gets at a time: `usual` at first, twice as many, up to `most`, with each batch that was
 * delivered within `quickMs` each, and `usual` again once one is not.
 */
export const endpointPlaces = { usual: 4, most: 32, quickMs: 500 } as const;

export interface WebhookStore {
  /** Its first ping is due at once. */
  create(endpoint: NewEndpoint): Promise<'created' | 'keyTaken'>;
  list(): Promise<readonly WebhookEndpointView[]>;
  /**
   * Another address has to be proven anew.
   *
   * @returns false where there is no such endpoint, or it no longer has this version
   */
  change(id: string, to: EndpointTerms & EndpointStanding, version: number): Promise<boolean>;
  /** @returns false where there is no such endpoint */
  setEnabled(id: string, isEnabled: boolean, because: string | null, version?: number): Promise<boolean>;
  /**
   * Destroys its secrets and skips what waits for it; rows stay. What is under way ends, and is not tried again.
   *
   * @returns false where there is no such endpoint, or it no longer has this version
   */
  remove(id: string, version: number): Promise<boolean>;
  /** The endpoint's data key, for sealing another secret. */
  keyOf(id: string): Promise<WrappedKey | undefined>;
  /**
   * Signs with another secret from now on, and for a time with the one before as well. Where a rotation is under way, only
   * without an overlap: then the newest signs alone.
   *
   * @returns refused where there is no such endpoint, or a rotation is under way
   */
  rotate(id: string, rotation: Rotation): Promise<'rotated' | 'refused' | 'keyTaken'>;
  /** Destroys secrets whose time is over. @returns how many */
  endOldSecrets(): Promise<number>;
  /**
   * Makes a ping due, or in its place a synthetic event of this type.
   *
   * @returns false where there is no such endpoint
   */
  askPing(id: string, type?: EventType): Promise<boolean>;
  claimPings(limit: number, leaseMs: number): Promise<readonly ClaimedPing[]>;
  /** An outcome `delivered` proves the address, unless it was changed meanwhile. */
  closePing(closing: PingClosing): Promise<void>;
  /** At most four at once of one endpoint, and one while it asks for less. */
  claimDue(limit: number, leaseMs: number): Promise<readonly ClaimedDelivery[]>;
  close(closings: readonly DeliveryClosing[], newId: () => string): Promise<void>;
}
