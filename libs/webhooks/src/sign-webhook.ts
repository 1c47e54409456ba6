import { randomBytes as cryptoRandomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

export interface UnsignedWebhook {
  /** `whsec_…`; while a secret is being rotated the old one too. At least one. */
  readonly secrets: readonly string[];
  /** Stable over all attempts, so that consumers can drop repeats. */
  readonly id: string;
  /** When this attempt is made, in seconds since 1970: consumers refuse what is 5 minutes old. */
  readonly timestampSeconds: number;
  /** Exactly what is sent. */
  readonly body: string;
  /** Signs with the installation's Ed25519 key; absent gives no `v1a`. */
  readonly sign?: ((text: Uint8Array) => Uint8Array) | undefined;
}

export interface WebhookHeaders {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  /** One `v1,<base64>` a secret, and one `v1a,<base64>` of the installation's key, separated by spaces. */
  readonly 'webhook-signature': string;
}

/** The headers of one attempt, as Standard Webhooks 1.0 has them. */
export function signWebhook(webhook: UnsignedWebhook): WebhookHeaders {
  const { secrets, id, timestampSeconds, body, sign } = webhook;
  if (secrets.length === 0) throw new Error('a webhook needs at least one secret');
  const timestamp = new Date(timestampSeconds * 1_000);
  const signed = Buffer.from(`${id}.${timestampSeconds}.${body}`);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': [
      ...secrets.map((secret) => new Webhook(secret).sign(id, timestamp, body)),
      ...(sign ? [`v1a,${Buffer.from(sign(signed)).toString('base64')}`] : []),
    ].join(' '),
  };
}

/** A fresh secret: `whsec_` and 32 random bytes as base64. Shown once to the consumer, stored encrypted. */
export function newWebhookSecret(randomBytes: (size: number) => Uint8Array = cryptoRandomBytes): string {
  return `whsec_${Buffer.from(randomBytes(32)).toString('base64')}`;
}
