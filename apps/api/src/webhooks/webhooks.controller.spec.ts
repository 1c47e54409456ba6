import { createPublicKey, randomBytes, verify, type JsonWebKey } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Webhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { eventTypes, type EventType } from '#core';
import { eventSchema } from '#webhooks';
import { openHouse, type House } from '../../../../test/support/house.js';
import { brokenPromises } from '../../../../test/support/invariants.js';

const path = '/v1/webhooks/endpoints';
let house: House;
let url: string;
let answers: number[];
let arrived: { type: string; headers: Record<string, string>; body: string; data: any }[];
const consumer = createServer((request, response) => {
  void bodyOf(request).then((body) => {
    const { type, data } = JSON.parse(body);
    arrived.push({ type, data, body, headers: request.headers as Record<string, string> });
    response.writeHead(answers.shift() ?? 204).end();
  });
});
async function bodyOf(request: IncomingMessage): Promise<string> {
  return Buffer.concat(await request.toArray()).toString('utf8');
}

beforeAll(async () => {
  await new Promise<void>((resolve) => consumer.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(consumer.address() as AddressInfo).port}/hook`;
  const signingKey = randomBytes(32).toString('base64');
  house = await openHouse({ env: { UNIFLAG_WEBHOOKS__SIGNING_KEY: signingKey } });
});
afterAll(async () => {
  consumer.close();
  await house.close();
});
beforeEach(() => {
  answers = [];
  arrived = [];
});
afterEach(async () => {
  const { body } = await house.request<any>('GET', path);
  for (const { id } of body.data) await remove(id);
});

async function create(more: object = {}) {
  const made = await house.request<any>('POST', path, { url, ...more });
  expect(made.status).toBe(201);
  await house.settle();
  return made.body;
}
const read = async (id: string) => (await house.request<any>('GET', `${path}/${id}`)).body;
const etagOf = async (id: string) => (await house.request('GET', `${path}/${id}`)).headers.get('etag') ?? '';
const change = async (id: string, to: object) =>
  house.request<any>('PATCH', `${path}/${id}`, to, { 'if-match': await etagOf(id) });
const remove = async (id: string) =>
  house.request('DELETE', `${path}/${id}`, undefined, { 'if-match': await etagOf(id) });
async function file(more: object = {}) {
  const answer = await house.request<any>('POST', '/v1/reports', {
    category: 'CYBERBULLYING',
    targets: [{ input: `https://youtu.be/SYNTH_${Math.random().toString(36).slice(2, 7)}` }],
    explanation: 'Synthetic explanation for a test.',
    goodFaith: true,
    caller: { role: 'PARENT' },
    language: 'en',
    ...more,
  });
  expect(answer.status).toBe(201);
  await house.settle();
  return answer.body.id as string;
}
const typesOf = (reportId: string) =>
  arrived.filter(({ data }) => data.reportId === reportId).map(({ type }) => type);

describe('a new endpoint', () => {
  it('is active once its address answered a signed ping', async () => {
    const { id, secret, state } = await create();
    expect(state).toBe('UNPROVEN');
    expect(await read(id)).toMatchObject({
      state: 'ACTIVE',
      lastPing: { outcome: 'delivered', status: 204 },
    });
    const [ping] = arrived;
    expect(new Webhook(secret).verify(ping!.body, ping!.headers)).toMatchObject({
      type: 'ping',
      data: { endpointId: id, id: ping!.headers['webhook-id'] },
    });
  });

  it('shows its secret once, and keeps it nowhere in clear', async () => {
    const { id, secret } = await create();
    expect(secret).toMatch(/^whsec_/);
    const bare = secret.slice('whsec_'.length);
    for (const at of [path, `${path}/${id}`, `${path}/${id}/deliveries`, `${path}/${id}/notices`])
      expect(JSON.stringify((await house.request<any>('GET', at)).body)).not.toContain(bare);
    expect(await brokenPromises(house.database.pool, [secret, bare])).toEqual([]);
  });

  it('keeps its events until then, and is asked again when somebody wants it', async () => {
    answers = [500];
    const { id } = await create();
    const reportId = await file();
    expect(typesOf(reportId)).toEqual([]);
    expect(await read(id)).toMatchObject({
      state: 'UNPROVEN',
      lastPing: { outcome: 'rejected', status: 500 },
    });
    expect((await house.request('POST', `${path}/${id}/ping`)).status).toBe(202);
    await house.settle();
    expect((await read(id)).state).toBe('ACTIVE');
    expect(typesOf(reportId)[0]).toBe('report.created');
  });

  it('is pinged again by itself', async () => {
    answers = [500, 500];
    const { id } = await create();
    await house.pass(15_000);
    await house.worker().sweep();
    await house.settle();
    await house.pass(90_000);
    await house.worker().sweep();
    await house.settle();
    expect(arrived.map(({ type }) => type)).toEqual(['ping', 'ping', 'ping']);
    expect((await read(id)).state).toBe('ACTIVE');
  });
});

