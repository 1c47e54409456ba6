import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { loadConfig } from '#config';
import { platforms } from '#platforms';
import { startWorker } from '../../apps/worker/src/worker.js';
import { openHouse } from '../support/house.js';
import { startTestPostgres, type TestServer } from '../support/services/postgres.js';
import { startTestRedis, testRedisUrl } from '../support/services/redis.js';
import { startServices, type ServicesAtWork } from '../support/services-at-work.js';
import { until } from '../support/services/until.js';
import { killServices } from '../support/service-process.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';

jest.setTimeout(180_000);

const backWithinMs = 5_000;

let postgres: TestServer;
let proxy: TcpProxy;
let services: ServicesAtWork;
/** Reports posted, and those of this installation that were taken. */
let posted = 0;
let filed = 0;

const answers = async (): Promise<number> =>
  (await fetch(`${services.apiUrl}/v1/reports`, { headers: services.authorization })).status;
const file = async () => {
  const answer = await services.file((posted += 1));
  if (answer.status === 201) filed += 1;
  return answer;
};
/** One whose answer was lost may be there as well. */
const allSent = async () => {
  const { sent = 0, ...others } = await services.words();
  return sent >= filed && Object.values(others).every((count) => count === 0);
};

/** The processes of before, still running, and nothing in their output but their log. */
function expectSameProcesses(): void {
  for (const service of [services.api, services.worker]) {
    expect(() => process.kill(service.pid, 0)).not.toThrow();
    expect(service.strays).toEqual([]);
    expect(service.lines.filter(({ event }) => /crashed|stopp|not_started/.test(event))).toEqual([]);
  }
}

describe('PostgreSQL goes away under running services', () => {
  beforeAll(async () => {
    postgres = await startTestPostgres();
    const { hostname, port } = new URL(postgres.url);
    proxy = await startTcpProxy({ host: hostname, port: Number(port) });
    services = await startServices({ databaseUrl: proxy.through(postgres.url), directUrl: postgres.url });
    await services.scenario('silence');
  });
  afterAll(async () => {
    await killServices();
    await services.simulator.close();
    await proxy.close();
    await postgres.stop();
  });

  const killPostmaster = async () => {
    const client = new pg.Client({ connectionString: postgres.url });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ dir: string }>(`SELECT current_setting('data_directory') AS dir`);
    const pidFile = await readFile(join(rows[0]?.dir ?? '', 'postmaster.pid'), 'utf8');
    process.kill(Number(pidFile.split('\n')[0]), 'SIGKILL');
  };
  it.each([
    ['is killed', killPostmaster, () => postgres.resume()],
    ['is stopped', () => postgres.halt(), () => postgres.resume()],
    ['cannot be reached', () => proxy.refuse(), () => proxy.heal()],
  ])(
    'it %s: the API answers 503 and when to come back, and both go on by themselves within 5 s',
    async (_how, takeAway, bringBack) => {
      expect((await file()).status).toBe(201);
      await until('what was filed before is sent', allSent);
      await takeAway();
      // Its processes outlive a killed postmaster for a moment.
      await until('the API does without it', async () => (await answers()) !== 200);
      const answer = await fetch(`${services.apiUrl}/v1/reports`, { headers: services.authorization });
      expect(answer.status).toBe(503);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(answer.headers.get('retry-after')).toBe('5');
      expect(await answer.json()).toMatchObject({ code: 'DATABASE.UNAVAILABLE' });
      expect((await fetch(`${services.apiUrl}/health/ready`)).status).toBe(503);
      expect((await fetch(`${services.apiUrl}/health/live`)).status).toBe(200);

      await bringBack();
      const apiTookMs = await until('the API answers', async () => (await answers()) === 200, backWithinMs);
      expect((await file()).status).toBe(201);
      const workerTookMs = await until('the worker sends', allSent, backWithinMs);
      expect(apiTookMs + workerTookMs).toBeLessThan(2 * backWithinMs);
      expectSameProcesses();
    },
  );

  it('it stays silent on open connections: they are found, and both go on when the network is back', async () => {
    await until('nothing is left from before', allSent);
    proxy.freeze();
    const asked = await Promise.all(Array.from({ length: 12 }, answers));
    expect(new Set(asked)).toEqual(new Set([503]));
    await until('the silent connections are found', () =>
      [services.api, services.worker].every((service) =>
        service
          .of('database.listen_lost')
          .some(({ error }) => JSON.stringify(error).includes('did not answer')),
      ),
    );
    await proxy.heal();
    await until('the API answers', async () => (await answers()) === 200, backWithinMs);
    expect((await file()).status).toBe(201);
    await until('the worker sends', allSent);
    expectSameProcesses();
  });
});

