import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/services/postgres.js';
import { startTestRedis, testRedisUrl } from '../support/services/redis.js';
import { killServices, serviceSettings, startService } from '../support/service-process.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';

jest.setTimeout(120_000);

let database: TestDatabase;
const proxies: TcpProxy[] = [];
beforeEach(async () => {
  database = await createTestDatabase('start');
});
afterEach(async () => {
  await killServices();
  await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
  await database.drop();
});

async function proxyTo(url: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(url);
  const proxy = await startTcpProxy({ host: hostname, port: Number(port) });
  proxies.push(proxy);
  return proxy;
}

async function sql<Row = Record<string, unknown>>(text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}

const both = ['api', 'worker'] as const;
const startBoth = (env: Record<string, string>) => both.map((name) => startService(name, env));

/**
 * API and worker, started with these settings, stop: one line of the log that says why, and nothing else; exit code 1.
 *
 * @returns the sentence
 */
async function stopWith(code: string, env: Record<string, string>): Promise<string> {
  const reasons = both.map(async (name) => {
    const service = startService(name, env);
    expect((await service.ended).code).toBe(1);
    expect(service.strays).toEqual([]);
    expect(service.lines.map(({ event }) => event)).toEqual([`${name}.not_started`]);
    const [line] = service.lines;
    expect([line?.level, line?.['code'], line?.['error']]).toEqual(['error', code, undefined]);
    const { password, host, port, pathname } = new URL(env['UNIFLAG_DATABASE__URL'] ?? '');
    for (const secret of [password, host, port, pathname.slice(1)])
      expect(JSON.stringify(line)).not.toContain(secret);
    return String(line?.['reason']);
  });
  const [reason = ''] = await Promise.all(reasons);
  return reason;
}

describe('services that are started before PostgreSQL', () => {
  it('wait for it, say so once, and start by themselves when it comes', async () => {
    const proxy = await proxyTo(database.url);
    await proxy.refuse();
    const env = serviceSettings({ databaseUrl: proxy.through(database.url) });
    const services = startBoth(env);
    await Promise.all(services.map((service) => service.said('database.waiting')));
    await proxy.heal();
    await Promise.all(services.map((service, index) => service.said(`${both[index]}.started`)));
    for (const service of services) {
      const starting = service.lines
        .map(({ event }) => event)
        .filter((event) => event.startsWith('database.'));
      expect(starting).toEqual(['database.waiting', 'database.there']);
      expect(service.strays).toEqual([]);
    }
  });

  it('end in order while they wait', async () => {
    const proxy = await proxyTo(database.url);
    await proxy.refuse();
    const services = startBoth(serviceSettings({ databaseUrl: proxy.through(database.url) }));
    await Promise.all(services.map((service) => service.said('database.waiting')));
    for (const service of services) service.signal('SIGTERM');
    expect(await Promise.all(services.map(({ ended }) => ended))).toEqual([
      { code: 0, signal: null },
      { code: 0, signal: null },
    ]);
  });

  it('wait for a connection where the server has none left, and say what would help', async () => {
    const role = `crowd_${process.pid}`;
    await sql(`CREATE ROLE ${role} LOGIN PASSWORD 'synthetic' CONNECTION LIMIT 0`);
    try {
      await sql(`GRANT ALL ON SCHEMA public TO ${role}`);
      await sql(`GRANT CREATE ON DATABASE ${new URL(database.url).pathname.slice(1)} TO ${role}`);
      const url = Object.assign(new URL(database.url), { username: role, password: 'synthetic' }).href;
      const services = startBoth(serviceSettings({ databaseUrl: url }));
      for (const { reason } of await Promise.all(services.map((each) => each.said('database.waiting'))))
        expect(reason).toContain('max_connections');
      await sql(`ALTER ROLE ${role} CONNECTION LIMIT -1`);
      await Promise.all(services.map((service, index) => service.said(`${both[index]}.started`)));
    } finally {
      await killServices();
      await sql(`DROP OWNED BY ${role}`);
      await sql(`DROP ROLE ${role}`);
    }
  });

  it('wait for the tables where somebody else is to make them', async () => {
    const env = serviceSettings({
      databaseUrl: database.url,
      env: { UNIFLAG_DATABASE__MIGRATE_ON_START: 'false' },
    });
    const worker = startService('worker', env);
    expect((await worker.said('database.waiting'))['reason']).toContain('bootstrap.js');
    const api = startService('api', { ...env, UNIFLAG_DATABASE__MIGRATE_ON_START: 'true' });
    await Promise.all([api.said('api.started'), worker.said('worker.started')]);
  });
});

