import type pg from 'pg';

/** What such rows say of themselves is made up: the promises of the product are not about them. */
export async function dropMadeUpReports(pool: pg.Pool): Promise<void> {
  await pool.query('BEGIN; SET LOCAL session_replication_role = replica; TRUNCATE reports CASCADE; COMMIT');
}

/**
 * Fills tables without what triggers would keep of it: nothing of this happened.
 *
 * Each statement is a transaction of its own: other suites on this server wait for the oldest that is open.
 */
export async function fillMadeUp(pool: pg.Pool, statements: string): Promise<void> {
  const client = await pool.connect();
  await client.query('SET session_replication_role = replica; SET statement_timeout = 0');
  for (const statement of statements.split(';')) await client.query(statement);
  await client.query('RESET session_replication_role; RESET statement_timeout');
  client.release();
}
