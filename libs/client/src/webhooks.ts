import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import type { FeedEvent } from './shapes.js';

export * from './webhook-delivery.js';
export { WebhookVerificationError };

/** What a webhook brings. A door of its own: browsers receive none, and need not load what checks a signature. Source: docs/webhooks.md. */
export interface WebhookBody {
  readonly type: FeedEvent['type'];
  /** When it happened, ISO 8601. */
  readonly timestamp: string;
  readonly data: Omit<FeedEvent, 'type' | 'timestamp'>;
}

/** What an endpoint is asked before it gets events; it is no event, and answering 2xx is all there is to do. */
export interface WebhookPing {
  readonly type: 'ping';
  readonly timestamp: string;
  readonly data: { readonly id: string; readonly endpointId: string };
}

/**
 * Reads a delivery of ours after checking its signature and age (five minutes at most).
 *
 * @param secret  `whsec_…`, as shown when the endpoint was created
 * @param headers as received, in any case
 * @param body    exactly the bytes received, before any JSON parser
 * @throws WebhookVerificationError where it is not from us, was changed on its way, or is too old
 */
export function verifyWebhook(
  secret: string,
  headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>,
  body: string | Uint8Array,
): WebhookBody | WebhookPing {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  return new Webhook(secret).verify(text, signatureHeaders(headers)) as WebhookBody | WebhookPing;
}

function signatureHeaders(headers: Parameters<typeof verifyWebhook>[1]): Record<string, string> {
  const entries = headers instanceof Headers ? [...headers.entries()] : Object.entries(headers);
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}
