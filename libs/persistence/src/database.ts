import type pg from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { FirstSchema1763900000000 } from './migrations/1763900000000-first-schema.js';

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
  readonly source: DataSource;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const schema = options.schema ?? 'public';
  const source = new DataSource({
    type: 'postgres',
    url: options.url,
    schema,
    synchronize: false,
    migrations: [FirstSchema1763900000000],
    migrationsTransactionMode: 'all',
    poolErrorHandler: (error: Error) => options.onIdleError?.(error),
    applicationName: 'uniflag',
    extra: {
      max: options.poolSize,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      statement_timeout: options.statementTimeoutMs,
      lock_timeout: options.lockTimeoutMs,
      idle_in_transaction_session_timeout: 15_000,
      options: `-c synchronous_commit=on -c search_path=${schema}`,
    },
  });
  await source.initialize();
  return {
    source,
    pool: (source.driver as PostgresDriver).master as pg.Pool,
    close: () => source.destroy(),
  };
}

/** Brings the schema up to date; safe to run from several processes at once. */
export async function migrate({ source }: Database): Promise<readonly string[]> {
  const runner = source.createQueryRunner();
  try {
    await runner.query(`SELECT pg_advisory_lock(hashtextextended('uniflag-migrations', 0))`);
    const done = await source.runMigrations();
    return done.map(({ name }) => name);
  } finally {
    await runner.query(`SELECT pg_advisory_unlock(hashtextextended('uniflag-migrations', 0))`);
    await runner.release();
  }
}
