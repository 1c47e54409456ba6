import type pg from 'pg';
import type { HoldReason } from '#application';

/** One time that a report was held. */
export interface PastHold {
  readonly reason: HoldReason;
  readonly untilMs: number;
  readonly heldBy: string;
  readonly heldAtMs: number;
  /** Null while it is held. */
  readonly releasedBy: string | null;
  readonly releasedAtMs: number | null;
}

/** Who held a report and who released it; without their notes. */
export class PgHoldQueries {
  constructor(private readonly pool: pg.Pool) {}

  /** The latest first; undefined where there is no such report. */
  async ofReport(reportId: string): Promise<readonly PastHold[] | undefined> {
    const { rows } = await this.pool.query<HoldRow>(
      `SELECT h.reason, h.until_at, h.held_by, h.held_at, h.released_by, h.released_at
       FROM reports r LEFT JOIN report_holds h ON h.report_id = r.id WHERE r.id = $1 ORDER BY h.held_at DESC`,
      [reportId],
    );
    if (rows.length === 0) return undefined;
    return rows.flatMap(({ reason, until_at, held_by, held_at, released_by, released_at }) =>
      held_at === null
        ? []
        : {
            ...{ reason, untilMs: until_at.getTime(), heldBy: held_by, heldAtMs: held_at.getTime() },
            ...{ releasedBy: released_by, releasedAtMs: released_at?.getTime() ?? null },
          },
    );
  }
}

interface HoldRow {
  reason: HoldReason;
  until_at: Date;
  held_by: string;
  /** Null where it was never held. */
  held_at: Date | null;
  released_by: string | null;
  released_at: Date | null;
}
