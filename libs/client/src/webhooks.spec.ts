import { Webhook } from 'standardwebhooks';
import { verifyWebhook, WebhookVerificationError, type WebhookBody } from './webhooks.js';
import { anEvent } from './testing/shapes.js';

const secret = `whsec_${Buffer.from('synthetic secret of 32 bytes ....').toString('base64')}`;
const { type, timestamp, ...event } = anEvent(7, { type: 'submission.decided', word: 'removed' });
const delivery: WebhookBody = {
  type,
  timestamp,
  data: {
    ...event,
    reportReference: 'UF-2026-000123',
    category: 'CYBERBULLYING',
    links: { self: 'https://uniflag.example/v1/reports/rep_01kb0000000000000000000000' },
  },
};
const body = JSON.stringify(delivery);

function headersSignedAt(at: Date): Record<string, string> {
  return {
    'webhook-id': event.id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign(event.id, at, body),
  };
}

describe('verifyWebhook', () => {
  const headers = headersSignedAt(new Date());

  it.each([
    ['text and plain headers', headers, body],
    ['bytes', headers, new TextEncoder().encode(body)],
    [
      'the headers of Node, lists among them',
      { ...headers, 'set-cookie': ['a', 'b'], host: undefined },
      body,
    ],
    ['the headers of fetch', new Headers(headers), body],
    [
      'names in capitals',
      Object.fromEntries(Object.entries(headers).map(([k, v]) => [k.toUpperCase(), v])),
      body,
    ],
  ])('reads a delivery given as %s', (_, given, content) => {
    expect(verifyWebhook(secret, given, content)).toEqual(delivery);
  });

  it('refuses what was changed, what another signed, what is old and what is not signed', () => {
    const otherSecret = `whsec_${Buffer.from('another synthetic secret').toString('base64')}`;
    const old = headersSignedAt(new Date(Date.now() - 301_000));
    for (const refused of [
      () => verifyWebhook(secret, headers, body.replace('removed', 'refused')),
      () => verifyWebhook(otherSecret, headers, body),
      () => verifyWebhook(secret, old, body),
      () => verifyWebhook(secret, {}, body),
    ])
      expect(refused).toThrow(WebhookVerificationError);
  });
});
