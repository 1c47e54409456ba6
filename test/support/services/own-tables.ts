import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { migrate, openDatabase, type DatabaseOptions } from '#persistence';
import { testDatabaseUrl } from './postgres.js';
import { rememberTables, resetTables } from './reset-tables.js';

/** Where a suite has tables of its own. */
export interface OwnTables {
  readonly url: string;
  /** Refused while somebody still uses them. */
  drop(): Promise<void>;
}

export interface MigratedTables extends OwnTables {
  /**
   * Takes rows and counters back to the beginning; false, and nothing done, where the tables themselves were changed.
   *
   * @param connections those that may stay; throws where there are others
   */
  reset(connections: number): Promise<boolean>;
}

const persistence = path.resolve(__dirname, '../../../libs/persistence/src');
let pattern: Promise<string> | undefined;

/**
 * A copy of a database that was migrated once for all suites: it takes a tenth of the time of migrating anew.
 *
 * @param schema name of the database and of the schema with its tables
 */
export async function createMigratedTables(schema: string): Promise<MigratedTables> {
  pattern ??= ensurePattern();
  const from = await pattern;
  await onServer((client) => client.query(`CREATE DATABASE ${schema} TEMPLATE ${from}`));
  const url = urlOf(schema);
  const beginning = await onServer(async (client) => {
    await client.query(`ALTER SCHEMA ${patternSchema} RENAME TO ${schema}`);
    return rememberTables(client, schema);
  }, url);
  return {
    url,
    reset: (connections) =>
      onServer((client) => resetTables(client, { schema, beginning, connections }), url),
    drop: async () => {
      await onServer((client) => client.query(`DROP DATABASE ${schema}`));
    },
  };
}

/** A schema without tables, in a database that others use too. */
export async function createEmptySchema(schema: string, url = testDatabaseUrl()): Promise<OwnTables> {
  await onServer((client) => client.query(`CREATE SCHEMA ${schema}`), url);
  return {
    url,
    drop: async () => {
      await onServer((client) => client.query(`DROP SCHEMA ${schema} CASCADE`), url);
    },
  };
}

const patternSchema = 'migrated';

/** One suite migrates it, the others wait; its name says from which migrations. */
async function ensurePattern(): Promise<string> {
  const name = `uniflag_migrated_${await hashOfMigrations()}`;
  await onServer(async (client) => {
    await client.query(`SELECT pg_advisory_lock(hashtextextended('${name}', 0))`);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount !== 0) return;
    const unfinished = `${name}_unfinished`;
    await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${unfinished}`);
    const url = urlOf(unfinished);
    await onServer((owner) => owner.query(`CREATE SCHEMA ${patternSchema}`), url);
    const database = await openDatabase({ ...limits, url, poolSize: 1, schema: patternSchema });
    await migrate(database);
    await startYear(database.pool);
    await database.close();
    await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${name}`);
  });
  return name;
}

/** The first report of a year makes the sequence of its numbers: a copy without it would be another after a test. */
async function startYear(pool: pg.Pool): Promise<void> {
  const year = new Date().getUTCFullYear();
  await pool.query('SELECT next_report_number($1)', [year]);
  await pool.query(`SELECT setval('report_numbers_${year}', 1, false)`);
}

/** How long statements of tests may take. */
export const limits: Pick<DatabaseOptions, 'statementTimeoutMs' | 'lockTimeoutMs'> = {
  statementTimeoutMs: 10_000,
  lockTimeoutMs: 3_000,
};

async function hashOfMigrations(): Promise<string> {
  const folder = path.join(persistence, 'migrations');
  const names = (await readdir(folder)).sort().map((name) => path.join(folder, name));
  const hash = createHash('sha256');
  for (const file of [...names, path.join(persistence, 'database.ts')]) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

function urlOf(database: string): string {
  return Object.assign(new URL(testDatabaseUrl()), { pathname: `/${database}` }).href;
}

async function onServer<Result>(
  work: (client: pg.Client) => Promise<Result>,
  url = testDatabaseUrl(),
): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
