import type pg from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { FirstSchema1763900000000 } from './migrations/1763900000000-first-schema.js';
import { UrgencyAndMode1764200000000 } from './migrations/1764200000000-urgency-and-mode.js';

export interface DatabaseOptions {
  readonly url: string;
  /** Connections this process may open. */
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
  /** Schema of the tables; `public` unless a test asks for its own. */
  readonly schema?: string;
  /** Told about connections that break while nobody uses them. */
  readonly onIdleError?: (error: Error) => void;
}

/** An open database: TypeORM for schema and simple rows, its pool for the statements that must be one round trip. */
export interface Database {
  readonly options: DatabaseOptions;
  readonly source: DataSource;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const source = sourceOf(options);
  await source.initialize();
  return {
    options,
    source,
    pool: (source.driver as PostgresDriver).master as pg.Pool,
    close: () => source.destroy(),
  };
}

/**
 * Brings the schema up to date; safe to run from several processes at once: one does it, the others wait for it.
 *
 * Over connections of its own, because neither the wait nor a change of large tables is bound to a request's time.
 */
export async function migrate({ options }: Pick<Database, 'options'>): Promise<readonly string[]> {
  const source = sourceOf({ ...options, poolSize: 2, statementTimeoutMs: 0 });
  await source.initialize();
  try {
    const runner = source.createQueryRunner();
    await runner.query('SET lock_timeout = 0');
    // Held until its connection closes with the source.
    await runner.query(`SELECT pg_advisory_lock(hashtextextended('uniflag-migrations', 0))`);
    const done = await source.runMigrations();
    return done.map(({ name }) => name);
  } finally {
    await source.destroy();
  }
}

/** How much longer than the server's own limit we wait for an answer: then the connection is dead. */
const deadAfterMs = 5_000;

function sourceOf(options: DatabaseOptions): DataSource {
  const { url, schema = 'public', poolSize, statementTimeoutMs, lockTimeoutMs } = options;
  return new DataSource({
    type: 'postgres',
    url,
    schema,
    synchronize: false,
    migrations: [FirstSchema1763900000000, UrgencyAndMode1764200000000],
    migrationsTransactionMode: 'all',
    poolErrorHandler: (error: Error) => options.onIdleError?.(error),
    applicationName: 'uniflag',
    extra: {
      max: poolSize,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      statement_timeout: statementTimeoutMs,
      lock_timeout: lockTimeoutMs,
      idle_in_transaction_session_timeout: 15_000,
      ...(statementTimeoutMs === 0 ? {} : { query_timeout: statementTimeoutMs + deadAfterMs }),
      options: `-c synchronous_commit=on -c search_path=${schema}`,
    },
  });
}
