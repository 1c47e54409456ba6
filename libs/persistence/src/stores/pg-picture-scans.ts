import type pg from 'pg';
import type { PictureScanStore, ScanNews, SignedPictureScan } from '#application';

export interface KeptPictureScan {
  readonly day: string;
  readonly beganAtMs: number;
  readonly endedAtMs: number | null;
  /** Null while it has not ended. */
  readonly scan: SignedPictureScan | null;
}

/** Nightly scans in PostgreSQL, by its clock. */
export class PgPictureScans implements PictureScanStore {
  constructor(private readonly pool: Pick<pg.Pool, 'query'>) {}

  async claim(day: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `INSERT INTO picture_scans AS s (day) VALUES ($1)
       ON CONFLICT (day) DO UPDATE SET began_at = now()
       WHERE s.ended_at IS NULL AND s.began_at < now() - interval '1 hour'`,
      [day],
    );
    return rowCount === 1;
  }

  async keep(day: string, scan: SignedPictureScan): Promise<void> {
    const found = scan.places.reduce((sum, { findings }) => sum + findings.length, 0);
    await this.pool.query(
      'UPDATE picture_scans SET ended_at = now(), found = $2, scan = $3, told_at = NULL WHERE day = $1',
      [day, found, JSON.stringify(scan)],
    );
  }

  async news(lateAfterDays: number): Promise<readonly ScanNews[]> {
    const { rows } = await this.pool.query<ScanNews>(
      `SELECT s.day::text AS day, s.found FROM picture_scans s
       WHERE s.told_at IS NULL AND (s.found > 0 OR s.ended_at IS NULL
         AND s.day = (SELECT max(day) FROM picture_scans)
         AND (SELECT min(began_at) FROM picture_scans) < now() - $1 * interval '1 day'
         AND NOT EXISTS (SELECT 1 FROM picture_scans e WHERE e.ended_at > now() - $1 * interval '1 day'))
       ORDER BY s.day`,
      [lateAfterDays],
    );
    return rows;
  }

  async told(day: string): Promise<void> {
    await this.pool.query('UPDATE picture_scans SET told_at = now() WHERE day = $1', [day]);
  }

  /** Newest first. */
  async list(limit: number): Promise<readonly KeptPictureScan[]> {
    const { rows } = await this.pool.query<{
      day: string;
      began_at: Date;
      ended_at: Date | null;
      scan: SignedPictureScan | null;
    }>(
      'SELECT day::text AS day, began_at, ended_at, scan FROM picture_scans ORDER BY picture_scans.day DESC LIMIT $1',
      [limit],
    );
    return rows.map(({ day, began_at: beganAt, ended_at: endedAt, scan }) => ({
      ...{ day, scan, beganAtMs: beganAt.getTime(), endedAtMs: endedAt?.getTime() ?? null },
    }));
  }
}

/** For figures: what the last scan that ended found, and how long ago that was; undefined before the first. */
export async function readPictureScan(
  pool: Pick<pg.Pool, 'query'>,
): Promise<{ readonly found: number; readonly ageSeconds: number } | undefined> {
  const { rows } = await pool.query<{ found: number; age: number }>(
    `SELECT found, extract(epoch FROM now() - ended_at)::int AS age FROM picture_scans
     WHERE ended_at IS NOT NULL ORDER BY day DESC LIMIT 1`,
  );
  return rows[0] && { found: rows[0].found, ageSeconds: rows[0].age };
}
