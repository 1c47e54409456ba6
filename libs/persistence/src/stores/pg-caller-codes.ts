import type pg from 'pg';
import {
  ErasedReport,
  type CallerCodeState,
  type CallerCodeStore,
  type CallerCodeView,
  type ErasureCause,
  type NewCallerCode,
  type NoticesStandingAlike,
  type ValidCallerCode,
} from '#application';
import type { CategoryCode, Word } from '#core';

/** Codes of callers in PostgreSQL, by its clock. Only hashes are kept. */
export class PgCallerCodes implements CallerCodeStore {
  constructor(private readonly pool: pg.Pool) {}

  async isReport(reportId: string): Promise<boolean> {
    return (await this.pool.query('SELECT FROM reports WHERE id = $1', [reportId])).rowCount === 1;
  }

  async open({ reportId, codeHash, lifetimeMs, by }: NewCallerCode): Promise<number> {
    // The report is locked against an erasure in the same moment, which would leave a code behind.
    const { rows } = await this.pool.query<{ expires_at: Date }>(
      `INSERT INTO caller_codes (report_id, code_hash, created_by, expires_at)
       SELECT r.id, $2, $3, now() + $4 * interval '1 millisecond'
       FROM (SELECT id FROM reports WHERE id = $1 AND erased_at IS NULL FOR SHARE) r
       ON CONFLICT (report_id) DO UPDATE SET code_hash = EXCLUDED.code_hash, created_by = EXCLUDED.created_by,
         created_at = now(), expires_at = EXCLUDED.expires_at, ended_at = NULL
       RETURNING expires_at`,
      [reportId, Buffer.from(codeHash), by, lifetimeMs],
    );
    return rows[0]?.expires_at.getTime() ?? this.refuseErased(reportId);
  }

  async find(codeHash: Uint8Array): Promise<ValidCallerCode | undefined> {
    const { rows } = await this.pool.query<{ report_id: string; category: CategoryCode; expires_at: Date }>(
      `SELECT c.report_id, r.category, c.expires_at FROM caller_codes c JOIN reports r ON r.id = c.report_id
       WHERE c.code_hash = $1 AND c.expires_at > now() AND c.ended_at IS NULL`,
      [Buffer.from(codeHash)],
    );
    const [row] = rows;
    return row && { reportId: row.report_id, category: row.category, expiresAtMs: row.expires_at.getTime() };
  }

  async latest(reportId: string): Promise<CallerCodeView | undefined> {
    const { rows } = await this.pool.query<{ state: CallerCodeState; created_at: Date; expires_at: Date }>(
      `SELECT created_at, expires_at, CASE WHEN ended_at IS NOT NULL THEN 'ENDED'
         WHEN expires_at <= now() THEN 'EXPIRED' ELSE 'OPEN' END AS state
       FROM caller_codes WHERE report_id = $1`,
      [reportId],
    );
    const [row] = rows;
    return (
      row && {
        state: row.state,
        createdAtMs: row.created_at.getTime(),
        expiresAtMs: row.expires_at.getTime(),
      }
    );
  }

  async end(reportId: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `UPDATE caller_codes SET ended_at = now()
       WHERE report_id = $1 AND ended_at IS NULL AND expires_at > now()`,
      [reportId],
    );
    return rowCount === 1;
  }

  async standings(reportId: string): Promise<readonly NoticesStandingAlike[]> {
    const { rows } = await this.pool.query<StandingRow>(
      `SELECT s.platform, s.word, s.mode IS NOT DISTINCT FROM 'rehearsed' AS is_rehearsed, count(*)::int AS count,
         max(COALESCE(e.at, s.created_at)) AS changed_at, max(s.seen_at) AS seen_at
       FROM submissions s LEFT JOIN (
         SELECT submission_id, max(at) AS at FROM events
         WHERE report_id = $1 AND word IS DISTINCT FROM previous_word GROUP BY submission_id
       ) e ON e.submission_id = s.id
       WHERE s.report_id = $1
         AND NOT EXISTS (SELECT FROM submissions l WHERE l.repeats = s.id AND l.delivery <> 'CANCELLED')
       GROUP BY 1, 2, 3 ORDER BY min(s.ordinal)`,
      [reportId],
    );
    return rows.map(({ platform, word, is_rehearsed, count, changed_at, seen_at }) => ({
      ...{ platform, word, count, isRehearsed: is_rehearsed },
      changedAtMs: changed_at.getTime(),
      seenAtMs: seen_at?.getTime() ?? null,
    }));
  }

  private async refuseErased(reportId: string): Promise<never> {
    const { rows } = await this.pool.query<{
      reference: string;
      erased_because: ErasureCause;
      erased_at: Date;
    }>('SELECT reference, erased_because, erased_at FROM reports WHERE id = $1 AND erased_at IS NOT NULL', [
      reportId,
    ]);
    const [row] = rows;
    if (!row) throw new Error(`report ${reportId} is not there`);
    throw new ErasedReport(row.reference, row.erased_because, row.erased_at.getTime());
  }
}

interface StandingRow {
  platform: string;
  word: Word;
  is_rehearsed: boolean;
  count: number;
  changed_at: Date;
  seen_at: Date | null;
}
