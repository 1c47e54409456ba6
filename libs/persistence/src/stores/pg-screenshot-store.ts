import type pg from 'pg';
import {
  ErasedReport,
  type ErasureCause,
  type KeptScreenshot,
  type ScreenshotHolder,
  type ScreenshotStore,
  type SealedScreenshot,
} from '#application';

/** Screenshots in PostgreSQL, by its clock. */
export class PgScreenshotStore implements ScreenshotStore {
  constructor(private readonly pool: pg.Pool) {}

  async holder(reportId: string): Promise<ScreenshotHolder | undefined> {
    const { rows } = await this.pool.query<HolderRow>(
      `SELECT r.category, r.reference, r.erased_at, r.erased_because,
         ARRAY(SELECT id FROM screenshots WHERE report_id = r.id) AS screenshots
       FROM reports r WHERE r.id = $1`,
      [reportId],
    );
    const [row] = rows;
    if (row?.erased_at) throw new ErasedReport(row.reference, row.erased_because, row.erased_at.getTime());
    return row && { category: row.category, screenshots: row.screenshots };
  }

  async list(reportId: string): Promise<readonly KeptScreenshot[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT ${columns} FROM screenshots s WHERE s.report_id = $1 AND s.expires_at > now() ORDER BY s.added_at, s.id`,
      [reportId],
    );
    return rows.map(keptOf);
  }

  async find(reportId: string, id: string): Promise<SealedScreenshot | undefined> {
    const { rows } = await this.pool.query<SealedRow>(
      `SELECT ${columns}, s.sealed, r.reference, k.wrapped, k.wrapping_key_id
       FROM screenshots s JOIN reports r ON r.id = s.report_id JOIN data_keys k ON k.owner_id = s.id
       WHERE s.report_id = $1 AND s.id = $2 AND s.expires_at > now()`,
      [reportId, id],
    );
    const [row] = rows;
    return (
      row && {
        ...keptOf(row),
        ...{ reportReference: row.reference, sealed: row.sealed },
        key: { wrapped: row.wrapped, wrappingKeyId: row.wrapping_key_id },
      }
    );
  }

  async expire(limit: number): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>(
      `WITH gone AS (
         DELETE FROM screenshots WHERE id IN (
           SELECT id FROM screenshots WHERE expires_at <= now() ORDER BY expires_at LIMIT $1
         ) RETURNING id
       ), keys AS (
         DELETE FROM data_keys k USING gone WHERE k.owner_id = gone.id
       )
       SELECT count(*)::int AS count FROM gone`,
      [limit],
    );
    return rows[0]?.count ?? 0;
  }
}

const columns = 's.id, s.media_type, s.size_bytes, s.is_scanned, s.added_by, s.added_at, s.expires_at';

interface HolderRow {
  category: string;
  reference: string;
  erased_at: Date | null;
  erased_because: ErasureCause;
  screenshots: string[];
}

interface Row {
  id: string;
  media_type: KeptScreenshot['type'];
  size_bytes: number;
  is_scanned: boolean;
  added_by: string;
  added_at: Date;
  expires_at: Date;
}

interface SealedRow extends Row {
  sealed: Buffer;
  reference: string;
  wrapped: Buffer;
  wrapping_key_id: string;
}

function keptOf(row: Row): KeptScreenshot {
  return {
    ...{ id: row.id, type: row.media_type, sizeBytes: row.size_bytes, isScanned: row.is_scanned },
    ...{ by: row.added_by, addedAtMs: row.added_at.getTime(), expiresAtMs: row.expires_at.getTime() },
  };
}
