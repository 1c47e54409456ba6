import type pg from 'pg';
import type { LockedReply, LockedReport, LockedSubmission } from '#application';
import { asNoticesStand, type ReportState } from '#core';
import { millis, stateOf, type StateRow } from './rows.js';

export interface Locked {
  readonly reports: ReadonlyMap<string, LockedReport>;
  readonly replies: ReadonlyMap<string, LockedReply>;
  readonly nowMs: number;
}

/**
 * Begins a transaction, locks the reports in id order and the replies named, and reads them with their submissions:
 * one round trip.
 *
 * Several statements rather than one: what is read after waiting for a lock must be read with a snapshot taken after
 * it. Submissions and follow-ups are not locked, so that claims of others in the same report need not wait; a claim
 * raises the epoch, by which the write notices it.
 */
export async function lockReports(
  client: pg.PoolClient,
  reportIds: readonly string[],
  replyIds: readonly string[] = [],
): Promise<Locked> {
  const ids = uuidList(reportIds);
  const results = (await client.query(`
    BEGIN;
    SELECT 1 FROM reports WHERE id IN (${ids}) ORDER BY id FOR NO KEY UPDATE;
    SELECT ${submissionColumns}, f.follow_up FROM submissions s LEFT JOIN LATERAL (
      SELECT jsonb_build_object('id', id, 'purpose', purpose, 'state', state, 'epoch', epoch, 'number', number) AS follow_up
      FROM follow_ups WHERE submission_id = s.id ORDER BY number DESC LIMIT 1
    ) f ON true
    WHERE s.report_id IN (${ids}) ORDER BY s.report_id, s.ordinal;
    SELECT id, state, tries, submission_id, matched_at IS NOT NULL AS is_matched_by_person, sealed IS NOT NULL AS has_text,
        matched_changes FROM replies WHERE id IN (${uuidList(replyIds)}) ORDER BY id FOR NO KEY UPDATE;
    SELECT r.id, reference, category, status, attention, counts, last_sequence, created_at,
        erased_at IS NOT NULL AS is_erased, ARRAY(SELECT x.id FROM screenshots x WHERE x.report_id = r.id) AS screenshots, CASE WHEN h.id IS NOT NULL THEN
        jsonb_build_object('id', h.id, 'reason', h.reason, 'untilMs', floor(extract(epoch FROM h.until_at) * 1000),
          'by', jsonb_build_object('id', h.held_by_id, 'name', h.held_by), 'gradedById', h.graded_by_id) END AS hold
      FROM reports r LEFT JOIN report_holds h ON h.report_id = r.id AND h.released_at IS NULL
      WHERE r.id IN (${ids}) ORDER BY r.id;
    SELECT floor(extract(epoch FROM clock_timestamp()) * 1000) AS now_ms;
  `)) as unknown as pg.QueryResult[];
  const [, , submissionRows, replyRows, reportRows, clock] = results.map(({ rows }) => rows as unknown[]);
  const byReport = new Map((reportRows as ReportRow[]).map(({ id }): [string, SubmissionRow[]] => [id, []]));
  for (const row of submissionRows as SubmissionRow[]) byReport.get(row.report_id)?.push(row);
  const reports = (reportRows as ReportRow[]).map((row) => lockedReport(row, byReport.get(row.id) ?? []));
  return {
    reports: new Map(reports.map((report) => [report.state.id, report])),
    replies: new Map((replyRows as ReplyRow[]).map((row) => [row.id, lockedReply(row)])),
    nowMs: Number((clock as { now_ms: string }[])[0]?.now_ms),
  };
}

/** Without targets and plans: a report may hold thousands, and each change of one reads all. */
const columns: Readonly<Record<Exclude<keyof SubmissionRow, 'follow_up'>, true>> = {
  id: true,
  report_id: true,
  platform: true,
  epoch: true,
  tries: true,
  round: true,
  unmarked_round: true,
  checks: true,
  regime: true,
  channel: true,
  delivery: true,
  decision: true,
  effects: true,
  territories: true,
  refusal_reason: true,
  verification: true,
  remedy: true,
  external_ref: true,
  duplicate_of: true,
  waiting_for: true,
  ask_answers: true,
  decided_at: true,
  seen_at: true,
  second_look: true,
  doubted_at: true,
  hold_until: true,
  withdrawn: true,
  sent_at: true,
  next_check_at: true,
  look_due_at: true,
  watch_ends_at: true,
  snoozed_until: true,
  repeats: true,
  notice_of: true,
  due_at: true,
  acknowledge_due_at: true,
  staff_due_at: true,
  paused_at: true,
  escalation_step: true,
};
const submissionColumns = Object.keys(columns)
  .map((column) => `s.${column}`)
  .join(', ');

