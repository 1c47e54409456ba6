import type pg from 'pg';
import {
  IdempotencyKeyTaken,
  type Change,
  type CorrectedReport,
  type FiledReport,
  type FilingContext,
  type LockedReply,
  type LockedReport,
  type PlanContext,
  type RecordedReferral,
  type ReplannedSubmission,
  type ReportStore,
  type ReportWrite,
  type SealedTargets,
  type SubmissionTiming,
} from '#application';
import type { ReportEvent, ReportSubmission, SubmissionState } from '#core';
import { currentActor } from '../audit/acting.js';
import { actValues, holdColumns } from './act-changes.js';
import { writeErasures } from './erasure-changes.js';
import { followUpValues } from './follow-up-changes.js';
import { inTransaction } from './in-transaction.js';
import { lockReports } from './lock-reports.js';
import { referralsJson, referralValues, type ReferralsJson } from './referral-changes.js';
import {
  changeStatements,
  fileStatements,
  filingContextQuery,
  planContextQuery,
} from './report-statements.js';
import { keepMatchedChanges, writeWithdrawnMatches } from './match-changes.js';
import { retryConflicts } from './retry-conflicts.js';
import { writeScreenshots } from './screenshot-changes.js';
import { outcomeTimes } from './outcome-times.js';
import { after, base64, isKeyTaken, neverMs, stateColumns } from './rows.js';
import { switchValues } from './switch-changes.js';
import { watchValues } from './watch-changes.js';

