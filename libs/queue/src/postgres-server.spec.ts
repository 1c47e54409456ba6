import pg from 'pg';
import { MemoryLog, silentLog } from '#telemetry';
import { createTestDatabase, startTestPostgres } from '../../../test/support/services/postgres.js';
import { createHintQueue } from './create-hint-queue.js';
import { aLane, hintQueueContract, hintUntilTaken, Runs } from './hint-queue.contract.js';

jest.setTimeout(30_000);

async function count(url: string, sql: string, values: unknown[] = []): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return Number((await client.query<{ count: string }>(sql, values)).rows[0]?.count);
  } finally {
    await client.end();
  }
}

const ours = "datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'";

hintQueueContract('the queue on PostgreSQL', async () => {
  const database = await createTestDatabase('hints');
  return {
    open: (log) => createHintQueue({ backend: 'postgres', url: database.url }, log),
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
});

describe('the queue on PostgreSQL', () => {
  it('serves twenty lanes of a process over five connections, and leaves none behind', async () => {
    const database = await createTestDatabase('hints');
    const queue = createHintQueue({ backend: 'postgres', url: database.url }, silentLog);
    const lanes = Array.from({ length: 20 }, aLane);
    const runs = new Runs();
    lanes.forEach((lane) => queue.listen(lane, runs.handle, { concurrency: 4 }));
    await queue.hint(lanes);
    await runs.reached(20);
    const open = `SELECT count(*) FROM pg_stat_activity WHERE ${ours}`;
    expect(await count(database.url, open)).toBeLessThanOrEqual(5);
    await queue.close();
    expect(await count(database.url, open)).toBe(0);
    await database.drop();
  });

  it('keeps no finished hints, and few events', async () => {
    const database = await createTestDatabase('hints');
    const queue = createHintQueue({ backend: 'postgres', url: database.url }, silentLog);
    const lane = aLane();
    const runs = new Runs();
    queue.listen(lane, runs.handle, { concurrency: 1 });
    for (let number = 1; number <= 200; number += 1) {
      await queue.hint([lane]);
      await runs.reached(number);
    }
    await queue.close();
    expect(await count(database.url, 'SELECT count(*) FROM uniflag_queue.job')).toBe(0);
    expect(await count(database.url, 'SELECT count(*) FROM uniflag_queue.event')).toBeLessThan(400);
    await database.drop();
  });

  it('refuses hints while the server is away, says so once, and goes on when it is back', async () => {
    const server = await startTestPostgres();
    const log = new MemoryLog();
    const queue = createHintQueue({ backend: 'postgres', url: server.url }, log);
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
    expect(log.of('queue.back').length).toBeGreaterThan(0);
    await queue.close();
    await server.stop();
  });

  it('starts before its server does', async () => {
    const server = await startTestPostgres();
    await server.halt();
    const queue = createHintQueue({ backend: 'postgres', url: server.url }, silentLog);
    const [lane, runs] = [aLane(), new Runs()];
    queue.listen(lane, runs.handle, { concurrency: 1 });
    await expect(queue.ready()).rejects.toThrow(/ECONNREFUSED/);
    await server.resume();
    await queue.ready();
    await queue.hint([lane]);
    await runs.reached(1);
    await queue.close();
    await server.stop();
  });

  it('works under a role that may not make tables, once they are there', async () => {
    const database = await createTestDatabase('hints');
    const owner = createHintQueue({ backend: 'postgres', url: database.url }, silentLog);
    await owner.ready();
    await owner.close();
    const role = `hinter_${process.pid}`;
    await count(
      database.url,
      `CREATE ROLE ${role} LOGIN PASSWORD 'synthetic';
       GRANT USAGE, CREATE ON SCHEMA uniflag_queue TO ${role};
       GRANT ALL ON ALL TABLES IN SCHEMA uniflag_queue TO ${role};
       GRANT ALL ON ALL SEQUENCES IN SCHEMA uniflag_queue TO ${role}`,
    );
    const url = Object.assign(new URL(database.url), { username: role, password: 'synthetic' }).href;
    const queue = createHintQueue({ backend: 'postgres', url }, silentLog);
    const [lane, runs] = [aLane(), new Runs()];
    await queue.ready();
    queue.listen(lane, runs.handle, { concurrency: 1 });
    await queue.hint([lane]);
    await runs.reached(1);
    await queue.close();
    await database.drop();
    await count(process.env['UNIFLAG_TEST_DATABASE_URL'] ?? '', `DROP ROLE ${role}`);
  });
});