interface ReportRow extends Pick<ReportState, 'status' | 'attention' | 'counts'> {
  id: string;
  reference: string;
  category: string;
  last_sequence: number;
  created_at: Date;
  is_erased: boolean;
  screenshots: string[];
  hold: LockedReport['hold'];
}

interface ReplyRow extends Pick<LockedReply, 'state' | 'tries'> {
  id: string;
  submission_id: string | null;
  is_matched_by_person: boolean;
  has_text: boolean;
  matched_changes: LockedReply['changes'];
}

function lockedReply(row: ReplyRow): LockedReply {
  const { state, tries, submission_id: submissionId, matched_changes: changes } = row;
  return {
    ...{ state, tries, submissionId, changes },
    ...{ isMatchedByPerson: row.is_matched_by_person, hasText: row.has_text },
  };
}

interface SubmissionRow extends StateRow {
  id: string;
  report_id: string;
  platform: string;
  epoch: number;
  tries: number;
  round: number;
  unmarked_round: number | null;
  checks: number;
  regime: LockedSubmission['regime'];
  sent_at: Date | null;
  next_check_at: Date | null;
  look_due_at: Date | null;
  watch_ends_at: Date | null;
  snoozed_until: Date | null;
  repeats: string | null;
  notice_of: string | null;
  due_at: Date | null;
  acknowledge_due_at: Date | null;
  staff_due_at: Date | null;
  paused_at: Date | null;
  escalation_step: LockedSubmission['escalationStep'];
  follow_up: LockedSubmission['followUp'];
}

function lockedReport(row: ReportRow, submissions: readonly SubmissionRow[]): LockedReport {
  const { id, status, attention, counts } = row;
  return {
    reference: row.reference,
    category: row.category,
    createdAtMs: row.created_at.getTime(),
    hold: row.hold,
    isErased: row.is_erased,
    screenshots: row.screenshots,
    state: {
      ...{ id, status, attention, counts },
      lastSequence: row.last_sequence,
      submissions: asNoticesStand(
        submissions.map((submission) => ({
          id: submission.id,
          platform: submission.platform,
          state: stateOf(submission),
          ...(submission.repeats === null ? {} : { repeats: submission.repeats }),
          ...(submission.notice_of === null ? {} : { noticeOf: submission.notice_of }),
        })),
      ),
    },
    submissions: new Map(
      submissions.map((submission): [string, LockedSubmission] => {
        const { id, epoch, tries, round, checks, regime, follow_up: followUp } = submission;
        const unmarkedRound = submission.unmarked_round ?? 0;
        const times = {
          sentAtMs: millis(submission.sent_at),
          nextCheckAtMs: millis(submission.next_check_at),
          lookDueAtMs: millis(submission.look_due_at),
          watchEndsAtMs: millis(submission.watch_ends_at),
          snoozedUntilMs: millis(submission.snoozed_until),
        };
        const clocks = {
          dueAtMs: millis(submission.due_at),
          acknowledgeDueAtMs: millis(submission.acknowledge_due_at),
          staffDueAtMs: millis(submission.staff_due_at),
          pausedAtMs: millis(submission.paused_at),
        };
        return [
          id,
          {
            ...{ id, epoch, tries, round, unmarkedRound, checks, regime, clocks, ...times, followUp },
            escalationStep: submission.escalation_step,
          },
        ];
      }),
    ),
  };
}

/** Ids are ours, but this is the one place where they become part of a statement: anything else is refused. */
function uuidList(ids: readonly string[]): string {
  if (!ids.every((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)))
    throw new Error('not a uuid');
  return ids.map((id) => `'${id}'`).join(',') || 'NULL::uuid';
}