/** Reports in PostgreSQL. Filing is two round trips, a change three, whatever their size. */
export class PgReportStore implements ReportStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly newId: () => string,
  ) {}

  async filingContext({
    year,
    contentHashes,
    idempotency,
  }: Parameters<ReportStore['filingContext']>[0]): Promise<FilingContext> {
    const { rows } = await this.pool.query<FilingContextRow>(filingContextQuery, [
      year,
      contentHashes.map((hash) => Buffer.from(hash)),
      idempotency?.client ?? null,
      idempotency?.key ?? null,
    ]);
    const row = rows[0] as FilingContextRow;
    return {
      ...planContextOf(row),
      reference: `UF-${year}-${row.number.padStart(6, '0')}`,
      previous:
        row.request_hash === null || row.owner_id === null || row.answer === null || row.wrapped === null
          ? null
          : {
              requestHash: row.request_hash,
              ownerId: row.owner_id,
              answer: row.answer,
              key: { wrapped: row.wrapped, wrappingKeyId: row.wrapping_key_id ?? '' },
            },
    };
  }

  /** What a plan depends on, in one round trip; unlike `filingContext` it draws no number. */
  async planContext(contentHashes: readonly Uint8Array[]): Promise<PlanContext> {
    const hashes = contentHashes.map((hash) => Buffer.from(hash));
    const { rows } = await this.pool.query<PlanContextRow>(planContextQuery, [hashes]);
    return planContextOf(rows[0] as PlanContextRow);
  }

  async file(report: FiledReport): Promise<'filed' | 'keyInFlight' | 'keyTaken'> {
    const { idempotency, hold } = report;
    try {
      const { rows } = await this.pool.query<{ filed: number }>(fileStatements[hold ? 'held' : 'usual'], [
        JSON.stringify(reportColumns(report)),
        JSON.stringify(
          report.submissions.map((submission) => submissionColumns(submission, report.createdAtMs)),
        ),
        JSON.stringify(report.events.map(eventColumns)),
        report.lanes,
        idempotency && JSON.stringify({ ...idempotency, answer: base64(idempotency.answer) }),
        ...(hold ? [JSON.stringify(holdColumns(hold))] : []),
      ]);
      return rows[0]?.filed === 1 ? 'filed' : 'keyInFlight';
    } catch (error) {
      if (isKeyTaken(error)) return 'keyTaken';
      throw error;
    }
  }

  async change<R>(
    reportIds: readonly string[],
    decide: (
      reports: ReadonlyMap<string, LockedReport>,
      nowMs: number,
      replies: ReadonlyMap<string, LockedReply>,
    ) => { change: Change; result: R },
    replyIds: readonly string[] = [],
  ): Promise<R> {
    for (let turn = 1; turn <= maxTurns; turn += 1) {
      const done = await retryConflicts(() =>
        inTransaction(this.pool, async (client) => {
          const { reports, nowMs, replies } = await lockReports(client, reportIds, replyIds);
          const { change, result } = decide(reports, nowMs, replies);
          return (await this.write(client, change, reports, nowMs)) ? { result } : undefined;
        }),
      ).catch((error: unknown) => {
        throw isKeyTaken(error) ? new IdempotencyKeyTaken() : error;
      });
      if (done) return done.result;
    }
    throw new Error('submissions were claimed again and again while they were being changed');
  }

  async sealedTargets(reportId: string): Promise<SealedTargets | undefined> {
    const { rows } = await this.pool.query<SealedTargetRow>(
      `SELECT s.id, s.reference, s.target, s.notice_of, k.wrapped, k.wrapping_key_id
       FROM submissions s JOIN data_keys k ON k.owner_id = s.report_id WHERE s.report_id = $1 ORDER BY s.ordinal`,
      [reportId],
    );
    const [first] = rows;
    if (!first) return undefined;
    const targets = rows.map(({ id, reference, target, notice_of: noticeOf }) => ({
      ...{ submissionId: id, reference, target, noticeOf },
    }));
    return { key: { wrapped: first.wrapped, wrappingKeyId: first.wrapping_key_id }, targets };
  }

  async reportsOf(submissionIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { rows } = await this.pool.query<{ id: string; report_id: string }>(
      'SELECT id, report_id FROM submissions WHERE id = ANY($1::uuid[])',
      [submissionIds],
    );
    return new Map(rows.map(({ id, report_id }) => [id, report_id]));
  }

  async referralsOf(reportId: string): Promise<readonly RecordedReferral[]> {
    const { rows } = await this.pool.query<{ referrals: ReferralsJson }>(
      `SELECT ${referralsJson('$1')} AS referrals`,
      [reportId],
    );
    return rows[0]?.referrals ?? [];
  }

  /** @returns false where a worker claimed one of the submissions since it was read: nothing may be kept then */
  private async write(
    client: pg.PoolClient,
    change: Change,
    locked: ReadonlyMap<string, LockedReport>,
    nowMs: number,
  ): Promise<boolean> {
    const { reports, sends = [], replies = [], lanes = [], newFollowUps = [], idempotency = null } = change;
    const { observations = [], newSubmissions = [], referrals = [], holds = [], withdrawals = [] } = change;
    const followUps = new Map((change.followUps ?? []).map((write) => [write.followUpId, write]));
    const { corrections = [], replans = [], correcting = [], switches = [] } = change;
    const acts = holds.length + withdrawals.length + corrections.length + replans.length + correcting.length;
    if (acts > 0 && switches.length > 0) throw new Error('a change writes acts or switches, never both');
    const rare =
      acts +
      followUps.size +
      newFollowUps.length +
      observations.length +
      newSubmissions.length +
      switches.length;
    if (reports.length + sends.length + replies.length + rare === 0) return true;
    const submissions = reports.flatMap((write) =>
      changedSubmissions(write, locked.get(write.state.id), nowMs),
    );
    const events = reports.flatMap(({ events: drafts }) =>
      drafts.map((draft) => ({ ...draft, id: this.newId() })),
    );
    const told = outcomeTimes(events);
    await keepMatchedChanges(client, change);
    const isRare = rare > 0 || idempotency !== null;
    const hasReferrals = referrals.length > 0;
    if (isRare && hasReferrals) throw new Error('a change writes what is rare or referrals, never both');
    const kind = acts > 0 ? 'acts' : isRare ? 'whole' : hasReferrals ? 'withReferrals' : 'usual';
    const { rows } = await client.query<{ written: number }>(changeStatements[kind], [
      JSON.stringify(
        reports
          .filter(({ events: drafts }) => drafts.length > 0)
          .map((write) => ({ ...derivedColumns(write), ...correctedColumns(write.state.id, corrections) })),
      ),
      JSON.stringify(
        submissions.map((row) => ({
          ...{ ...row, ...replannedColumns(row.id, replans) },
          ...told.get(row.id),
        })),
      ),
      JSON.stringify(events.map(eventColumns)),
      JSON.stringify(sends.map(({ carried, ...send }) => ({ ...send, carried: carried && base64(carried) }))),
      JSON.stringify(replies.map((reply) => ({ ...reply, nextTryMs: after(nowMs, reply.nextTryInMs) }))),
      lanes,
      ...(isRare ? [...followUpValues([...followUps.values()], change, nowMs), ...watchValues(change)] : []),
      ...(kind === 'whole' ? switchValues(change) : []),
      ...(acts > 0
        ? [
            ...actValues(change),
            JSON.stringify(
              correcting.map((each) => ({
                ...submissionColumns(each, nowMs),
                ...{ report_id: each.reportId, corrects: each.corrects },
              })),
            ),
          ]
        : []),
      ...(hasReferrals ? referralValues(referrals, nowMs) : []),
    ]);
    if (rows[0]?.written !== submissions.length + followUps.size) return false;
    await writeScreenshots(client, change);
    await writeErasures(client, change);
    await writeWithdrawnMatches(client, change);
    return true;
  }
}

