import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { newWebhookSecret, signWebhook } from './sign-webhook.js';

/** Published with the Standard Webhooks libraries (test "sign function works"). */
const published = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestampSeconds: 1_614_265_330,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

const nowSeconds = Math.floor(Date.now() / 1_000);
const body = JSON.stringify({ type: 'submission.sent', text: 'synthetic é 🙂' });

/** As a consumer without any package would. */
function plainSignature(secret: string, id: string, timestampSeconds: number, text: string): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestampSeconds}.${text}`).digest('base64')}`;
}

function aDelivery(secrets: readonly string[], timestampSeconds = nowSeconds) {
  return { ...signWebhook({ secrets, id: 'evt_synthetic', timestampSeconds, body }) };
}

describe('signWebhook', () => {
  it('gives the published signature', () => {
    const { secret, signature, ...unsigned } = published;
    expect(signWebhook({ ...unsigned, secrets: [secret] })).toEqual({
      'webhook-id': published.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': signature,
    });
  });

  it('agrees with plain node:crypto on any body', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(4_000_000_000), (text, timestampSeconds) => {
        const secret = newWebhookSecret();
        const headers = signWebhook({ secrets: [secret], id: 'evt_synthetic', timestampSeconds, body: text });
        expect(headers['webhook-signature']).toBe(
          plainSignature(secret, 'evt_synthetic', timestampSeconds, text),
        );
      }),
    );
  });

  it.each([
    ['standardwebhooks', Webhook],
    ['svix', SvixWebhook],
  ])(
    'is verified by %s, which refuses another secret, a changed body and an old timestamp',
    (_name, Verifier) => {
      const secret = newWebhookSecret();
      const headers = aDelivery([secret]);
      expect(new Verifier(secret).verify(body, headers)).toEqual(JSON.parse(body));
      expect(() => new Verifier(newWebhookSecret()).verify(body, headers)).toThrow('No matching signature');
      expect(() => new Verifier(secret).verify(`${body} `, headers)).toThrow('No matching signature');
      expect(() => new Verifier(secret).verify(body, aDelivery([secret], nowSeconds - 301))).toThrow(
        'too old',
      );
      expect(() => new Verifier(secret).verify(body, aDelivery([secret], nowSeconds + 310))).toThrow(
        'too new',
      );
    },
  );

  it('is verified with the old and with the new secret while one is being rotated', () => {
    const [old, fresh] = [newWebhookSecret(), newWebhookSecret()];
    const headers = aDelivery([fresh, old]);
    expect(headers['webhook-signature'].split(' ')).toHaveLength(2);
    for (const secret of [old, fresh])
      for (const Verifier of [Webhook, SvixWebhook])
        expect(new Verifier(secret).verify(body, headers)).toEqual(JSON.parse(body));
  });

  it('has a signature of the installation beside, over the same text, where there is a key', () => {
    const sign = (text: Uint8Array) => Buffer.from(`signed ${Buffer.from(text).toString()}`);
    const secret = newWebhookSecret();
    const unsigned = { secrets: [secret], id: 'evt_synthetic', timestampSeconds: nowSeconds, body };
    const headers = { ...signWebhook({ ...unsigned, sign }) };
    const [v1, v1a] = headers['webhook-signature'].split(' ');
    expect(v1).toBe(signWebhook(unsigned)['webhook-signature']);
    const signed = Buffer.from(`signed evt_synthetic.${nowSeconds}.${body}`);
    expect(v1a).toBe(`v1a,${signed.toString('base64')}`);
    for (const Verifier of [Webhook, SvixWebhook])
      expect(new Verifier(secret).verify(body, headers)).toEqual(JSON.parse(body));
  });

  it('signs nothing without a secret', () => {
    expect(() => aDelivery([])).toThrow('at least one secret');
  });
});

describe('newWebhookSecret', () => {
  it('is whsec_ and base64 of the 32 bytes drawn', () => {
    const bytes = Uint8Array.from({ length: 32 }, (_, index) => index);
    expect(newWebhookSecret(() => bytes)).toBe('whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=');
  });

  it('never repeats', () => {
    expect(new Set(Array.from({ length: 50 }, () => newWebhookSecret())).size).toBe(50);
  });
});
