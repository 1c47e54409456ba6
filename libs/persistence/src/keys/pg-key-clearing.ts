import type pg from 'pg';
import type { KeyClearing } from '#application';

/** Rewrites the table of wrapped keys. */
export class PgKeyClearing implements KeyClearing {
  constructor(private readonly pool: pg.Pool) {}

  async clear(sinceMs: number | null): ReturnType<KeyClearing['clear']> {
    const client = await this.pool.connect();
    try {
      const { rows } = await client.query<{ isLocked: boolean }>(
        `SELECT pg_try_advisory_lock(hashtextextended('uniflag-key-clearing', 0)) AS "isLocked"`,
      );
      if (!rows[0]?.isLocked) return { outcome: 'busy' };
      return await rewrite(client, sinceMs);
    } finally {
      // With its connection end the lock and the settings.
      client.release(true);
    }
  }
}

/** Whoever waits for a lock on a table holds up all who come after: for no longer than this. */
const lockTimeoutMs = 500;
/** A million keys take about three seconds. */
const longestMs = 60_000;

async function rewrite(client: pg.PoolClient, sinceMs: number | null): ReturnType<KeyClearing['clear']> {
  await client.query(`SET lock_timeout = ${lockTimeoutMs}; SET statement_timeout = ${longestMs}`);
  const { rows: needs } = await client.query<Need>(needStatement, [sinceMs]);
  const need = needs[0];
  if (!need?.isNeeded) return { outcome: 'notNeeded' };
  const startedAtMs = performance.now();
  try {
    await client.query('VACUUM (FULL) data_keys');
  } catch (error) {
    if ((error as { code?: unknown }).code === lockNotAvailable) return { outcome: 'busy' };
    throw error;
  }
  // Where it may not, PostgreSQL only warns: what was rewritten lies in another file.
  const { rows } = await client.query<{ file: string }>(fileStatement);
  if (rows[0]?.file === need.file) return { outcome: 'notAllowed' };
  const durationMs = Math.round(performance.now() - startedAtMs);
  await client.query(
    'INSERT INTO key_clearings (changes, server_started_at, duration_ms) VALUES ($1, $2::timestamptz, $3)',
    [need.changes, need.startedAt, durationMs],
  );
  return { outcome: 'cleared', durationMs };
}

const lockNotAvailable = '55P03';
const fileStatement = `SELECT pg_relation_filenode('data_keys')::text AS file`;

/**
 * The server counts what is deleted and changed, and begins anew after a crash: a start since the last clearing counts as a
 * change. $1 is a time in ms; null asks for no time.
 */
const needStatement = `
  SELECT pg_relation_filenode('data_keys')::text AS file, s.changes::text AS changes,
    pg_postmaster_start_time()::text AS "startedAt",
    COALESCE(($1::float8 IS NULL OR l.cleared_at < to_timestamp($1 / 1000.0))
      AND (l.changes <> s.changes OR l.server_started_at <> pg_postmaster_start_time()), true) AS "isNeeded"
  FROM (SELECT pg_stat_clear_snapshot(), pg_stat_get_tuples_deleted('data_keys'::regclass)
      + pg_stat_get_tuples_updated('data_keys'::regclass) AS changes) s
  LEFT JOIN (SELECT * FROM key_clearings ORDER BY cleared_at DESC LIMIT 1) l ON true`;

interface Need {
  file: string;
  changes: string;
  startedAt: string;
  isNeeded: boolean;
}
