import type pg from 'pg';
import type { DeadlineStore, DueSubmission, ToldDeadline } from '#application';
import { attentionWords, platformTurnWords, urgencies, type WarnLeads } from '#core';
import { quoted } from '../queries/sla-sql.js';
import { passOnEvents } from './report-statements.js';
import { retryConflicts } from './retry-conflicts.js';

/** What the version before sent has no time of its own for its next step: the first is due with the decision. */
const nextStepAt = 'COALESCE(next_step_at, due_at)';
const isPlatformsTurn = `word IN (${quoted(platformTurnWords)})`;
/** While a report is held its platforms hear nothing of it, and nothing is drafted about their silence. */
const isTold = `${isPlatformsTurn} AND hold_until IS NULL`;

/** Whether a step is due anywhere. */
export const isAnyStepDue = `(SELECT ${nextStepAt} FROM submissions WHERE ${isTold}
  ORDER BY ${nextStepAt} LIMIT 1) <= now()`;

/** Claims of overdue submissions in PostgreSQL. */
export class PgDeadlineStore implements DeadlineStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly newId: () => string,
  ) {}

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

  async warn(limit: number, leads: WarnLeads): Promise<readonly ToldDeadline[]> {
    const furthestMs = Math.max(...Object.values(leads).flatMap((level) => Object.values(level)));
    const eventIds = Array.from({ length: 2 * limit }, this.newId);
    const { rows } = await retryConflicts(() =>
      this.pool.query<ToldDeadline>(warnStatement, [limit, furthestMs, JSON.stringify(leads), eventIds]),
    );
    return rows.map(({ type, reportId, submissionId }) => ({ type, reportId, submissionId }));
  }
}

/** When the time of a submission ends that staff are told of, as the core's `warnedClock` says. */
const end = `(CASE WHEN word IN (${quoted(platformTurnWords)}) THEN due_at
  WHEN word IN (${quoted(attentionWords)}) THEN staff_due_at END)`;
const expectation = `CASE WHEN ${isPlatformsTurn} THEN 'DECISION' WHEN word = 'info_requested' THEN 'ANSWER'
  ELSE 'FIRST_LOOK' END`;
/** As the index of what nobody was told of has it. */
const isUnwarned = `hold_until IS NULL AND ${end} IS NOT NULL
  AND (warned_for IS DISTINCT FROM ${end} OR snoozed_until > warned_at)`;
const isAboutToEnd = `${isUnwarned} AND ${end} > now() AND (snoozed_until IS NULL OR snoozed_until <= now())
  AND ${end} <= now() + ($3::jsonb
    -> CASE urgency WHEN ${urgencies.indexOf('CRITICAL')} THEN 'critical' ELSE 'other' END
    ->> ${expectation})::float8 * interval '1 millisecond'`;
const putAsideUntil = `(SELECT max(x.snoozed_until) FROM submissions x WHERE x.report_id = h.report_id)`;
const isPastItsDay = `h.released_at IS NULL AND h.until_at <= now() AND COALESCE(${putAsideUntil}, '-infinity') <= now()
  AND (h.warned_for IS DISTINCT FROM h.until_at OR ${putAsideUntil} > h.warned_at)`;

/**
 * $1 limit, $2 the longest lead in ms, $3 leads, $4 ids of the events. Reports are locked first, as a change does; one
 * that is being changed is left for the next time.
 */
const warnStatement = `
  WITH soon AS (
    SELECT id, report_id FROM submissions
    WHERE ${end} <= now() + $2 * interval '1 millisecond' AND ${isAboutToEnd} ORDER BY ${end} LIMIT $1
  ),
  past AS (
    SELECT h.id, h.report_id FROM report_holds h WHERE ${isPastItsDay} ORDER BY h.until_at LIMIT $1
  ),
  locked AS (
    SELECT r.id FROM reports r
    WHERE r.id IN (SELECT report_id FROM soon UNION SELECT report_id FROM past) AND r.erased_at IS NULL
    FOR UPDATE SKIP LOCKED
  ),
  warned AS (
    UPDATE submissions s SET warned_for = ${end}, warned_at = now() FROM soon, locked
    WHERE s.id = soon.id AND s.report_id = locked.id AND ${isAboutToEnd}
    RETURNING s.id, s.report_id, s.platform, s.word, ${expectation} AS expectation
  ),
  overdue AS (
    UPDATE report_holds h SET warned_for = h.until_at, warned_at = now() FROM past, locked
    WHERE h.id = past.id AND h.report_id = locked.id AND ${isPastItsDay}
    RETURNING h.report_id, h.until_at
  ),
  told AS (
    SELECT t.*, row_number() OVER (ORDER BY report_id, submission_id) AS place,
      row_number() OVER (PARTITION BY report_id ORDER BY submission_id)::int AS number
    FROM (
      SELECT 'submission.due_soon' AS type, report_id, id AS submission_id, platform, word,
        jsonb_build_object('expectation', expectation, 'actor', 'WORKER') AS detail FROM warned
      UNION ALL
      SELECT 'report.hold_overdue', report_id, NULL, NULL, NULL, jsonb_build_object(
        'untilMs', floor(extract(epoch FROM until_at) * 1000)::bigint, 'actor', 'WORKER') FROM overdue
    ) t
  ),
  changed_reports AS (
    UPDATE reports r SET last_sequence = r.last_sequence + n.count, updated_at = now()
    FROM (SELECT report_id, count(*)::int AS count FROM told GROUP BY report_id) n WHERE r.id = n.report_id
    RETURNING r.id, r.last_sequence - n.count AS before, r.status, r.attention
  ),
  new_events AS (
    INSERT INTO events (id, report_id, sequence, type, v, at, submission_id, platform, word, previous_word, status,
      previous_status, attention, detail)
    SELECT ($4::uuid[])[t.place], r.id, r.before + t.number, t.type, 1, clock_timestamp(), t.submission_id, t.platform,
      t.word, t.word, r.status, NULL, r.attention, t.detail
    FROM told t JOIN changed_reports r ON r.id = t.report_id
    RETURNING id, report_id, sequence, type, platform
  ),
  ${passOnEvents()}
  SELECT type, report_id AS "reportId", submission_id AS "submissionId", (SELECT pg_notify('uniflag', '')) FROM told`;
