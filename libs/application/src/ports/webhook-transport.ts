import type { ReportEvent } from '#core';

export interface WebhookMessage {
  readonly url: string;
  /** Signing secrets: one, or two while a secret is being rotated. */
  readonly secrets: readonly string[];
  readonly event: ReportEvent;
  readonly reportReference: string;
  readonly category: string;
}

/** Signs and posts one event. Never throws for what a consumer does. */
export interface WebhookTransport {
  deliver(message: WebhookMessage): Promise<{
    readonly outcome: 'delivered' | 'rejected' | 'gone' | 'unreachable' | 'blocked' | 'timedOut';
    readonly status?: number;
    readonly retryAfterMs?: number;
    readonly durationMs: number;
    /** Where it failed, such as `dns`, `tls` or `status`. */
    readonly errorClass?: string;
  }>;
}