/** Each turn is lost to a claim, and a submission is claimed once in a while: more than two are never needed. */
const maxTurns = 10;

interface SealedTargetRow {
  id: string;
  notice_of: string | null;
  reference: string;
  target: Buffer | null;
  wrapped: Buffer;
  wrapping_key_id: string;
}

interface PlanContextRow {
  now_ms: string;
  modes: FilingContext['modes'] | null;
  earlier: Record<string, string> | null;
  dead: string[] | null;
}

function planContextOf({ now_ms, modes, earlier, dead }: PlanContextRow): PlanContext {
  return { nowMs: Number(now_ms), modes: modes ?? {}, earlier: earlier ?? {}, dead: dead ?? [] };
}

interface FilingContextRow extends PlanContextRow {
  number: string;
  request_hash: string | null;
  owner_id: string | null;
  answer: Buffer | null;
  wrapped: Buffer | null;
  wrapping_key_id: string | null;
}

function reportColumns(report: FiledReport) {
  const actor = currentActor();
  return {
    ...derivedColumns({ state: report.state }),
    reference: report.reference,
    category: report.category,
    language: report.language,
    caller_role: report.callerRole,
    asks: report.asks,
    explanation: base64(report.explanation),
    translations: report.translations && base64(report.translations),
    confidential: report.confidential && base64(report.confidential),
    confirmed_findings: report.confirmedFindings,
    legal_bases: report.legalBases,
    good_faith_ms: report.goodFaithAtMs,
    facts_on: report.factsOn,
    seen_at: report.seenAt,
    triage: report.triage,
    filed_by: report.filedBy,
    filed_by_person: actor?.kind === 'PERSON' ? actor.id : null,
    created_ms: report.createdAtMs,
    wrapped: base64(report.key.wrapped),
    wrapping_key_id: report.key.wrappingKeyId,
  };
}

function submissionColumns(submission: FiledReport['submissions'][number], createdAtMs: number) {
  return {
    ...stateColumns(submission.state),
    id: submission.id,
    ordinal: submission.ordinal,
    reference: submission.reference,
    platform: submission.platform,
    regime: submission.regime,
    asks: submission.asks,
    target_kind: submission.targetKind,
    names_person: submission.namesPerson,
    target: base64(submission.target),
    content_hash: submission.contentHash && base64(submission.contentHash),
    earlier_reference: submission.earlierReference,
    notice_of: submission.noticeOf,
    next_try_ms: submission.isDue ? (submission.state.holdUntilMs === null ? createdAtMs : neverMs) : null,
    staff_due_ms: submission.staffDueAtMs,
    urgency: submission.urgency,
    turn: submission.turn,
    mode: submission.mode,
    plan: submission.plan,
  };
}

function derivedColumns({ state, translations }: Pick<ReportWrite, 'state' | 'translations'>) {
  const { id, status, attention, counts, lastSequence } = state;
  return {
    ...{ id, status, attention, counts, last_sequence: lastSequence },
    ...(translations ? { translations: base64(translations) } : {}),
  };
}

function correctedColumns(reportId: string, corrections: readonly CorrectedReport[]) {
  const corrected = corrections.find((each) => each.reportId === reportId);
  if (!corrected) return {};
  const { explanation, ...rest } = corrected;
  return { corrected: { ...rest, ...(explanation ? { explanation: base64(explanation) } : {}) } };
}