describe('services that cannot work as they are set up stop', () => {
  const settingsWith = (changed: Partial<URL>, env = {}) =>
    serviceSettings({ databaseUrl: Object.assign(new URL(database.url), changed).href, env });

  it('at a wrong password', async () => {
    const reason = await stopWith('DATABASE.LOGIN_REFUSED', settingsWith({ password: 'synthetic-wrong' }));
    expect(reason).toContain('database.url');
  });

  it('at a database that does not exist', async () => {
    const reason = await stopWith('DATABASE.MISSING', settingsWith({ pathname: '/no_such_database' }));
    expect(reason).toContain('CREATE DATABASE');
  });

  it('at a database of another installation', async () => {
    await startService('worker', settingsWith({})).said('worker.started');
    expect(await stopWith('DATABASE.OTHER_INSTALLATION', settingsWith({}))).toContain('security.contentKey');
  });

  it('at a migration that cannot be applied, and leave the tables as they were', async () => {
    await sql('CREATE TABLE outbox (already text)');
    const env = settingsWith({});
    const reason = await stopWith('DATABASE.MIGRATION_FAILED', env);
    expect(reason).toMatch(/FirstSchema\d+ .*outbox.* already exists.*Nothing was changed/);
    const tables = await sql<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
    );
    expect(tables.map(({ name }) => name)).toEqual(['migrations', 'outbox']);
    await sql('DROP TABLE outbox');
    await Promise.all(startBoth(env).map((service, index) => service.said(`${both[index]}.started`)));
  });

  it('at tables from which a newer version took something away, not at what it added', async () => {
    const applied = (name: string) =>
      sql(`INSERT INTO migrations (timestamp, name) VALUES (9999999999999, '${name}9999999999999')`);
    const env = settingsWith({});
    await startService('worker', env).said('worker.started');
    await applied('SyntheticAddition');
    await Promise.all(startBoth(env).map((service, index) => service.said(`${both[index]}.started`)));
    await applied('ContractSynthetic');
    expect(await stopWith('DATABASE.TOO_NEW', env)).toContain('ContractSynthetic');
  });

  it('at settings that cannot be used, and name each of them', async () => {
    const wrong = { UNIFLAG_QUEUE__BACKEND: 'kafka', UNIFLAG_API__PORT: '70000' };
    const reason = await stopWith('CONFIG.INVALID', settingsWith({}, wrong));
    expect(reason).toContain('queue.backend must be one of postgres, redis');
    expect(reason).toContain('api.port');
  });

  it('at a queue in Redis without an address', async () => {
    const reason = await stopWith('CONFIG.INVALID', settingsWith({}, { UNIFLAG_QUEUE__BACKEND: 'redis' }));
    expect(reason).toContain('queue.redisUrl is needed');
  });
});

const itWithRedis = testRedisUrl() ? it : it.skip;

itWithRedis('a worker stops at a Redis that would drop hints, and says what to set', async () => {
  const redis = await startTestRedis(['--maxmemory', '64mb', '--maxmemory-policy', 'allkeys-lru']);
  if (!redis) throw new Error('no redis-server');
  try {
    const env = { UNIFLAG_QUEUE__BACKEND: 'redis', UNIFLAG_QUEUE__REDIS_URL: redis.url };
    const worker = startService('worker', serviceSettings({ databaseUrl: database.url, env }));
    expect((await worker.ended).code).toBe(1);
    expect([worker.strays, worker.lines.length]).toEqual([[], 1]);
    expect(worker.lines[0]).toMatchObject({
      ...{ event: 'worker.not_started', code: 'QUEUE.EVICTS' },
      reason: expect.stringMatching(/allkeys-lru\. Set it to noeviction/),
    });
  } finally {
    await redis.stop();
  }
});

it('ten services that start together on an empty database make its tables once, and all start', async () => {
  const env = serviceSettings({ databaseUrl: database.url, env: { UNIFLAG_DATABASE__POOL_SIZE: '2' } });
  const services = Array.from({ length: 10 }, (_, index) => {
    const name = both[index % 2] ?? 'api';
    return { name, service: startService(name, env) };
  });
  await Promise.all(services.map(({ name, service }) => service.said(`${name}.started`)));
  const names = (await sql<{ name: string }>('SELECT name FROM migrations')).map(({ name }) => name);
  expect(names.length).toBeGreaterThan(0);
  expect(new Set(names).size).toBe(names.length);
  for (const { service } of services) expect(service.strays).toEqual([]);
});
