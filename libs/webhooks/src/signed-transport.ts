import type { WebhookMessage, WebhookTransport } from '#application';
import { toTypeId } from '#core';
import { eventBody } from './event-body.js';
import { signWebhook } from './sign-webhook.js';
import type { WebhookSender } from './webhook-sender.js';

/** Writes the thin body, signs it for this attempt, and posts it. */
export class SignedWebhookTransport implements WebhookTransport {
  /** @param apiUrl public address of the API, without a slash at its end; consumers fetch the report there */
  constructor(
    private readonly sender: WebhookSender,
    private readonly apiUrl: string,
    private readonly nowMs: () => number = Date.now,
  ) {}

  async deliver({
    url,
    secrets,
    event,
    reportReference,
    category,
  }: WebhookMessage): ReturnType<WebhookTransport['deliver']> {
    const self = `${this.apiUrl}/v1/reports/${toTypeId('rep', event.reportId)}`;
    const body = JSON.stringify(
      eventBody(event, { reportReference, categoryCode: category, links: { self } }),
    );
    const id = toTypeId('evt', event.id);
    const headers = signWebhook({ secrets, id, timestampSeconds: Math.floor(this.nowMs() / 1_000), body });
    return this.sender.send({ url, headers: { 'content-type': 'application/json', ...headers }, body });
  }
}
