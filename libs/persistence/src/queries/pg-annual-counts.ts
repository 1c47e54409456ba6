import type pg from 'pg';
import type { PlatformMode } from '#application';
import { removingEffects, timesUntilEnded, type EventType, type NoticeCount } from '#core';
import { noticeAt } from '../outcomes/notice-figures.js';
import { isWithdrawn } from '../outcomes/withdrawn-events.js';
import { inTransaction } from '../stores/in-transaction.js';

export interface AnnualCounts {
  readonly counts: readonly NoticeCount[];
  /** The events of these notices, by their places in the feed. */
  readonly events: { readonly first: number | null; readonly last: number | null; readonly count: number };
  /** What had been committed by then, as PostgreSQL writes it. */
  readonly snapshot: string;
}

export interface AnnualWait {
  readonly provider: string;
  readonly medianHours: number | null;
  readonly ninetiethHours: number | null;
}

interface AnnualWaitRow {
  readonly provider: string;
  /** In whole hours. */
  readonly length: number;
  readonly isEnded: boolean;
  readonly count: number;
}

export interface AnnualFilter {
  readonly from: Date;
  readonly to: Date;
  readonly mode: PlatformMode;
}

/**
 * What a trusted flagger's yearly report counts: notices under Article 22 that were sent in a period and came to their
 * platform, as they stand now. Like all outcomes, from what outlives the erasure of a report.
 */
export class PgAnnualCounts {
  constructor(private readonly pool: pg.Pool) {}

  async read({ from, to, mode }: AnnualFilter): Promise<AnnualCounts> {
    const values = [from, to, mode];
    const read = await inTransaction(this.pool, async (client) => {
      // Counts, events and what comes later are of one moment.
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const counts = await client.query<NoticeCount>(countStatement, values);
      const events = await client.query<{ first: string | null; last: string | null; count: number }>(
        eventStatement,
        values,
      );
      const snapshot = await client.query<{ snapshot: string }>(
        'SELECT pg_current_snapshot()::text AS snapshot',
      );
      const [range] = events.rows;
      const [seen] = snapshot.rows;
      return range && seen && { counts: counts.rows, range, snapshot: seen.snapshot };
    });
    if (!read) throw new Error('the database answered nothing');
    const { counts, range, snapshot } = read;
    const place = (text: string | null) => (text === null ? null : Number(text));
    return {
      ...{ counts, snapshot },
      events: { first: place(range.first), last: place(range.last), count: range.count },
    };
  }

  /**
   * How long it took until half, and nine in ten, of the notices to a platform had a first decision (Kaplan and Meier), as
   * far as it was seen by the end of the period: what is decided later changes nothing of it. In whole hours; null where
   * too few were decided.
   */
  async waits(filter: AnnualFilter): Promise<readonly AnnualWait[]> {
    const { from, to, mode } = filter;
    const { rows } = await this.pool.query<AnnualWaitRow>(waitStatement, [from, to, mode]);
    return [...new Set(rows.map(({ provider }) => provider))].map((provider) => {
      const waits = rows
        .filter((row) => row.provider === provider)
        .map(({ length, isEnded, count }) => ({
          ...{ length, ended: isEnded ? count : 0, stillOpen: isEnded ? 0 : count },
        }));
      const [medianHours = null, ninetiethHours = null] = timesUntilEnded(waits, [0.5, 0.9]);
      return { provider, medianHours, ninetiethHours };
    });
  }

  /** Events by type that came after a snapshot and may have changed what it counted; in the order of the types. */
  async laterEvents(
    { from, to }: Pick<AnnualFilter, 'from' | 'to'>,
    snapshot: string,
  ): Promise<readonly { readonly type: EventType; readonly count: number }[]> {
    const { rows } = await this.pool.query<{ type: EventType; count: number }>(
      `WITH concerned AS MATERIALIZED (
         SELECT s.id, s.report_id FROM submissions s WHERE s.regime = 'DSA_ART22'
           AND (${noticeAt('s')} >= $1 AND ${noticeAt('s')} < $2 OR s.created_at >= $1 AND s.created_at < $2)
       )
       SELECT e.type, count(*)::int AS count FROM events e
       WHERE e.xid >= pg_snapshot_xmin($3::pg_snapshot) AND NOT pg_visible_in_snapshot(e.xid, $3::pg_snapshot)
         AND (e.submission_id IN (SELECT id FROM concerned)
           OR e.submission_id IS NULL AND e.type = 'report.corrected' AND e.report_id IN (SELECT report_id FROM concerned))
       GROUP BY e.type ORDER BY e.type`,
      [from, to, snapshot],
    );
    return rows;
  }
}

