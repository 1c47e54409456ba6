import type pg from 'pg';
import type { ExportedReport, ExportedSubmission } from '#application';
import type { CategoryCode, Effect } from '#core';
import { millis } from '../stores/rows.js';

export interface ExportPeriod {
  /** Filed from then on; absent is from the first. */
  readonly from?: Date;
  /** Filed before; absent is until now. */
  readonly to?: Date;
}

/** Rows that are read at once, and held until they are taken. */
export const exportPageRows = 500;

/**
 * Reports and submissions as tables, oldest first, a page at a time. Each page is a query of its own that ends before its
 * rows are handed out: a slow reader keeps no connection and no transaction open. What changes while somebody reads stands
 * as it was when its page was read.
 */
export class PgExportQueries {
  constructor(
    private readonly pool: pg.Pool,
    private readonly pageRows = exportPageRows,
  ) {}

  async countReports({ from, to }: ExportPeriod): Promise<number> {
    return this.count('reports r', { from, to });
  }

  async countSubmissions({ from, to }: ExportPeriod): Promise<number> {
    return this.count('reports r JOIN submissions s ON s.report_id = r.id', { from, to });
  }

  reports(period: ExportPeriod): AsyncGenerator<readonly ExportedReport[]> {
    const read = (values: unknown[]) => this.pool.query<ReportRow>(reportsStatement, values);
    return this.pages(read, period, (row) => ({
      reference: row.reference,
      filedAtMs: row.filed_at.getTime(),
      updatedAtMs: row.updated_at.getTime(),
      category: row.category,
      status: row.status,
      attention: row.attention,
      platforms: row.platforms,
      submissions: row.submissions,
      counts: row.counts,
      erasedAtMs: millis(row.erased_at),
    }));
  }

  submissions(period: ExportPeriod): AsyncGenerator<readonly ExportedSubmission[]> {
    const read = (values: unknown[]) => this.pool.query<SubmissionRow>(submissionsStatement, values);
    return this.pages(read, period, (row) => ({
      report: row.reference,
      ordinal: row.ordinal,
      filedAtMs: row.filed_at.getTime(),
      category: row.category,
      platform: row.platform,
      channel: row.channel,
      regime: row.regime,
      targetKind: row.target_kind,
      mode: row.mode,
      word: row.word,
      delivery: row.delivery,
      decision: row.decision,
      effects: row.effects,
      refusalReason: row.refusal_reason,
      verification: row.verification,
      remedy: row.remedy,
      sentAtMs: millis(row.sent_at),
      decidedAtMs: millis(row.decided_at),
      seenAtMs: millis(row.seen_at),
      acknowledgeDueAtMs: millis(row.acknowledge_due_at),
      dueAtMs: millis(row.due_at),
      escalationStep: row.escalation_step,
      tries: row.tries,
      erasedAtMs: millis(row.erased_at),
    }));
  }

  private async count(tables: string, { from, to }: Partial<Record<'from' | 'to', Date | undefined>>) {
    const { rows } = await this.pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${tables} WHERE r.created_at >= $1 AND r.created_at < $2`,
      [from ?? '-infinity', to ?? 'infinity'],
    );
    return rows[0]?.count ?? 0;
  }

  private async *pages<Row extends PlacedRow, Exported>(
    read: (values: unknown[]) => Promise<{ readonly rows: readonly Row[] }>,
    { from, to }: ExportPeriod,
    present: (row: Row) => Exported,
  ): AsyncGenerator<readonly Exported[]> {
    let after: readonly unknown[] = [from ?? '-infinity', lowestId, -1];
    for (;;) {
      const { rows } = await read([...after, to ?? 'infinity', this.pageRows]);
      if (rows.length > 0) yield rows.map(present);
      const last = rows.at(-1);
      if (!last || rows.length < this.pageRows) return;
      // As text: a Date would cut the microseconds off.
      after = [last.place, last.id, last.ordinal];
    }
  }
}

const lowestId = '00000000-0000-0000-0000-000000000000';

interface PlacedRow {
  id: string;
  place: string;
  ordinal: number;
  reference: string;
  filed_at: Date;
  category: CategoryCode;
  erased_at: Date | null;
}

interface ReportRow extends PlacedRow {
  updated_at: Date;
  status: string;
  attention: string[];
  platforms: string[];
  submissions: number;
  counts: Record<string, number>;
}

interface SubmissionRow extends PlacedRow {
  platform: string;
  channel: string;
  regime: string;
  target_kind: string;
  mode: string | null;
  word: string;
  delivery: string;
  decision: string;
  effects: Effect[];
  refusal_reason: string | null;
  verification: string;
  remedy: string;
  sent_at: Date | null;
  decided_at: Date | null;
  seen_at: Date | null;
  acknowledge_due_at: Date | null;
  due_at: Date | null;
  escalation_step: string | null;
  tries: number;
}

// The first condition is what the index is searched by, the second leaves out what the page before had.
const reportsStatement = `
  SELECT r.id, r.created_at::text AS place, 0 AS ordinal, r.reference, r.created_at AS filed_at, r.updated_at, r.category,
    r.status, r.attention, r.counts, r.erased_at, s.platforms, s.submissions
  FROM reports r
  JOIN LATERAL (
    SELECT COALESCE(array_agg(DISTINCT x.platform ORDER BY x.platform), '{}') AS platforms, count(*)::int AS submissions
    FROM submissions x WHERE x.report_id = r.id
  ) s ON true
  WHERE r.created_at >= $1::timestamptz AND (r.created_at, r.id, 0) > ($1::timestamptz, $2::uuid, $3::int)
    AND r.created_at < $4
  ORDER BY r.created_at, r.id LIMIT $5`;

const submissionsStatement = `
  SELECT r.id, r.created_at::text AS place, s.ordinal, r.reference, r.created_at AS filed_at, r.category, r.erased_at,
    s.platform, s.channel, s.regime, s.target_kind, s.mode, s.word, s.delivery, s.decision, s.effects, s.refusal_reason,
    s.verification, s.remedy, s.sent_at, s.decided_at, s.seen_at, s.acknowledge_due_at, s.due_at, s.escalation_step, s.tries
  FROM reports r JOIN submissions s ON s.report_id = r.id
  WHERE r.created_at >= $1::timestamptz AND (r.created_at, r.id, s.ordinal) > ($1::timestamptz, $2::uuid, $3::int)
    AND r.created_at < $4
  ORDER BY r.created_at, r.id, s.ordinal LIMIT $5`;
