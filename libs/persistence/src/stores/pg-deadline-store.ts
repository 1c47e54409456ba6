import type pg from 'pg';
import type { DeadlineStore, DueSubmission } from '#application';
import { platformTurnWords } from '#core';
import { retryConflicts } from './retry-conflicts.js';

/** What the version before sent has no time of its own for its next step: the first is due with the decision. */
const nextStepAt = 'COALESCE(next_step_at, due_at)';
const isPlatformsTurn = `word IN (${platformTurnWords.map((word) => `'${word}'`).join(', ')})`;
/** While a report is held its platforms hear nothing of it, and nothing is drafted about their silence. */
const isTold = `${isPlatformsTurn} AND hold_until IS NULL`;

/** Whether a step is due anywhere. */
export const isAnyStepDue = `(SELECT ${nextStepAt} FROM submissions WHERE ${isTold}
  ORDER BY ${nextStepAt} LIMIT 1) <= now()`;

/** Claims of overdue submissions in PostgreSQL. */
export class PgDeadlineStore implements DeadlineStore {
  constructor(private readonly pool: pg.Pool) {}

  async claimDue(limit: number, leaseMs: number): Promise<readonly DueSubmission[]> {
    const { rows } = await retryConflicts(() =>
      this.pool.query<DueSubmission>(
        `WITH due AS (
           SELECT id FROM submissions WHERE ${isTold} AND ${nextStepAt} <= now()
           ORDER BY ${nextStepAt} LIMIT $1 FOR UPDATE SKIP LOCKED
         )
         UPDATE submissions s SET next_step_at = now() + $2 * interval '1 millisecond' FROM due WHERE s.id = due.id
         RETURNING s.id AS "submissionId", s.report_id AS "reportId"`,
        [limit, leaseMs],
      ),
    );
    return rows;
  }
}