/** $1 from, $2 to, $3 mode. Submissions of before there were modes went where their platform stood at the time of the send. */
const picked = `s.regime = 'DSA_ART22' AND ${noticeAt('s')} >= $1::timestamptz AND ${noticeAt('s')} < $2::timestamptz
    AND s.sent_at IS NOT NULL AND s.delivery IN ('SENT', 'ACKNOWLEDGED')
    AND COALESCE(s.mode, (SELECT d.mode FROM sends d WHERE d.submission_id = s.id ORDER BY d.number DESC LIMIT 1),
      'rehearsed') = $3`;

const removing = removingEffects.map((effect) => `'${effect}'`).join(', ');

const countStatement = `
  SELECT n.platform, n.category, n.action, n."refusalReason", n."removedWithin", count(*)::int AS count
  FROM (
    SELECT s.platform, r.category, a.action,
      CASE a.action WHEN 'REFUSED' THEN COALESCE(s.refusal_reason, 'NO_REASON_GIVEN') END AS "refusalReason",
      CASE a.action WHEN 'REMOVED' THEN (
        SELECT CASE WHEN min(e.at) <= s.sent_at + interval '1 day' THEN 'WITHIN_1_DAY'
          WHEN min(e.at) <= s.sent_at + interval '3 days' THEN 'WITHIN_3_DAYS'
          WHEN min(e.at) <= s.sent_at + interval '6 days' THEN 'WITHIN_6_DAYS' ELSE 'LATER' END
        FROM events e WHERE e.submission_id = s.id AND e.type = 'submission.decided' AND e.at >= s.sent_at AND NOT ${isWithdrawn('e')}
          AND e.detail -> 'effects' ?| ARRAY[${removing}]) END AS "removedWithin"
    FROM submissions s JOIN reports r ON r.id = s.report_id
    CROSS JOIN LATERAL (SELECT CASE
      WHEN s.decision = 'ACTIONED' AND s.effects && ARRAY[${removing}] THEN 'REMOVED'
      WHEN s.decision = 'ACTIONED' THEN 'RESTRICTED'
      WHEN s.decision IN ('REFUSED', 'REVERSED') THEN s.decision
      WHEN s.decision IN ('NOT_FOUND', 'DUPLICATE') THEN 'NOT_FOUND'
      WHEN s.word = 'gone_unexplained' THEN 'GONE_UNEXPLAINED'
      ELSE 'NO_DECISION' END AS action) a
    WHERE ${picked}
  ) n
  GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`;

const waitStatement = `
  SELECT provider, floor(date_part('epoch', CASE WHEN is_ended THEN decided_at ELSE GREATEST(seen_until, sent_at) END - sent_at) / 3600)::int
      AS length, is_ended AS "isEnded", count(*)::int AS count
  FROM (
    SELECT s.platform AS provider, s.sent_at, s.first_decided_at AS decided_at, u.seen_until,
      (s.first_decided_at >= s.sent_at AND s.first_decided_at < LEAST($2::timestamptz, now())
        AND s.first_decided_at <= u.seen_until) IS TRUE AS is_ended
    FROM submissions s CROSS JOIN LATERAL (
      SELECT LEAST($2::timestamptz, now(), CASE WHEN s.withdrawn_at >= s.sent_at THEN s.withdrawn_at END) AS seen_until) u
    WHERE ${picked}
  ) waits
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;

const eventStatement = `
  SELECT min(e.position)::text AS first, max(e.position)::text AS last, count(*)::int AS count
  FROM submissions s JOIN events e ON e.submission_id = s.id WHERE ${picked}`;
