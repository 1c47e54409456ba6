import { LocalApi } from './testing/local-api.js';
import { aFeedEvent } from './testing/shapes.js';
import { forwardEvent, isWebhookSecret, newWebhookSecret } from './webhook-delivery.js';
import { verifyWebhook } from './webhooks.js';

const secret = newWebhookSecret();
const event = aFeedEvent(7, { type: 'submission.decided', word: 'removed' });

describe('forwarding an event', () => {
  let consumer: LocalApi;
  beforeEach(async () => {
    consumer = await new LocalApi().start();
  });
  afterEach(() => consumer.stop());
  const forward = () => forwardEvent(event, { url: `${consumer.url}/hook`, secret });

  it('posts what a consumer verifies, and says how it was answered', async () => {
    consumer.gives((response) => void response.writeHead(202).end('synthetic answer'));
    expect(await forward()).toEqual({ status: 202, fault: null, durationMs: expect.any(Number) });
    const [{ method, url, headers, body }] = consumer.calls as [any];
    expect([method, url, headers['content-type']]).toEqual(['POST', '/hook', 'application/json']);
    const { type, timestamp, ...data } = event;
    expect(verifyWebhook(secret, headers, body)).toEqual({ type, timestamp, data });
    expect(headers).toMatchObject({ 'webhook-id': event.id, 'user-agent': 'Uniflag-Webhooks/1' });
  });

  it('follows no redirect and tries nothing again', async () => {
    consumer.gives((response) => void response.writeHead(307, { location: '/elsewhere' }).end());
    expect(await forward()).toMatchObject({ status: 307 });
    expect(consumer.calls).toHaveLength(1);
  });

  it('says why there was no answer', async () => {
    const { url } = consumer;
    consumer.gives((response) => void response.destroy());
    expect(await forward()).toMatchObject({ status: null, fault: expect.stringMatching(/^[A-Z_]+$/) });
    await consumer.stop();
    consumer = await new LocalApi().start();
    expect(await forwardEvent(event, { url, secret })).toMatchObject({ status: null, fault: 'ECONNREFUSED' });
  });

  it('ends with its signal, whose reason it throws', async () => {
    const ending = new AbortController();
    consumer.gives(() => ending.abort(new Error('enough')));
    const { signal } = ending;
    await expect(forwardEvent(event, { url: consumer.url, secret, signal })).rejects.toThrow('enough');
  });
});

describe('a signing secret', () => {
  it('is another one each time', () => {
    expect(isWebhookSecret(secret)).toBe(true);
    expect(newWebhookSecret()).not.toBe(secret);
  });

  it.each([
    '',
    'whsec_',
    'secret',
    'whsec_c2hvcnQ=',
    `whsec_${'A'.repeat(88)}`,
    'whsec_not base64 at all, but long enough',
  ])('is not written as %j', (text) => {
    expect(isWebhookSecret(text)).toBe(false);
  });
});