describe('a consumer that answers a ping with 410', () => {
  it('is not asked again before somebody wants it', async () => {
    answers = [410];
    const { id } = await create();
    await house.pass(86_400_000);
    await house.worker().sweep();
    await house.settle();
    expect(arrived).toHaveLength(1);
    expect(await read(id)).toMatchObject({ state: 'UNPROVEN', lastPing: { outcome: 'gone', status: 410 } });
    await house.request('POST', `${path}/${id}/ping`);
    await house.settle();
    expect((await read(id)).state).toBe('ACTIVE');
    expect(JSON.stringify(house.log.of('webhook.pinged'))).not.toContain('127.0.0.1');
  });
});

describe('the filter of an endpoint', () => {
  it.each([
    [{ events: ['report.*'] }, /^report\./],
    [{ platforms: ['youtube'] }, /^submission\./],
    [{ categories: ['CYBERBULLYING'], events: ['submission.sent'] }, /^submission\.sent$/],
  ])('%j lets through what it names', async (filter, named) => {
    const { id } = await create(filter);
    expect(await read(id)).toMatchObject(filter);
    const types = typesOf(await file());
    expect(types.length).toBeGreaterThan(0);
    for (const type of types) expect(type).toMatch(named);
  });

  it.each([{ platforms: ['facebook'] }, { categories: ['GROOMING'] }, { sla: ['BREACHED'] }])(
    '%j keeps back what it does not name',
    async (filter) => {
      await create(filter);
      expect(typesOf(await file())).toEqual([]);
    },
  );

  it.each([
    [{ events: ['report.nothing'] }, '/events', 'WEBHOOK.EVENT_UNKNOWN'],
    [{ events: ['*'] }, '/events', 'WEBHOOK.EVENT_UNKNOWN'],
    [{ platforms: ['nowhere'] }, '/platforms', 'WEBHOOK.PLATFORM_UNKNOWN'],
    [{ categories: [] }, '/categories', 'WEBHOOK.FILTER_EMPTY'],
  ])('%j is refused', async (filter, pointer, code) => {
    const { status, body } = await house.request<any>('POST', path, { url, ...filter });
    expect([status, body.errors[0].pointer, body.errors[0].code]).toEqual([422, pointer, code]);
  });

  it('works on for the rest where a type no longer exists, and says so', async () => {
    const { id } = await create();
    await house.database.pool.query(`UPDATE webhook_endpoints SET events = '{report.created,report.former}'`);
    expect(await read(id)).toMatchObject({ unknownEvents: ['report.former'] });
    expect(typesOf(await file())).toEqual(['report.created']);
    expect((await change(id, { description: 'kept' })).status).toBe(200);
    const { status, body } = await change(id, { events: null });
    expect([status, body.events, body.unknownEvents]).toEqual([200, null, []]);
  });
});

describe('changing an endpoint', () => {
  it('to another address has it proven anew; events wait meanwhile', async () => {
    const { id } = await create();
    answers = [500];
    const { body } = await change(id, { url: `${url}?moved` });
    expect(body.state).toBe('UNPROVEN');
    await house.settle();
    const reportId = await file();
    expect(typesOf(reportId)).toEqual([]);
    await house.request('POST', `${path}/${id}/ping`);
    await house.settle();
    expect(typesOf(reportId)[0]).toBe('report.created');
  });

  it('to PAUSED keeps events, to DISABLED does not', async () => {
    const { id } = await create();
    expect((await change(id, { state: 'PAUSED' })).body.state).toBe('PAUSED');
    const kept = await file();
    expect((await change(id, { state: 'DISABLED' })).body.state).toBe('DISABLED');
    const lost = await file();
    const { body } = await change(id, { state: 'ACTIVE' });
    expect(body.state).toBe('ACTIVE');
    expect(Date.parse(body.hearsSince)).toBeGreaterThan(Date.parse(body.createdAt));
    await house.settle();
    expect(typesOf(kept).length).toBeGreaterThan(0);
    expect(typesOf(lost)).toEqual([]);
  });

  it('refuses what is no state, and an address inside', async () => {
    const { id } = await create();
    expect((await change(id, { state: 'GONE' })).status).toBe(422);
    expect((await change(id, { url: 'ftp://consumer.example' })).body.errors[0].pointer).toBe('/url');
  });
});