describe('nobody answers where the platforms should', () => {
  it('notices wait, by HTTP and by mail, and leave once somebody does', async () => {
    const house = await openHouse({ hasWorker: false });
    const { config, log, schema } = house;
    const nobody = { UNIFLAG_SIMULATOR__HTTP_URL: 'http://127.0.0.1:9', UNIFLAG_SIMULATOR__SMTP_PORT: '9' };
    let worker = await startWorker({
      config: loadConfig({ env: { ...house.env, ...nobody } }),
      ...{ platforms, log, schema },
    });
    try {
      for (const platform of ['facebook', 'youtube'])
        await house.scenario(platform, {}, [{ afterMs: 0, fault: 'silence' }]);
      const { body } = await house.request<any>('POST', '/v1/reports', {
        category: 'CYBERBULLYING',
        targets: [
          { input: 'https://youtu.be/SYNTHETIC_1' },
          { input: 'https://www.facebook.com/synthetic.example/posts/1000000000000001' },
        ],
        explanation: 'Synthetic explanation.',
        goodFaith: true,
        caller: { role: 'PARENT' },
        language: 'en',
      });
      const stands = async () => (await house.request<any>('GET', `/v1/reports/${body.id}`)).body;
      await house.until('both wait', async () => {
        const { submissions } = await stands();
        return submissions.every(({ delivery }: any) => delivery === 'RETRY_WAIT');
      });
      await worker.close();
      worker = await startWorker({ config, platforms, log, schema });
      await house.pass(3_600_000);
      await house.until('both are sent', async () => (await stands()).counts.sent === 2);
    } finally {
      await worker.close();
      await house.close();
    }
  });
});

const describeWithRedis = testRedisUrl() ? describe : describe.skip;

describeWithRedis('Redis goes away under running services', () => {
  let redis: TestServer;
  beforeAll(async () => {
    filed = 0;
    postgres = await startTestPostgres();
    const started = await startTestRedis();
    if (!started) throw new Error('no redis-server');
    redis = started;
    const { hostname, port } = new URL(redis.url);
    proxy = await startTcpProxy({ host: hostname, port: Number(port) });
    // Not there yet when the services start.
    await proxy.refuse();
    services = await startServices({
      databaseUrl: postgres.url,
      env: { UNIFLAG_QUEUE__BACKEND: 'redis', UNIFLAG_QUEUE__REDIS_URL: proxy.through(redis.url) },
    });
    await services.scenario('silence');
  });
  afterAll(async () => {
    await killServices();
    await services.simulator.close();
    await proxy.close();
    await redis.stop();
    await postgres.stop();
  });

  it('it is not there at the start: the worker sends without it, says so once, and takes it up when it comes', async () => {
    expect((await file()).status).toBe(201);
    await until('the worker sends', allSent);
    expect(services.worker.of('queue.lost')).toHaveLength(1);
    await proxy.heal();
    await until('the queue is used', async () => {
      if (services.worker.of('queue.back').length > 0) return true;
      await file();
      return false;
    });
    await until('the worker sends', allSent);
    expectSameProcesses();
  });

  it.each([
    ['restarts empty', () => redis.halt(), () => redis.resume()],
    ['stays silent on open connections', async () => proxy.freeze(), () => proxy.heal()],
  ])('it %s: notices leave without it, and it is taken up again', async (_how, takeAway, bringBack) => {
    const before = services.worker.of('queue.back').length;
    await takeAway();
    for (let n = 0; n < 3; n += 1) expect((await file()).status).toBe(201);
    await until('the worker sends', allSent);
    // A silent one is only lost once it was needed.
    await until('the loss is seen', () => services.worker.of('queue.lost').length > before);
    await bringBack();
    await until('the queue is used', async () => {
      if (services.worker.of('queue.back').length > before) return true;
      await file();
      return false;
    });
    await until('the worker sends', allSent);
    expectSameProcesses();
  });
});