function replannedColumns(submissionId: string, replans: readonly ReplannedSubmission[]) {
  const replanned = replans.find((each) => each.submissionId === submissionId);
  return replanned ? { replanned, regime: replanned.regime } : {};
}

function eventColumns(event: ReportEvent) {
  return {
    id: event.id,
    report_id: event.reportId,
    sequence: event.sequence,
    type: event.type,
    v: event.v,
    at_ms: event.atMs,
    submission_id: event.submissionId,
    platform: event.platform,
    word: event.word,
    previous_word: event.previousWord,
    status: event.status,
    previous_status: event.previousStatus,
    attention: event.attention,
    detail: event.detail,
    // A JSON null would be stored as one.
    caller: currentActor() ?? undefined,
  };
}

/**
 * Rows of the submissions whose state or timing moved, and of those in whose notices they travel: a claim of the notice
 * must not go unnoticed. The others are left alone.
 */
function changedSubmissions(write: ReportWrite, before: LockedReport | undefined, nowMs: number) {
  const timingById = new Map<string, SubmissionTiming>();
  for (const timing of write.timing)
    timingById.set(timing.submissionId, { ...timingById.get(timing.submissionId), ...timing });
  const submissionsBefore = new Map(before?.state.submissions.map((each) => [each.id, each]));
  const isMoved = ({ id, state, noticeOf }: ReportSubmission) =>
    timingById.has(id) ||
    submissionsBefore.get(id)?.state !== state ||
    submissionsBefore.get(id)?.noticeOf !== noticeOf;
  const { submissions } = write.state;
  const moved = new Set(submissions.filter(isMoved).flatMap(({ id, noticeOf }) => [id, noticeOf]));
  return submissions.flatMap(({ id, state, noticeOf = null }) => {
    const was = before?.submissions.get(id);
    // What comes new is stored by itself.
    if (!was || !moved.has(id)) return [];
    const nextTry = nextTryOf(state, noticeOf);
    return [
      {
        ...{ id, epoch: was.epoch, notice_of: noticeOf, ...stateColumns(state) },
        ...timingColumns(timingById.get(id), nowMs, nextTry),
      },
    ];
  });
}

/** Who travels in another's notice is never due by itself, and what is held never is. */
function nextTryOf({ holdUntilMs }: SubmissionState, noticeOf: string | null): number | null | 'asTold' {
  if (noticeOf !== null) return null;
  return holdUntilMs === null ? 'asTold' : neverMs;
}

function timingColumns(
  timing: SubmissionTiming | undefined,
  nowMs: number,
  nextTry: ReturnType<typeof nextTryOf>,
) {
  const nextTryMs = after(nowMs, timing?.nextTryInMs);
  return {
    sets_next_try: timing?.nextTryInMs !== undefined,
    next_try_ms: nextTryMs === null || nextTry === 'asTold' ? nextTryMs : nextTry,
    sets_next_check: timing?.nextCheckInMs !== undefined,
    next_check_ms: after(nowMs, timing?.nextCheckInMs),
    sets_look_due: timing?.lookDueInMs !== undefined,
    look_due_ms: after(nowMs, timing?.lookDueInMs),
    watch_ends_ms: timing?.watchEndsAtMs ?? null,
    sets_sent: timing?.sentAtMs !== undefined,
    sent_ms: timing?.sentAtMs ?? null,
    sets_snooze: timing?.snoozedUntilMs !== undefined,
    snooze_ms: timing?.snoozedUntilMs ?? null,
    checks: timing?.checks ?? null,
    round: timing?.round ?? null,
    regime: timing?.regime ?? null,
    unmarked_round: timing?.unmarkedRound ?? null,
    resets_tries: timing?.resetsTries ?? false,
    refunds_try: timing?.refundsTry ?? false,
    releases_lease: timing?.releasesLease ?? false,
    ...clockColumns(timing?.clocks),
  };
}

function clockColumns(clocks: SubmissionTiming['clocks']) {
  return {
    sets_clocks: clocks !== undefined,
    due_ms: clocks?.dueAtMs,
    acknowledge_due_ms: clocks?.acknowledgeDueAtMs,
    staff_due_ms: clocks?.staffDueAtMs,
    paused_ms: clocks?.pausedAtMs,
    next_step_ms: clocks?.nextStepAtMs,
    escalation_step: clocks?.escalationStep,
  };
}
