import type pg from 'pg';

/** What such rows say of themselves is made up: the promises of the product are not about them. */
export async function dropMadeUpReports(pool: pg.Pool): Promise<void> {
  await pool.query('BEGIN; SET LOCAL session_replication_role = replica; TRUNCATE reports CASCADE; COMMIT');
}
