import type pg from 'pg';
import type { DueErasure, ErasureRecord, KeptLonger, RetentionRules, RetentionStore } from '#application';

/** What is to be erased, in PostgreSQL, by its clock. */
export class PgRetentionStore implements RetentionStore {
  constructor(private readonly pool: pg.Pool) {}

  async due(rules: RetentionRules, limit: number): Promise<readonly DueErasure[]> {
    const { rows } = await this.pool.query<DueRow>(
      `SELECT r.id, r.reference, r.category, r.updated_at, r.last_sequence FROM ${dueReports}
       ORDER BY r.updated_at LIMIT $4`,
      [...rulesValues(rules), limit],
    );
    return rows.map((row) => ({
      ...{ reportId: row.id, reference: row.reference, category: row.category },
      lastActivityAtMs: row.updated_at.getTime(),
      lastSequence: row.last_sequence,
    }));
  }

  async countDue(rules: RetentionRules): Promise<Readonly<Record<string, number>>> {
    const { rows } = await this.pool.query<{ category: string; count: number }>(
      `SELECT r.category, count(*)::int AS count FROM ${dueReports} GROUP BY r.category ORDER BY r.category`,
      rulesValues(rules),
    );
    return Object.fromEntries(rows.map(({ category, count }) => [category, count]));
  }

  async eraseReplies({ unmatchedRepliesForMs }: RetentionRules, limit: number): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>(
      `WITH old AS (
         SELECT p.id FROM replies p WHERE p.sealed IS NOT NULL AND p.state NOT IN ('NEW', 'WAITING') AND (
           (p.submission_id IS NULL AND p.received_at < now() - $1 * interval '1 millisecond')
           OR EXISTS (SELECT 1 FROM submissions s JOIN reports r ON r.id = s.report_id
             WHERE s.id = p.submission_id AND r.erased_at IS NOT NULL))
         LIMIT $2 FOR UPDATE SKIP LOCKED
       ), erased AS (
         UPDATE replies p SET sealed = NULL, content_hash = '', match_references = '{}', in_reply_to = '{}',
           state = CASE p.state WHEN 'APPLIED' THEN p.state ELSE 'DISMISSED' END
         FROM old WHERE p.id = old.id RETURNING p.id
       ), keys AS (
         DELETE FROM data_keys k USING erased WHERE k.owner_id = erased.id
       )
       SELECT count(*)::int AS count FROM erased`,
      [unmatchedRepliesForMs, limit],
    );
    return rows[0]?.count ?? 0;
  }

  async keptBecause(reportId: string): Promise<KeptLonger | undefined> {
    const { rows } = await this.pool.query<KeepRow>(
      `SELECT k.id, k.reason, k.until_at, k.kept_by, k.kept_at FROM report_keeps k
       WHERE k.report_id = $1 AND ${stillHolds} ORDER BY k.kept_at DESC LIMIT 1`,
      [reportId],
    );
    return rows[0] && keptOf(rows[0]);
  }

  /** Reports that are kept longer, by the latest reason of each; whom somebody said so of last come first. */
  async kept(limit: number): Promise<readonly (KeptLonger & { readonly reference: string })[]> {
    const { rows } = await this.pool.query<KeepRow & { reference: string }>(
      `SELECT r.reference, k.* FROM (
         SELECT DISTINCT ON (k.report_id) k.report_id, k.id, k.reason, k.until_at, k.kept_by, k.kept_at
         FROM report_keeps k WHERE ${stillHolds} ORDER BY k.report_id, k.kept_at DESC
       ) k JOIN reports r ON r.id = k.report_id ORDER BY k.kept_at DESC, k.id LIMIT $1`,
      [limit],
    );
    return rows.map((row) => ({ ...keptOf(row), reference: row.reference }));
  }

  async erasures(limit: number): Promise<readonly ErasureRecord[]> {
    const { rows } = await this.pool.query<ErasureRow>(
      `SELECT reference, because, erased_by, erased_at, key_fingerprints FROM erasures ORDER BY erased_at DESC, id LIMIT $1`,
      [limit],
    );
    return rows.map((row) => ({
      ...{ reference: row.reference, because: row.because, by: row.erased_by, atMs: row.erased_at.getTime() },
      keysDestroyed: row.key_fingerprints.length,
      keyFingerprints: row.key_fingerprints.map((bytes) => bytes.toString('hex')),
    }));
  }
}

/** Of a row `k` of report_keeps. */
const stillHolds = 'k.lifted_at IS NULL AND (k.until_at IS NULL OR k.until_at > now())';

/** $1 usual time in ms, $2 category -> its own time, $3 the shortest of all. */
const dueReports = `reports r
  WHERE r.erased_at IS NULL AND r.updated_at < now() - $3 * interval '1 millisecond'
    AND r.updated_at < now() - COALESCE(($2::jsonb ->> r.category)::bigint, $1) * interval '1 millisecond'
    AND NOT EXISTS (SELECT 1 FROM report_keeps k WHERE k.report_id = r.id AND ${stillHolds})
    AND NOT EXISTS (SELECT 1 FROM report_holds h WHERE h.report_id = r.id AND h.released_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM submissions s WHERE s.report_id = r.id AND s.delivery IN ('QUEUED', 'RETRY_WAIT', 'SENDING'))
    AND NOT EXISTS (SELECT 1 FROM follow_ups f WHERE f.report_id = r.id AND f.state IN ('QUEUED', 'SENDING'))
    AND NOT EXISTS (SELECT 1 FROM replies p JOIN submissions s ON s.id = p.submission_id
      WHERE s.report_id = r.id AND p.state IN ('NEW', 'WAITING'))`;

function rulesValues({ reportsForMs, byCategoryMs }: RetentionRules): unknown[] {
  const shortest = Math.min(reportsForMs, ...Object.values(byCategoryMs));
  return [reportsForMs, JSON.stringify(byCategoryMs), shortest];
}

interface DueRow {
  id: string;
  reference: string;
  category: string;
  updated_at: Date;
  last_sequence: number;
}

interface KeepRow {
  id: string;
  reason: KeptLonger['reason'];
  until_at: Date | null;
  kept_by: string;
  kept_at: Date;
}

function keptOf(row: KeepRow): KeptLonger {
  const { id, reason, kept_by: by } = row;
  return { id, reason, by, atMs: row.kept_at.getTime(), untilMs: row.until_at?.getTime() ?? null };
}

interface ErasureRow {
  reference: string;
  because: ErasureRecord['because'];
  erased_by: string | null;
  erased_at: Date;
  key_fingerprints: Buffer[];
}
