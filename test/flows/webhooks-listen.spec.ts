import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { runUniflag, type Ran } from '../../apps/cli/src/testing/run-uniflag.js';
import { openHouse, type House } from '../support/house.js';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
interface Arrived {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}
let house: House;
let arrived: Arrived[];
let origin: string;
const consumer = createServer((request, response) => {
  void request.toArray().then((chunks) => {
    const body = Buffer.concat(chunks).toString('utf8');
    arrived.push({ path: request.url ?? '', headers: request.headers as Record<string, string>, body });
    response.writeHead(204).end();
  });
});
beforeAll(async () => {
  await new Promise<void>((resolve) => consumer.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(consumer.address() as AddressInfo).port}`;
  house = await openHouse();
});
afterAll(async () => {
  await house.close();
  consumer.closeAllConnections();
  await new Promise((resolve) => consumer.close(resolve));
});
beforeEach(() => {
  arrived = [];
});

async function file(): Promise<string> {
  const { status, body } = await house.request<any>('POST', '/v1/reports', {
    category: 'CYBERBULLYING',
    targets: [{ input: `https://youtu.be/SYNTH_${Math.random().toString(36).slice(2, 7)}` }],
    ...{ explanation: 'Synthetic explanation.', goodFaith: true, caller: { role: 'PARENT' }, language: 'en' },
  });
  expect(status).toBe(201);
  await house.settle();
  return body.id;
}

/** Listens while `work` is done and until enough has arrived; then Ctrl-C. */
async function listening(
  args: readonly string[],
  work: () => Promise<unknown>,
  hasEnough: () => boolean,
): Promise<Ran> {
  const ending = new AbortController();
  let announce: () => void;
  const isListening = new Promise<void>((resolve) => (announce = resolve));
  let out = '';
  const ran = runUniflag(
    { fetch: (request) => fetch(request) },
    ['webhooks', 'listen', '--forward-to', `${origin}/local`, '--json', ...args],
    {
      env: { UNIFLAG_API_URL: house.apiUrl, UNIFLAG_API_KEY: house.apiKey, UNIFLAG_WEBHOOK_SECRET: secret },
      interruption: () => ending.signal,
      // Between two looks at the feed.
      wait: () => new Promise((resolve) => setTimeout(resolve, 20)),
      out: (text) => (out += text),
      err: () => announce(),
    },
  );
  await isListening;
  await work();
  await house.until('enough was forwarded', async () => hasEnough());
  ending.abort();
  return { ...(await ran), out };
}
const at = (path: string) => arrived.filter((each) => each.path === path);
const isOf = (reportId: string, { body }: Arrived) => JSON.parse(body).data.reportId === reportId;
const verified = ({ headers, body }: Arrived) => new Webhook(secret).verify(body, headers) as any;

describe('uniflag webhooks listen', () => {
  it('forwards what happens from now on, as genuine deliveries', async () => {
    await file();
    let reportId = '';
    const { body: before } = await house.request<any>('GET', '/v1/events?limit=100');
    const toldBefore = before.data.map(({ id }: any) => id);
    expect(toldBefore.length).toBeGreaterThan(0);
    const { exitCode, out } = await listening(
      [],
      async () => (reportId = await file()),
      () => at('/local').filter((each) => isOf(reportId, each)).length >= 3,
    );
    expect(exitCode).toBe(0);
    const forwarded = at('/local').map(verified);
    expect(forwarded.filter(({ data }) => toldBefore.includes(data.id))).toEqual([]);
    const { body: told } = await house.request<any>('GET', `/v1/reports/${reportId}/events`);
    const ofReport = forwarded.filter(({ data }) => data.reportId === reportId).map(({ data }) => data.id);
    expect(ofReport).toEqual(told.data.slice(0, ofReport.length).map(({ id }: any) => id));
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject(forwarded.map(({ type, data: { id } }) => ({ id, type, status: 204 })));
  });

  it('sends, byte for byte, the bodies that a worker sends', async () => {
    const { body: endpoint } = await house.request<any>('POST', '/v1/webhooks/endpoints', {
      url: `${origin}/endpoint`,
    });
    await house.settle();
    const since = new Date().toISOString();
    const reportId = await file();
    const of = (path: string) => at(path).filter((each) => isOf(reportId, each));
    await house.until('the worker delivered', async () => of('/endpoint').length >= 3);
    const delivered = of('/endpoint');
    await listening(
      ['--since', since],
      async () => {},
      () => of('/local').length >= delivered.length,
    );
    const forwarded = of('/local').slice(0, delivered.length);
    const sameOf = ({ headers, body }: Arrived) => [
      ...['webhook-id', 'content-type', 'user-agent'].map((name) => headers[name]),
      body,
    ];
    expect(forwarded.map(sameOf)).toEqual(delivered.map(sameOf));
    for (const each of forwarded) {
      expect(verified(each)).toEqual(JSON.parse(each.body));
      expect(() => new Webhook(endpoint.secret).verify(each.body, each.headers)).toThrow();
    }
  });

  it('forwards the types it is told to', async () => {
    await listening(['--types', 'submission.*'], file, () => at('/local').length >= 2);
    const types = at('/local').map((each) => verified(each).type);
    expect(types.filter((type) => !type.startsWith('submission.'))).toEqual([]);
  });

  it('wants a key that may read the feed', async () => {
    const made = await house.request<any>('POST', '/v1/keys', {
      name: 'synthetic',
      roles: ['ADMINISTRATOR'],
    });
    const ran = await runUniflag(
      { fetch: (request) => fetch(request) },
      ['webhooks', 'listen', '--forward-to', `${origin}/local`],
      { env: { UNIFLAG_API_URL: house.apiUrl, UNIFLAG_API_KEY: made.body.key } },
    );
    expect(ran).toMatchObject({ exitCode: 1, err: expect.stringContaining('ACCESS.ROLE (403)') });
    expect(at('/local')).toEqual([]);
  });
});
