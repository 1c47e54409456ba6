import type { DeliveryResult, PingMessage, WebhookMessage, WebhookTransport } from '#application';
import { toldBody, type EventBody } from './event-body.js';
import { syntheticBody } from './event-catalogue.js';
import { pingBody, type PingBody } from './ping-body.js';
import { signWebhook } from './sign-webhook.js';
import { webhookContent } from './webhook-format.js';
import type { WebhookSender } from './webhook-sender.js';

/** Writes a thin body, signs it for this attempt, and posts it. */
export class SignedWebhookTransport implements WebhookTransport {
  /**
   * @param apiUrl public address of the API, without a slash at its end; consumers fetch the report there
   * @param sign   signs with the installation's Ed25519 key; absent gives no `v1a`
   */
  constructor(
    private readonly sender: WebhookSender,
    private readonly apiUrl: string,
    private readonly nowMs: () => number = Date.now,
    private readonly sign?: (text: Uint8Array) => Uint8Array,
  ) {}

  async deliver(message: WebhookMessage): Promise<DeliveryResult> {
    return this.send(message, toldBody(message, this.apiUrl));
  }

  async ping(message: PingMessage): Promise<DeliveryResult> {
    const { endpointId, pingId, type } = message;
    const nowMs = this.nowMs();
    const body = type === null ? pingBody(endpointId, pingId, nowMs) : syntheticBody(type, pingId, nowMs);
    return this.send(message, body);
  }

  private send(
    { url, format, secrets }: WebhookMessage | PingMessage,
    content: EventBody | PingBody,
  ): Promise<DeliveryResult> {
    const { headers: described, body } = webhookContent(format, content, this.apiUrl);
    const timestampSeconds = Math.floor(this.nowMs() / 1_000);
    const headers = signWebhook({
      ...{ secrets, id: content.data.id, timestampSeconds, body, sign: this.sign },
    });
    return this.sender.send({ url, headers: { ...described, ...headers }, body });
  }
}