describe('the signature of the installation', () => {
  const isSigned = (
    key: JsonWebKey,
    { headers, body }: { headers: Record<string, string>; body: string },
  ) => {
    const signatures = headers['webhook-signature']!.split(' ').filter((each) => each.startsWith('v1a,'));
    const signed = Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`);
    const publicKey = createPublicKey({ key, format: 'jwk' });
    return signatures.some((each) => verify(null, signed, publicKey, Buffer.from(each.slice(4), 'base64')));
  };

  it('is verified with the published key, and by who knows v1 alone passed over', async () => {
    const { secret } = await create();
    const answer = await fetch(`${house.apiUrl}/.well-known/webhooks/jwks.json`);
    expect(answer.headers.get('content-type')).toContain('application/jwk-set+json');
    const { keys } = (await answer.json()) as { keys: JsonWebKey[] };
    expect(keys).toMatchObject([{ kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: 'EdDSA' }]);
    const [ping] = arrived;
    expect(isSigned(keys[0]!, ping!)).toBe(true);
    expect(isSigned(keys[0]!, { ...ping!, body: `${ping!.body} ` })).toBe(false);
    const other = { ...keys[0]!, x: randomBytes(32).toString('base64url') };
    expect(isSigned(other, ping!)).toBe(false);
    for (const Verifier of [Webhook, SvixWebhook])
      expect(new Verifier(secret).verify(ping!.body, ping!.headers)).toMatchObject({ type: 'ping' });
  });
});

describe('a synthetic event', () => {
  it('of any type goes to one endpoint, signed and marked', async () => {
    const { id, secret } = await create({ events: ['report.created'] });
    await create();
    arrived = [];
    const asked = await house.request<any>('POST', `${path}/${id}/ping`, { type: 'submission.decided' });
    expect(asked.status).toBe(202);
    await house.settle();
    expect(arrived.map(({ type }) => type)).toEqual(['submission.decided']);
    const { body, headers } = arrived[0]!;
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({ data: { isSynthetic: true } });
    expect((await house.request('POST', `${path}/${id}/ping`, { type: 'nothing' })).status).toBe(422);
  });
});

describe('the event catalogue', () => {
  it('has a schema that takes each body that really arrives, and knows every field of it', async () => {
    const { body } = await house.request<any>('GET', '/v1/webhooks/event-types');
    expect(body.data.map(({ type }: any) => type)).toEqual(eventTypes);
    const ajv = new Ajv2020({ formats: { uri: true } });
    await create();
    await file();
    const events = arrived.filter(({ type }) => type !== 'ping');
    expect(new Set(events.map(({ type }) => type)).size).toBeGreaterThan(3);
    for (const { type, body: arrivedBody } of events) {
      const { schema } = body.data.find((each: any) => each.type === type);
      for (const each of [schema, eventSchema(type as EventType, { isClosed: true })])
        expect([type, ajv.validate(each, JSON.parse(arrivedBody))]).toEqual([type, true]);
    }
  });
});

describe('deleting an endpoint', () => {
  it('ends what waits for it, destroys its secret and key, and keeps its rows', async () => {
    answers = [500];
    const { id } = await create();
    await file();
    expect((await remove(id)).status).toBe(204);
    expect((await house.request('GET', `${path}/${id}`)).status).toBe(404);
    expect((await house.request('POST', `${path}/${id}/ping`)).status).toBe(404);
    const { rows } = await house.database.pool.query(
      `SELECT DISTINCT d.state, length(w.secret) AS secret, (SELECT count(*)::int FROM data_keys WHERE owner_id = w.id) AS keys
       FROM webhook_deliveries d JOIN webhook_endpoints w ON w.id = d.endpoint_id WHERE w.deleted_at > now() - interval '5 seconds'
       AND d.state <> 'DELIVERED'`,
    );
    expect(rows).toEqual([{ state: 'SKIPPED', secret: 0, keys: 0 }]);
  });

  it('wants the version as read', async () => {
    const { id } = await create();
    expect((await house.request('DELETE', `${path}/${id}`)).status).toBe(428);
    const stale = { 'if-match': '"99"' };
    expect((await house.request('DELETE', `${path}/${id}`, undefined, stale)).status).toBe(412);
  });
});

describe('the pace of an endpoint', () => {
  const setPace = async (id: string, pace: object, etag?: string) =>
    house.request<any>('PUT', `${path}/${id}/pace`, pace, { 'if-match': etag ?? (await etagOf(id)) });

  it('is shown as it was set, in the list too, with an ETag for the next change', async () => {
    const { id, ...made } = await create();
    expect(made).toMatchObject({ isOrdered: true, ratePerMinute: null });
    const { status, body, headers } = await setPace(id, { isOrdered: false, ratePerMinute: 60 });
    expect([status, body]).toMatchObject([200, { id, isOrdered: false, ratePerMinute: 60 }]);
    expect(headers.get('etag')).toBe(await etagOf(id));
    const { body: listed } = await house.request<any>('GET', path);
    expect(listed.data).toMatchObject([{ id, isOrdered: false, ratePerMinute: 60 }]);
    const again = await setPace(id, { isOrdered: true }, headers.get('etag') ?? '');
    expect([again.status, again.body]).toMatchObject([200, { isOrdered: true, ratePerMinute: null }]);
    expect(await read(id)).toMatchObject({ isOrdered: true, ratePerMinute: null });
  });

  it('wants the version as read', async () => {
    const { id } = await create();
    const pace = { isOrdered: false };
    const without = await house.request<any>('PUT', `${path}/${id}/pace`, pace);
    expect([without.status, without.body.code]).toEqual([428, 'IF_MATCH.NEEDED']);
    const etag = await etagOf(id);
    await change(id, { description: 'changed meanwhile' });
    const stale = await setPace(id, pace, etag);
    expect([stale.status, stale.body.code]).toEqual([412, 'ENDPOINT.CHANGED']);
    expect((await setPace(id, pace, 'W/"1"')).status).toBe(412);
    expect(await read(id)).toMatchObject({ isOrdered: true });
  });

  it.each([
    [{ isOrdered: true, ratePerMinute: 0 }, '/ratePerMinute'],
    [{ isOrdered: true, ratePerMinute: 10_001 }, '/ratePerMinute'],
    [{ ratePerMinute: 60 }, '/isOrdered'],
  ])('names what is wrong with %j', async (pace, pointer) => {
    const { id } = await create();
    const { status, body } = await setPace(id, pace);
    expect([status, body.errors[0].pointer]).toEqual([422, pointer]);
  });

  it('is of an endpoint that is there', async () => {
    const pace = { isOrdered: true };
    expect((await setPace('wep_01kb0000000000000000000000', pace, '"1"')).status).toBe(404);
  });
});

describe('rotating a secret', () => {
  const rotate = (id: string, body: object = {}, headers = {}) =>
    house.request<any>('POST', `${path}/${id}/rotate-secret`, body, headers);
  const signedWith = (secret: string) => {
    const { body, headers } = arrived.at(-1)!;
    try {
      new Webhook(secret).verify(body, headers);
      return true;
    } catch {
      return false; // says so by throwing
    }
  };

  it('signs with both until the overlap is over, and then destroys the earlier one', async () => {
    const { id, secret: earlier } = await create();
    const { status, body } = await rotate(id, { overlapHours: 1 });
    expect(status).toBe(200);
    await file();
    expect([signedWith(earlier), signedWith(body.secret)]).toEqual([true, true]);
    await house.pass(3_600_000);
    await file();
    expect([signedWith(earlier), signedWith(body.secret)]).toEqual([false, true]);
    await house.worker().sweep();
    expect(await read(id)).toMatchObject({ earlierSecretUntil: null });
    await file();
    expect([signedWith(earlier), signedWith(body.secret)]).toEqual([false, true]);
  });

  it('signs a retry in the middle of it with what is valid then', async () => {
    const { id, secret: earlier } = await create();
    answers = [500];
    await file({ targets: [{ input: 'https://youtu.be/SYNTHETIC_R' }] });
    expect([arrived.at(-1)!.type, signedWith(earlier)]).toEqual(['report.created', true]);
    const { body } = await rotate(id, { overlapHours: 0 });
    await house.pass(60_000);
    await house.worker().sweep();
    await house.settle();
    const again = arrived.filter(({ type }) => type === 'report.created');
    expect(again).toHaveLength(2);
    expect(() => new Webhook(earlier).verify(again[1]!.body, again[1]!.headers)).toThrow();
    expect(new Webhook(body.secret).verify(again[1]!.body, again[1]!.headers)).toBeTruthy();
  });

  it('is done once an Idempotency-Key, and one at a time unless it ends all others', async () => {
    const { id } = await create();
    const headers = { 'idempotency-key': `rotate-${id}` };
    const [one, other] = [await rotate(id, {}, headers), await rotate(id, {}, headers)];
    expect(other.body).toEqual(one.body);
    expect((await rotate(id)).body.code).toBe('WEBHOOK.ROTATING');
    const { status, body } = await rotate(id, { overlapHours: 0 });
    expect([status, body.secret === one.body.secret]).toEqual([200, false]);
    expect((await rotate(id, { overlapHours: 169 })).status).toBe(422);
  });
});
