import { once } from 'node:events';
import { connect } from 'node:net';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/services/postgres.js';
import { startServices, type ServicesAtWork } from '../support/services-at-work.js';
import { until } from '../support/services/until.js';
import { killServices, startService, type ServiceProcess } from '../support/service-process.js';

jest.setTimeout(120_000);

let database: TestDatabase;
let services: ServicesAtWork;
let client: pg.Client;

async function begin(options: { slowMs?: number; env?: Record<string, string> } = {}): Promise<void> {
  services = await startServices({ databaseUrl: database.url, ...options });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
}
beforeEach(async () => {
  database = await createTestDatabase('shutdown');
});
afterEach(async () => {
  await killServices();
  await client.end();
  await services.simulator.close();
  await database.drop();
});

const deliveries = async () => {
  const { rows } = await client.query<{ delivery: string; n: number }>(
    'SELECT delivery, count(*)::int AS n FROM submissions GROUP BY delivery',
  );
  return Object.fromEntries(rows.map(({ delivery, n }) => [delivery, n]));
};
const received = () => services.simulator.received('facebook').length;

/** @returns how it ended, and how long that took */
async function stop(service: ServiceProcess, signal: NodeJS.Signals = 'SIGTERM') {
  const beganMs = performance.now();
  service.signal(signal);
  const end = await service.ended;
  return { ...end, tookMs: performance.now() - beganMs };
}

describe('a worker that is told to stop', () => {
  it('is gone at once where it has nothing to do, and so is the API, whoever stays connected', async () => {
    await begin();
    const { hostname, port } = new URL(services.apiUrl);
    const asksNothing = connect(Number(port), hostname);
    await once(asksNothing, 'connect');
    const asked = await fetch(`${services.apiUrl}/health/live`, { headers: { connection: 'keep-alive' } });
    await asked.text();
    const stream = await fetch(`${services.apiUrl}/v1/stream`, { headers: services.authorization });
    expect(stream.status).toBe(200);
    for (const service of [services.worker, services.api]) {
      const { code, tookMs } = await stop(service, 'SIGINT');
      expect(code).toBe(0);
      expect(tookMs).toBeLessThan(2_000);
      expect(service.strays).toEqual([]);
    }
  });

  it('commits the sends that end in time, claims nothing more, and leaves the rest to others', async () => {
    await begin({ slowMs: 2_000 });
    await services.scenario('slow');
    for (let number = 0; number < 12; number += 1) expect((await services.file(number)).status).toBe(201);
    await until('notices are on their way', () => received() > 0);
    const { code, tookMs } = await stop(services.worker);
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(20_000);
    const left = await deliveries();
    expect(Object.keys(left).sort()).toEqual(['QUEUED', 'SENT']);
    expect(left['SENT']).toBe(received());
    const claimed = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM sends`);
    expect(claimed.rows[0]?.n).toBe(left['SENT']);
    await startService('worker', services.env).said('worker.started');
    await until('the rest is sent', async () => (await deliveries())['SENT'] === 12);
  });

  it('settles a send that hangs by the rule of its channel, within 20 s', async () => {
    await begin({ slowMs: 120_000, env: { UNIFLAG_WORKER__SEND_TIMEOUT_MS: '24s' } });
    await services.scenario('slow');
    await services.file(1);
    await until('the platform has read the notice', () => received() > 0);
    const { code, tookMs } = await stop(services.worker);
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(20_000);
    expect(await deliveries()).toEqual({ UNCERTAIN: 1 });
    const { rows } = await client.query(`SELECT outcome FROM sends WHERE outcome = 'intent'`);
    expect(rows).toEqual([]);
    expect(services.worker.of('worker.work_left')).toHaveLength(1);
  });

  it('ends at once where it is told a second time', async () => {
    await begin({ slowMs: 120_000 });
    await services.scenario('slow');
    await services.file(1);
    await until('the platform has read the notice', () => received() > 0);
    services.worker.signal('SIGTERM');
    await services.worker.said('worker.stopping');
    const { code, tookMs } = await stop(services.worker);
    expect(code).toBe(1);
    expect(tookMs).toBeLessThan(1_000);
    expect(services.worker.of('worker.cut_off')).toHaveLength(1);
  });
});

describe('an API that is told to stop', () => {
  it('answers what it was asked before, takes nothing more, and ends its streams', async () => {
    await begin({ env: { UNIFLAG_DATABASE__LOCK_TIMEOUT_MS: '9s' } });
    const stream = await fetch(`${services.apiUrl}/v1/stream`, { headers: services.authorization });
    const streamed = stream.text();
    // On a connection of its own: a transaction sees the same activity as long as it lasts.
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE submissions IN ACCESS EXCLUSIVE MODE');
    const asked = services.file(1);
    await until('the request waits', async () => {
      const { rows } = await client.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%submissions%'`,
      );
      return rows.length > 0;
    });
    services.api.signal('SIGTERM');
    await services.api.said('api.stopping');
    expect(await streamed).toMatch(/^retry: 2000\n\n/);
    await expect(services.file(2)).rejects.toThrow();
    await holder.query('COMMIT');
    await holder.end();
    expect((await asked).status).toBe(201);
    expect(await services.api.ended).toEqual({ code: 0, signal: null });
    expect(services.api.strays).toEqual([]);
  });

  it('lets what is in front of it know before it takes nothing more, and answers meanwhile', async () => {
    await begin({ env: { UNIFLAG_API__DRAIN_MS: '3s' } });
    const ready = () => fetch(`${services.apiUrl}/health/ready`);
    const before = await ready();
    expect([before.status, before.headers.get('connection')]).toEqual([200, 'keep-alive']);
    const stream = await fetch(`${services.apiUrl}/v1/stream`, { headers: services.authorization });
    services.api.signal('SIGTERM');
    await services.api.said('api.stopping');
    const [leaving, filed] = [await ready(), await services.file(1)];
    expect(leaving.status).toBe(503);
    expect(await leaving.json()).toMatchObject({ code: 'API.STOPPING' });
    expect([filed.status, filed.headers.get('connection')]).toEqual([201, 'close']);
    expect(services.api.of('api.stopped')).toEqual([]);
    expect(await stream.text()).toMatch(/event: /);
    expect(await services.api.ended).toEqual({ code: 0, signal: null });
    await expect(ready()).rejects.toThrow();
  });
});
