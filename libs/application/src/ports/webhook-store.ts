import type { ReportEvent } from '#core';
import type { AttemptPhases } from './webhook-transport.js';
import type { IdempotencyRecord, WrappedKey } from './report-store.js';

export interface NewEndpoint {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  /** The signing secret, encrypted with the endpoint's own key. */
  readonly secret: Uint8Array;
  readonly key: WrappedKey;
  readonly idempotency: IdempotencyRecord | null;
}

export interface WebhookEndpointView {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  readonly isEnabled: boolean;
  readonly disabledBecause: string | null;
  readonly version: number;
  readonly createdAtMs: number;
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
  readonly secret: Uint8Array;
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
export interface WebhookStore {
  create(endpoint: NewEndpoint): Promise<'created' | 'keyTaken'>;
  list(): Promise<readonly WebhookEndpointView[]>;
  /** @returns false where there is no such endpoint, or it no longer has this version */
  setEnabled(id: string, isEnabled: boolean, because: string | null, version?: number): Promise<boolean>;
  /** At most four at once of one endpoint, and one while it asks for less. */
  claimDue(limit: number, leaseMs: number): Promise<readonly ClaimedDelivery[]>;
  close(closings: readonly DeliveryClosing[], newId: () => string): Promise<void>;
}
