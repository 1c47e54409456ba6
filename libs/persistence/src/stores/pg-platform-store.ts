import type pg from 'pg';
import type { PlatformMode, PlatformStanding, PlatformStore } from '#application';
import { millis } from './rows.js';

/** How each platform stands: its mode, with history, holds and quota. */
export class PgPlatformStore implements PlatformStore {
  constructor(private readonly pool: pg.Pool) {}

  /** Adds rows for platforms that have none; a new platform is rehearsed. */
  async ensure(platforms: readonly string[]): Promise<void> {
    await this.pool.query(
      `WITH rates AS (
         INSERT INTO platform_rates (platform, tokens, refilled_at) SELECT unnest($1::text[]), 0, now()
         ON CONFLICT (platform) DO NOTHING
       )
       INSERT INTO platforms (platform) SELECT unnest($1::text[]) ON CONFLICT (platform) DO NOTHING`,
      [platforms],
    );
  }

  async list(): Promise<readonly PlatformStanding[]> {
    const { rows } = await this.pool.query<StandingRow>('SELECT * FROM platforms ORDER BY platform');
    return rows.map((row) => ({
      platform: row.platform,
      mode: row.mode,
      changedAtMs: millis(row.changed_at),
      changedBy: row.changed_by,
      heldUntilMs: millis(row.held_until),
      heldBecause: row.held_because,
    }));
  }

  async setMode(platform: string, mode: PlatformMode, by: string): Promise<void> {
    await setPlatformMode(this.pool, platform, mode, by);
  }

  async hold(platform: string, holdMs: number, code: string): Promise<void> {
    await this.pool.query(
      `INSERT INTO platforms (platform, held_until, held_because)
       VALUES ($1, now() + $2 * interval '1 millisecond', $3)
       ON CONFLICT (platform) DO UPDATE SET held_because = excluded.held_because,
         held_until = GREATEST(platforms.held_until, excluded.held_until)`,
      [platform, holdMs, code],
    );
  }

  async useQuota(platform: string, windowEndMs: number, units: number, limit: number): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `INSERT INTO platform_quotas (platform, window_ends_at, used)
       SELECT $1, to_timestamp($2 / 1000.0), $3::int WHERE $3::int <= $4
       ON CONFLICT (platform, window_ends_at) DO UPDATE SET used = platform_quotas.used + $3
         WHERE platform_quotas.used + $3 <= $4`,
      [platform, windowEndMs, units, limit],
    );
    return rowCount === 1;
  }
}

interface StandingRow {
  platform: string;
  mode: PlatformMode;
  changed_at: Date | null;
  changed_by: string | null;
  held_until: Date | null;
  held_because: string | null;
}

/** Also inside a transaction that does more. */
export async function setPlatformMode(
  db: pg.Pool | pg.PoolClient,
  platform: string,
  mode: PlatformMode,
  by: string,
): Promise<void> {
  await db.query(
    `WITH changed AS (
       INSERT INTO platforms (platform, mode, changed_at, changed_by) VALUES ($1, $2, now(), $3)
       ON CONFLICT (platform) DO UPDATE SET mode = $2, changed_at = now(), changed_by = $3, held_until = NULL,
         held_because = NULL, stopped_from = CASE WHEN $2 = 'stopped' THEN platforms.mode ELSE platforms.stopped_from END
       WHERE platforms.mode <> $2
       RETURNING 1
     )
     INSERT INTO platform_changes (platform, mode, changed_by) SELECT $1, $2, $3 FROM changed`,
    [platform, mode, by],
  );
  await db.query(`SELECT pg_notify('uniflag', '')`);
}
