import { startCurtPostgres, type CurtPostgres } from '../../../test/support/curt-postgres.js';
import { openSchema, type Schema } from '../../../test/support/schema.js';
import { migrate, openDatabase, type Database } from './database.js';
import { claimInstallation } from './stores/pg-installation.js';

let schema: Schema;
beforeEach(async () => {
  schema = await openSchema({ isMigrated: false });
});
afterEach(() => schema.drop());

const tables = async () =>
  (
    await schema.rows<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY 1`,
    )
  ).map(({ name }) => name);

describe('migrations', () => {
  it('run once, however many processes start together', async () => {
    const done = await Promise.all(Array.from({ length: 10 }, () => migrate(schema.database)));
    expect(done.filter((names) => names.length > 0)).toHaveLength(1);
    expect(await tables()).toContain('submissions');
    expect(await schema.rows('SELECT name FROM migrations')).toHaveLength(done.flat().length);
  });

  it('wait for one another longer than a request may wait for a lock', async () => {
    const hurried = { options: { ...schema.options, lockTimeoutMs: 1, statementTimeoutMs: 1_000 } };
    const done = await Promise.all(Array.from({ length: 4 }, () => migrate(hurried)));
    expect(done.flat()).toHaveLength(schema.database.source.migrations.length);
  });

  it('go up, down and up again', async () => {
    await migrate(schema.database);
    const first = await tables();
    const { source } = schema.database;
    for (const _name of source.migrations) await source.undoLastMigration();
    expect(await tables()).toEqual(['migrations']);
    await migrate(schema.database);
    expect(await tables()).toEqual(first);
  });

  it('leave nothing behind where one fails half-way', async () => {
    await schema.rows('CREATE TABLE outbox (already text)');
    await expect(migrate(schema.database)).rejects.toMatchObject({
      code: 'DATABASE.MIGRATION_FAILED',
      message: expect.stringMatching(/FirstSchema\d+ .*already exists/),
    });
    expect(await tables()).toEqual(['migrations', 'outbox']);
    await schema.rows('DROP TABLE outbox');
    expect(await migrate(schema.database)).toHaveLength(schema.database.source.migrations.length);
  });
});

describe('a connection', () => {
  it('commits to disk before it answers, and gives up what takes too long', async () => {
    const [row] = await schema.rows(
      `SELECT current_setting('synchronous_commit') AS sync, current_setting('statement_timeout') AS statement,
         current_setting('lock_timeout') AS lock, current_setting('idle_in_transaction_session_timeout') AS idle`,
    );
    expect(row).toEqual({ sync: 'on', statement: '10s', lock: '3s', idle: '15s' });
  });

  it('that never answers is given up as well', async () => {
    const database = await openDatabase({ ...schema.options, poolSize: 1 });
    expect(database.pool.options.query_timeout).toBe(15_000);
    await database.close();
  });
});

describe('a connection that breaks in the moment it passes from one to another', () => {
  let curt: CurtPostgres;
  let database: Database;
  beforeEach(async () => {
    curt = await startCurtPostgres(schema.options.url);
    database = await openDatabase({ ...schema.options, url: curt.url, poolSize: 2 });
  });
  afterEach(async () => {
    await database.close();
    await curt.close();
  });

  /** Holds a connection as long as one statement takes. */
  const asked = async () => {
    const client = await database.pool.connect();
    await client.query('SELECT 1').finally(() => client.release(true));
  };

  it('is an error of who opened it, and ends no process', async () => {
    const held = await database.pool.connect();
    curt.sendAway(1);
    await expect(asked()).rejects.toThrow();
    held.release();
    await asked();
    expect(curt.sentAway).toBe(1);
  });

  it('is an error of who waited for it, and ends no process', async () => {
    const held = await database.pool.connect();
    await database.pool.query('SELECT 1');
    curt.sendAway(1);
    const [before, waited] = await Promise.allSettled([database.pool.query('SELECT 1'), asked()]);
    expect([before.status, waited.status]).toEqual(['fulfilled', 'rejected']);
    held.release();
    await asked();
    expect(curt.sentAway).toBe(1);
  });
});

describe('the installation', () => {
  it('is claimed by many processes of one installation at once', async () => {
    await migrate(schema.database);
    const id = '01a209aa-0000-7000-8000-000000000001';
    await Promise.all(Array.from({ length: 10 }, () => claimInstallation(schema.pool, id)));
    expect(await schema.rows('SELECT id FROM installation')).toEqual([{ id }]);
  });

  it('refuses a database that belongs to another, and says the way out', async () => {
    await migrate(schema.database);
    await claimInstallation(schema.pool, '01a209aa-0000-7000-8000-000000000001');
    const other = claimInstallation(schema.pool, '01a209aa-0000-7000-8000-000000000002');
    await expect(other).rejects.toThrow(/security\.contentKey/);
  });
});
