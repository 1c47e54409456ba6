import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { Ending, unlessEnded } from './abort.js';
import { unreachable, type Fetch } from './retrying-fetch.js';
import type { FeedEvent } from './shapes.js';

/** What became of one delivery: the status it was answered with, or why there was no answer, such as `ECONNREFUSED`. */
export interface Forwarded {
  readonly status: number | null;
  readonly fault: string | null;
  readonly durationMs: number;
}

export interface Forwarding {
  readonly url: string;
  /** `whsec_…` */
  readonly secret: string;
  readonly fetch?: Fetch;
  readonly signal?: AbortSignal;
}

/**
 * Posts an event of the feed as Uniflag itself would deliver it to an endpoint of the format STANDARD: the same body,
 * headers and time to answer. Once: nothing is tried again, and no redirect is followed.
 */
export async function forwardEvent(event: FeedEvent, forwarding: Forwarding): Promise<Forwarded> {
  const { url, fetch = globalThis.fetch, signal } = forwarding;
  const { headers, body } = signedDelivery(event, forwarding.secret, new Date());
  const ending = new Ending(signal);
  const startedMs = performance.now();
  const outcome = (status: number | null, fault: string | null) => ({
    ...{ status, fault, durationMs: Math.round(performance.now() - startedMs) },
  });
  try {
    ending.endIn(timeoutMs);
    const request = new Request(url, {
      ...{ method: 'POST', headers, body, redirect: 'manual', signal: ending.signal },
    });
    const response = await unlessEnded(fetch(request), ending.signal);
    // The status alone counts; what else the consumer says is not read.
    await response.body?.cancel();
    return outcome(response.status, null);
  } catch (error) {
    signal?.throwIfAborted();
    return outcome(null, unreachable(url, error).reason);
  } finally {
    ending.release();
  }
}

/** Body and headers of a delivery, signed at a time. */
export function signedDelivery(
  { type, timestamp, ...data }: FeedEvent,
  secret: string,
  at: Date,
): { readonly headers: Readonly<Record<string, string>>; readonly body: string } {
  const body = JSON.stringify({ type, timestamp, data });
  return {
    headers: {
      ...{ 'content-type': 'application/json', 'user-agent': 'Uniflag-Webhooks/1', 'webhook-id': data.id },
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(secret).sign(data.id, at, body),
    },
    body,
  };
}

/** A fresh signing secret, for trying a consumer out. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** Whether it is written as signing secrets are: `whsec_` and 24 to 64 bytes as base64. */
export function isWebhookSecret(text: string): boolean {
  const [, base64 = ''] =
    /^whsec_((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/.exec(text) ?? [];
  const bytes = Buffer.byteLength(base64, 'base64');
  return bytes >= 24 && bytes <= 64;
}

const timeoutMs = 20_000;
