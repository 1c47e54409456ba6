import type pg from 'pg';
import type { AlertState } from '#application';

/** An alert as staff see it. */
export interface AlertView {
  readonly id: string;
  readonly reportId: string;
  readonly reportReference: string;
  readonly submissionId: string | null;
  readonly platform: string | null;
  readonly kind: string;
  readonly urgency: string;
  readonly state: AlertState;
  /** Steps that were taken. */
  readonly step: number;
  readonly nextStepAtMs: number | null;
  readonly createdAtMs: number;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAtMs: number | null;
  readonly doneAtMs: number | null;
}

export interface AlertQuery {
  readonly limit: number;
  readonly after?: { readonly createdAt: string; readonly id: string };
  readonly states?: readonly AlertState[];
  readonly reportId?: string;
  readonly id?: string;
}

/** Mails to staff that should have left by now. */
export interface UndeliveredAlerts {
  readonly count: number;
  /** How long the first of them has waited; 0 where there is none. */
  readonly oldestSeconds: number;
}

/** Alerts to staff, newest first. */
export class PgAlertQueries {
  constructor(private readonly pool: pg.Pool) {}

  async list({ limit, after, states, reportId, id }: AlertQuery): Promise<readonly AlertView[]> {
    // Spelled out, so that the index of what is not done serves the usual question.
    const standing = states !== undefined && !states.includes('DONE') ? `AND a.state <> 'DONE'` : '';
    const { rows } = await this.pool.query<AlertRow>(
      `SELECT a.*, r.reference FROM alerts a JOIN reports r ON r.id = a.report_id
       WHERE ($2::text[] IS NULL OR a.state = ANY($2)) ${standing}
         AND ($3::uuid IS NULL OR a.report_id = $3) AND ($4::uuid IS NULL OR a.id = $4)
         AND ($5::timestamptz IS NULL OR (a.created_at, a.id) < ($5, $6::uuid))
       ORDER BY a.created_at DESC, a.id DESC LIMIT $1`,
      [limit, states ?? null, reportId ?? null, id ?? null, after?.createdAt ?? null, after?.id ?? null],
    );
    return rows.map(alertOf);
  }
}

/** Mails that wait longer than two minutes for a mail server to take them. */
export async function readUndeliveredAlerts(pool: pg.Pool): Promise<UndeliveredAlerts> {
  const { rows } = await pool.query<UndeliveredAlerts>(
    `SELECT count(*)::int AS count, COALESCE(extract(epoch FROM now() - min(created_at)), 0)::int AS "oldestSeconds"
     FROM alert_mails WHERE next_try_at IS NOT NULL AND created_at < now() - interval '2 minutes'`,
  );
  return rows[0] ?? { count: 0, oldestSeconds: 0 };
}

interface AlertRow {
  id: string;
  report_id: string;
  reference: string;
  submission_id: string | null;
  platform: string | null;
  kind: string;
  urgency: string;
  state: AlertState;
  step: number;
  next_step_at: Date | null;
  created_at: Date;
  acknowledged_by: string | null;
  acknowledged_at: Date | null;
  done_at: Date | null;
}

function alertOf(row: AlertRow): AlertView {
  const { id, platform, kind, urgency, state, step } = row;
  return {
    ...{ id, platform, kind, urgency, state, step },
    reportId: row.report_id,
    reportReference: row.reference,
    submissionId: row.submission_id,
    nextStepAtMs: row.next_step_at?.getTime() ?? null,
    createdAtMs: row.created_at.getTime(),
    acknowledgedBy: row.acknowledged_by,
    acknowledgedAtMs: row.acknowledged_at?.getTime() ?? null,
    doneAtMs: row.done_at?.getTime() ?? null,
  };
}
