import type pg from 'pg';
import type { TakenRoute } from '#application';
import type { ReportEvent } from '#core';
import { eventColumnsOf, eventOf, firstEventIdOf, type EventRow } from './event-rows.js';

/** Where a reader of the feed stands: transaction and place, as decimal numbers. */
export interface FeedPosition {
  readonly xid: string;
  readonly position: string;
}

export interface FeedEvent {
  readonly event: ReportEvent;
  readonly at: FeedPosition;
}

/** With what a webhook says of its report. */
export interface ToldEvent extends FeedEvent {
  readonly reportReference: string;
  readonly category: string;
}

/** The timeline of one report, and the feed of all. */
export class PgEventQueries {
  constructor(private readonly pool: pg.Pool) {}

  async ofReport(reportId: string, afterSequence: number, limit: number): Promise<readonly ReportEvent[]> {
    const { rows } = await this.pool.query<EventRow>(
      'SELECT * FROM events WHERE report_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3',
      [reportId, afterSequence, limit],
    );
    return rows.map(eventOf);
  }

  /** What was done about a submission, oldest first. Told by the timeline alone: nothing else keeps it. */
  async remediesOf(reportId: string, submissionId: string): Promise<readonly TakenRoute[]> {
    const { rows } = await this.pool.query<EventRow>(
      `SELECT * FROM events WHERE report_id = $1 AND submission_id = $2 AND type = 'remedy.moved' ORDER BY sequence`,
      [reportId, submissionId],
    );
    return rows.map(({ at, detail: { remedy = 'NONE', route = null, body = null, followedBy = null } }) => ({
      ...{ remedy, route, body, followedBy },
      atMs: at.getTime(),
    }));
  }

  /** Events after a position, oldest first. Rows of transactions that may still be open are left for the next call. */
  async after(position: FeedPosition, limit: number): Promise<readonly FeedEvent[]> {
    const { rows } = await this.pool.query<FeedRow>(page, [position.xid, position.position, limit]);
    return rows.map(feedEvent);
  }

  /** As `after`, each with what a webhook says of its report. */
  async toldAfter(position: FeedPosition, limit: number): Promise<readonly ToldEvent[]> {
    const { rows } = await this.pool.query<FeedRow & { reference: string; category: string }>(
      `SELECT ${eventColumnsOf('e')}, e.xid_text, e.position_text, r.reference, r.category FROM (${page}) e JOIN reports r ON r.id = e.report_id
       ORDER BY e.xid, e.position`,
      [position.xid, position.position, limit],
    );
    return rows.map((row) => ({
      ...feedEvent(row),
      ...{ reportReference: row.reference, category: row.category },
    }));
  }

  /** The place before the first event since a time; the end of the feed where there is none. */
  async beforeFirstSince(sinceMs: number): Promise<FeedPosition> {
    // Only what was told lies behind the end: an event of a transaction that may still be open comes after it.
    const { rows } = await this.pool.query<FeedPosition>(
      `WITH later AS MATERIALIZED (
         SELECT xid, position FROM events WHERE id >= $1 AND at >= $2 AND xid < pg_snapshot_xmin(pg_current_snapshot())
       )
       SELECT xid::text AS xid, (position - 1)::text AS position FROM later ORDER BY later.xid, later.position LIMIT 1`,
      [firstEventIdOf(sinceMs), new Date(sinceMs)],
    );
    return rows[0] ?? this.end();
  }

  /** Where an event stands, or undefined where there is none with this id. */
  async positionOf(eventId: string): Promise<FeedPosition | undefined> {
    const { rows } = await this.pool.query<FeedPosition>(
      'SELECT xid::text AS xid, position::text AS position FROM events WHERE id = $1',
      [eventId],
    );
    return rows[0];
  }

  /** The end of the feed now. */
  async end(): Promise<FeedPosition> {
    const { rows } = await this.pool.query<FeedPosition>(
      `SELECT xid::text AS xid, position::text AS position FROM events
       WHERE xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY events.xid DESC, events.position DESC LIMIT 1`,
    );
    return rows[0] ?? { xid: '0', position: '0' };
  }
}

/** $1 transaction, $2 place, $3 rows. */
const page = `SELECT ${eventColumnsOf('events')}, xid, position, xid::text AS xid_text, position::text AS position_text FROM events
  WHERE (xid, position) > ($1::xid8, $2::bigint) AND xid < pg_snapshot_xmin(pg_current_snapshot())
  ORDER BY xid, position LIMIT $3`;

interface FeedRow extends EventRow {
  xid_text: string;
  position_text: string;
}

function feedEvent(row: FeedRow): FeedEvent {
  return { event: eventOf(row), at: { xid: row.xid_text, position: row.position_text } };
}
