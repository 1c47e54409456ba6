import pg from 'pg';
import { MemoryLog, silentLog } from '#telemetry';
import type { Log } from '#telemetry';
import { startCurtPostgres } from '../../../test/support/curt-postgres.js';
import {
  createTestDatabase,
  startTestPostgres,
  testDatabaseUrl,
} from '../../../test/support/services/postgres.js';
import type { TestServer } from '../../../test/support/services/postgres.js';
import { until } from '../../../test/support/services/until.js';
import { createHintQueue } from './create-hint-queue.js';
import type { HintQueue } from './hint-queue.js';
import { aLane, hintQueueContract, hintUntilTaken, Runs } from './testing/hint-queue-contract.js';

jest.setTimeout(30_000);

async function ask(url: string, sql: string, values: unknown[] = []): Promise<{ count?: string }[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ count?: string }>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

const count = async (...args: Parameters<typeof ask>) => Number((await ask(...args))[0]?.count);

const ours = "datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'";

hintQueueContract(
  'the queue on PostgreSQL',
  async () => {
    const database = await createTestDatabase('hints');
    return {
      open: (log, options) => createHintQueue({ backend: 'postgres', url: database.url, ...options }, log),
      options: { backend: 'postgres', url: database.url },
      waiting: (lane) =>
        count(
          database.url,
          "SELECT count(*) FROM uniflag_queue.job WHERE queue = $1 AND state IN ('waiting', 'delayed')",
          [lane],
        ),
      cutConnections: async () => {
        await count(
          database.url,
          `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE ${ours}`,
        );
      },
      close: () => database.drop(),
    };
  },
  { overNetwork: true },
);

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function aDatabase(): Promise<string> {
  const database = await createTestDatabase('hints');
  closers.push(() => database.drop());
  return database.url;
}

async function aServer(): Promise<TestServer> {
  const server = await startTestPostgres();
  closers.push(() => server.stop());
  return server;
}

function open(url: string, log: Log = silentLog): HintQueue {
  const queue = createHintQueue({ backend: 'postgres', url }, log);
  closers.push(() => queue.close());
  return queue;
}

/** A role of the whole server that may use the queue's tables and make none. */
async function grant(url: string, role: string): Promise<void> {
  await ask(url, `CREATE ROLE ${role} LOGIN PASSWORD 'synthetic'`);
  closers.unshift(() => ask(testDatabaseUrl(), `DROP ROLE ${role}`).then(() => undefined));
  const schema = 'SCHEMA uniflag_queue';
  await ask(url, `GRANT USAGE ON ${schema} TO ${role}`);
  await ask(url, `GRANT ALL ON ALL TABLES IN ${schema} TO ${role}`);
  await ask(url, `GRANT ALL ON ALL SEQUENCES IN ${schema} TO ${role}`);
}

describe('the queue on PostgreSQL', () => {
  it('serves twenty lanes of a process over five connections, and leaves none behind', async () => {
    const url = await aDatabase();
    const queue = open(url);
    const lanes = Array.from({ length: 20 }, aLane);
    const runs = new Runs();
    lanes.forEach((lane) => queue.listen(lane, runs.handle, { concurrency: 4 }));
    await queue.hint(lanes);
    await runs.reached(20);
    const connections = `SELECT count(*) FROM pg_stat_activity WHERE ${ours}`;
    expect(await count(url, connections)).toBeLessThanOrEqual(5);
    await queue.close();
    expect(await count(url, connections)).toBe(0);
  });

  it('keeps no finished hints, and few events', async () => {
    const url = await aDatabase();
    const queue = open(url);
    const lane = aLane();
    const runs = new Runs();
    queue.listen(lane, runs.handle, { concurrency: 1 });
    for (let number = 1; number <= 200; number += 1) {
      await queue.hint([lane]);
      await runs.reached(number);
    }
    await queue.close();
    expect(await count(url, 'SELECT count(*) FROM uniflag_queue.job')).toBe(0);
    expect(await count(url, 'SELECT count(*) FROM uniflag_queue.event')).toBeLessThan(400);
  });

  it('refuses hints while the server is away, says so once, and goes on when it is back', async () => {
    const server = await aServer();
    const log = new MemoryLog();
    const queue = open(server.url, log);
    const [lane, runs] = [aLane(), new Runs()];
    queue.listen(lane, runs.handle, { concurrency: 1 });
    await queue.hint([lane]);
    await runs.reached(1);

    await server.halt();
    await expect(queue.hint([lane])).rejects.toThrow();
    await expect(queue.hint([lane])).rejects.toThrow();
    await server.resume();
    await hintUntilTaken(queue, [lane]);
    await runs.reached(2);

    expect(log.of('queue.lost')).toHaveLength(1);
    await queue.close();
  });

  it('outlives a server that is stopped in the moment it lets connections in', async () => {
    const curt = await startCurtPostgres(await aDatabase());
    closers.push(() => curt.close());
    const log = new MemoryLog();
    const queue = open(curt.url, log);
    const [lane, runs] = [aLane(), new Runs()];
    curt.sendAway(3);
    queue.listen(lane, runs.handle, { concurrency: 1 });
    await hintUntilTaken(queue, [lane]);
    await runs.reached(1);
    await until('each was sent away', () => curt.sentAway === 3);
    await queue.close();
  });

  it('starts before its server does', async () => {
    const server = await aServer();
    await server.halt();
    const queue = open(server.url);
    const [lane, runs] = [aLane(), new Runs()];
    queue.listen(lane, runs.handle, { concurrency: 1 });
    await expect(queue.ready()).rejects.toThrow(/ECONNREFUSED/);
    await server.resume();
    await queue.ready();
    await queue.hint([lane]);
    await runs.reached(1);
    await queue.close();
  });

  it('works under a role that may not make tables, once they are there', async () => {
    const url = await aDatabase();
    const owner = open(url);
    await owner.ready();
    await owner.close();
    const role = `hinter_${process.pid}`;
    await grant(url, role);
    const queue = open(Object.assign(new URL(url), { username: role, password: 'synthetic' }).href);
    const [lane, runs] = [aLane(), new Runs()];
    await queue.ready();
    queue.listen(lane, runs.handle, { concurrency: 1 });
    await queue.hint([lane]);
    await runs.reached(1);
    await queue.close();
  });
});
