import type { EventType, ReportEvent, WebhookFormat } from '#core';

export interface WebhookMessage {
  readonly url: string;
  readonly format: WebhookFormat;
  /** Signing secrets: one, or two while a secret is being rotated. */
  readonly secrets: readonly string[];
  readonly event: ReportEvent;
  readonly reportReference: string;
  readonly category: string;
}

/** Asks whether somebody is there who takes deliveries. */
export interface PingMessage {
  readonly url: string;
  readonly format: WebhookFormat;
  readonly secrets: readonly string[];
  readonly endpointId: string;
  readonly pingId: string;
  /** Of the synthetic event to send; null is a ping. */
  readonly type: EventType | null;
}

/** Where the time of an attempt went, in milliseconds; null what it did not come to, or a kept connection spared it. */
export interface AttemptPhases {
  readonly dnsMs: number | null;
  readonly connectMs: number | null;
  readonly tlsMs: number | null;
  /** From the request until the head of the answer. */
  readonly firstByteMs: number | null;
}

export interface DeliveryResult {
  readonly outcome: 'delivered' | 'rejected' | 'gone' | 'aborted' | 'unreachable' | 'blocked' | 'timedOut';
  readonly status?: number;
  readonly retryAfterMs?: number;
  readonly durationMs: number;
  readonly phases?: AttemptPhases;
  /** The beginning of what the consumer answered. */
  readonly answer?: string;
  /** Where it failed, such as `dns`, `tls` or `status`. */
  readonly errorClass?: string;
}

/** Signs and posts one event or ping. Never throws for what a consumer does. */
export interface WebhookTransport {
  deliver(message: WebhookMessage): Promise<DeliveryResult>;
  ping(message: PingMessage): Promise<DeliveryResult>;
}
