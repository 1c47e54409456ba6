import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openHouse, type House } from '../../../../test/support/house.js';

const report = {
  category: 'CYBERBULLYING',
  targets: [{ input: 'https://youtu.be/SYNTHETIC_1' }],
  explanation: 'Synthetic explanation written for a test.',
  goodFaith: true,
  caller: { role: 'PARENT' },
  language: 'en',
};
const hourMs = 3_600_000;

let house: House;
let consumer: Server;
let status = 500;
let endpoint: string;
const received: string[] = [];
beforeAll(async () => {
  house = await openHouse();
  await house.scenario('youtube', {}, [{ afterMs: 0, fault: 'silence' }]);
  consumer = createServer((request, response) => {
    const id = String(request.headers['webhook-id']);
    // A ping is answered, so that the endpoint is there; the first delivery makes a connection of its own.
    if (id.startsWith('png_')) {
      response.writeHead(204, { connection: 'close' }).end();
      return;
    }
    received.push(id);
    response.writeHead(status).end('synthetic complaint');
  });
  await new Promise<void>((resolve) => consumer.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(consumer.address() as AddressInfo).port}/hook`;
  ({ id: endpoint } = (await house.request<any>('POST', '/v1/webhooks/endpoints', { url })).body);
  await house.request('POST', '/v1/reports', report);
  await house.settle();
});
afterAll(async () => {
  await house.close();
  consumer.closeAllConnections();
  await new Promise((done) => consumer.close(done));
});

const get = async (path: string) => (await house.request<any>('GET', `/v1/webhooks/${path}`)).body;
const post = (path: string, body?: object) => house.request<any>('POST', `/v1/webhooks/${path}`, body);
const first = async () => (await get(`endpoints/${endpoint}/deliveries?type=report.created`)).data[0];

it('shows each attempt with its times and what the consumer answered, and when it is tried again', async () => {
  const delivery = await first();
  expect(delivery).toMatchObject({
    state: 'WAITING',
    attempts: 1,
    endpointId: endpoint,
    eventId: received[0],
  });
  const shown = await get(`deliveries/${delivery.id}`);
  expect(shown.attemptLog).toEqual([
    {
      ...{ number: 1, at: expect.any(String), outcome: 'rejected', errorClass: 'status', status: 500 },
      ...{ durationMs: expect.any(Number), dnsMs: null, connectMs: expect.any(Number), tlsMs: null },
      ...{ firstByteMs: expect.any(Number), answer: 'synthetic complaint' },
    },
  ]);
  const times = shown.schedule.map((time: string) => Date.parse(time));
  expect(times[0]).toBe(Date.parse(delivery.nextAttemptAt));
  expect(times.slice(1).map((time: number, n: number) => time - times[n])).toEqual(
    house.config.webhooks.retryScheduleMs.slice(1),
  );
});

it('says what an endpoint missed, holds only that report, and puts it back', async () => {
  for (const waitMs of house.config.webhooks.retryScheduleMs) {
    await house.pass(waitMs * 1.3);
    await house.worker().sweep();
    await house.settle();
  }
  const delivery = await first();
  expect(delivery).toMatchObject({ state: 'EXHAUSTED', nextAttemptAt: null });
  expect((await get(`deliveries/${delivery.id}`)).schedule).toEqual([]);
  const missed = await get(`endpoints/${endpoint}/missed`);
  expect(missed).toMatchObject({ exhausted: 1, oldestAt: expect.any(String) });
  const { data: notices } = await get(`endpoints/${endpoint}/notices`);
  expect(notices.map(({ kind }: any) => kind)).toContain('delivery.exhausted');
  const figures = await (await fetch(`${house.apiUrl}/metrics`)).text();
  expect(figures).toContain(`uniflag_webhook_open{endpoint="${endpoint}"}`);
  expect(figures).not.toContain('127.0.0.1');
  expect(missed.held).toMatchObject([{ deliveryId: delivery.id, reportId: delivery.reportId }]);

  status = 204;
  const since = new Date(Date.now() - hourMs).toISOString();
  expect((await post(`endpoints/${endpoint}/recover`, { since })).body).toEqual({ putBack: 1 });
  await house.settle();
  expect((await post(`endpoints/${endpoint}/recover`, { since })).body).toEqual({ putBack: 0 });
  expect(await get(`endpoints/${endpoint}/missed`)).toMatchObject({ waiting: 0, exhausted: 0, held: [] });
});

it('sends one, some and all that fit again', async () => {
  const { id, eventId } = await first();
  const times = () => received.filter((each) => each === eventId).length;
  const before = times();
  expect((await post(`deliveries/${id}/resend`)).body).toMatchObject({ id, state: expect.any(String) });
  await house.settle();
  expect((await post(`endpoints/${endpoint}/resend`, { deliveries: [id] })).body).toEqual({ putBack: 1 });
  await house.settle();
  const filter = { type: 'report.created', state: 'DELIVERED' };
  expect((await post(`endpoints/${endpoint}/resend`, { filter })).body).toEqual({ putBack: 1 });
  await house.settle();
  expect(times()).toBe(before + 3);
  expect((await post(`deliveries/${id}/skip`)).body).toMatchObject({ state: 'DELIVERED', skippedBy: null });
});

it.each<[string, string, object | undefined, number, string]>([
  ['both', 'resend', { deliveries: ['dlv_01kb0000000000000000000000'], filter: {} }, 422, '/deliveries'],
  ['neither', 'resend', {}, 422, '/deliveries'],
  ['an unknown state', 'resend', { filter: { state: 'LOST' } }, 422, '/filter/state'],
  ['no time', 'recover', {}, 422, '/since'],
  ['a time long ago', 'recover', { since: '2020-01-01' }, 422, '/since'],
  ['a time to come', 'recover', { since: '2090-01-01' }, 422, '/since'],
])('says what is wrong with %s', async (_what, act, body, wanted, pointer) => {
  const answer = await post(`endpoints/${endpoint}/${act}`, body);
  expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([wanted, pointer]);
});

it('knows no delivery and no endpoint that is not there', async () => {
  for (const path of ['deliveries/dlv_01kb0000000000000000000000', 'deliveries/x', 'endpoints/x/missed'])
    expect((await house.request('GET', `/v1/webhooks/${path}`)).status).toBe(404);
});
