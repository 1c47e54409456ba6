import { asNoticesStand, noClocks, type ReportSubmission } from '#core';
import {
  IdempotencyKeyTaken,
  type Change,
  type FiledReport,
  type FiledSubmission,
  type FilingContext,
  type IdempotencyRecord,
  type LockedReport,
  type RecordedReferral,
  type ReferralWrite,
  type ReportStore,
  type ReportWrite,
  type SealedTargets,
  type SubmissionTiming,
} from '../ports/report-store.js';
import type { MemoryDatabase, SubmissionRow } from './memory-database.js';
import { fresh, openHold, unlessHeld, writeHold } from './memory-holds.js';
import { correct } from './memory-corrections.js';
import { erase, writeScreenshot } from './memory-screenshots.js';
import { observe, refile } from './memory-watch.js';
import { latestFollowUp, newFollowUp, writeFollowUp } from './memory-follow-ups.js';
import type { OpenSession } from './memory-locks.js';

/** Reports in memory, under the locks and the epoch check that PostgreSQL gives the real store. */
export class MemoryReportStore implements ReportStore {
  constructor(
    private readonly database: MemoryDatabase,
    private readonly openSession: OpenSession = () => ({}),
  ) {}

  async filingContext({
    year,
    contentHashes,
    idempotency,
  }: Parameters<ReportStore['filingContext']>[0]): Promise<FilingContext> {
    const { database } = this;
    const number = (database.reportNumbers.get(year) ?? 0) + 1;
    database.reportNumbers.set(year, number);
    const before = idempotency && database.answers.get(answerKey(idempotency));
    const key = before && database.keys.get(before.ownerId);
    return {
      nowMs: database.now(),
      reference: `UF-${year}-${String(number).padStart(6, '0')}`,
      modes: Object.fromEntries(
        [...database.platforms].map(([platform, { mode, stoppedFrom }]) => [
          platform,
          mode === 'stopped' ? stoppedFrom : mode,
        ]),
      ),
      earlier: this.earlier(new Set(contentHashes.map(hex))),
      previous: before && key ? { ...before, key } : null,
    };
  }

  async file(report: FiledReport): Promise<'filed' | 'keyInFlight' | 'keyTaken'> {
    const { database } = this;
    const { state, submissions, events, lanes, idempotency, hold, ...filed } = report;
    if (idempotency && database.answers.has(answerKey(idempotency))) return 'keyTaken';
    const { id: _id, submissions: _submissions, ...derived } = state;
    const submissionIds = submissions.map(({ id }) => id);
    database.reports.set(report.id, { filed, derived, submissionIds });
    database.keys.set(report.id, report.key);
    for (const submission of submissions)
      database.submissions.set(submission.id, newSubmission(report, submission));
    if (idempotency) database.answers.set(answerKey(idempotency), { ...idempotency, ownerId: report.id });
    if (hold) database.holds.push({ ...hold, reportId: report.id, ...fresh(report.createdAtMs) });
    database.record(events);
    database.outbox.push(...lanes);
    database.committed([report.id]);
    return 'filed';
  }

  async change<R>(
    reportIds: readonly string[],
    decide: Decide<R>,
    replyIds: readonly string[] = [],
  ): Promise<R> {
    const { locks } = this.database;
    const ids = [...new Set([...reportIds, ...replyIds])];
    for (let turn = 1; turn <= maxTurns; turn += 1) {
      const session = this.openSession();
      await locks.take(ids, session);
      try {
        const nowMs = this.database.now();
        const reports = this.read(reportIds);
        const { change, result } = decide(reports, nowMs, this.readReplies(replyIds));
        await session.betweenStatements?.();
        if (this.write(change, reports, nowMs)) return result;
      } finally {
        locks.release(ids, session);
      }
    }
    throw new Error('submissions were claimed again and again while they were being changed');
  }

  async sealedTargets(reportId: string): Promise<SealedTargets | undefined> {
    const report = this.database.reports.get(reportId);
    const key = this.database.keys.get(reportId);
    if (!report || !key) return undefined;
    const rows = report.submissionIds.flatMap((id) => this.database.submissions.get(id) ?? []);
    const targets = rows.map(({ id, filed, noticeOf }) => ({
      ...{ submissionId: id, reference: filed.reference, target: filed.target, noticeOf },
    }));
    return { key, targets };
  }

  async reportsOf(submissionIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = submissionIds.flatMap((id) => this.database.submissions.get(id) ?? []);
    return new Map(rows.map(({ id, reportId }) => [id, reportId]));
  }

  async referralsOf(reportId: string): Promise<readonly RecordedReferral[]> {
    return this.database.referrals
      .filter((row) => row.reportId === reportId)
      .sort((one, other) => one.firstAtMs - other.firstAtMs)
      .map(({ key, state, by, atMs }) => ({ key, state, by, atMs }));
  }

  private earlier(wanted: ReadonlySet<string>): Record<string, string> {
    const found: Record<string, string> = {};
    for (const { filed, reportId } of this.database.submissions.values()) {
      const hash = filed.contentHash && hex(filed.contentHash);
      const reference = this.database.reports.get(reportId)?.filed.reference;
      if (hash && reference && wanted.has(hash)) found[hash] = reference;
    }
    return found;
  }

  private read(reportIds: readonly string[]): ReadonlyMap<string, LockedReport> {
    const locked = new Map<string, LockedReport>();
    for (const id of [...reportIds].sort()) {
      const row = this.database.reports.get(id);
      if (!row) continue;
      const rows = row.submissionIds.flatMap((each) => this.database.submissions.get(each) ?? []);
      const { reference, category, createdAtMs } = row.filed;
      const submissions = asNoticesStand(
        rows.map((each) => ({
          id: each.id,
          platform: each.filed.platform,
          state: each.state,
          ...(each.repeats === null ? {} : { repeats: each.repeats }),
          ...(each.noticeOf === null ? {} : { noticeOf: each.noticeOf }),
        })),
      );
      locked.set(id, {
        ...{ reference, category, createdAtMs, hold: openHold(this.database, id) },
        isErased: this.database.erased.has(id),
        screenshots: this.database.screenshots.filter((each) => each.reportId === id).map((each) => each.id),
        state: { ...row.derived, id, submissions },
        submissions: new Map(
          rows.map((each) => {
            const { id, epoch, tries, round, checks, sentAtMs } = each;
            const { nextCheckAtMs, lookDueAtMs, watchEndsAtMs } = each;
            const times = { sentAtMs, nextCheckAtMs, lookDueAtMs, watchEndsAtMs };
            const { snoozedUntilMs } = each;
            const { escalationStep, nextStepAtMs: _next, ...clocks } = each.clocks;
            const regime = each.regime ?? each.filed.regime;
            const followUp = latestFollowUp(this.database, id);
            const row = {
              id,
              epoch,
              tries,
              round,
              unmarkedRound: each.unmarkedRound ?? 0,
              checks,
              ...times,
              snoozedUntilMs,
              regime,
              clocks,
              escalationStep,
              followUp,
            };
            return [id, row];
          }),
        ),
      });
    }
    return locked;
  }

  private readReplies(replyIds: readonly string[]) {
    const rows = replyIds.flatMap((id) => this.database.replies.get(id) ?? []);
    return new Map(
      rows.map(({ raw, state, tries, submissionId, isMatchedByPerson, changes }) => [
        raw.id,
        {
          ...{ state, tries, submissionId, isMatchedByPerson, changes },
          hasText: raw.sealed.length > 0,
        },
      ]),
    );
  }

  /** @returns false where a worker claimed one of the submissions since it was read: nothing is kept then */
  private write(change: Change, locked: ReadonlyMap<string, LockedReport>, nowMs: number): boolean {
    const { database } = this;
    const { reports, sends = [], replies = [], lanes = [], followUps = [], newFollowUps = [] } = change;
    const { idempotency, observations = [], newSubmissions = [] } = change;
    const changed = reports.flatMap((write) => changedSubmissions(write, locked.get(write.state.id)));
    const rows = changed.map((each) => ({ ...each, row: database.submissions.get(each.id) }));
    if (rows.some(({ row, epoch }) => row?.epoch !== epoch)) return false;
    const isClaimed = followUps.some(
      ({ followUpId, epoch }) => database.followUps.find(({ id }) => id === followUpId)?.epoch !== epoch,
    );
    if (isClaimed) return false;
    if (idempotency) {
      if (database.answers.has(answerKey(idempotency))) throw new IdempotencyKeyTaken();
      database.answers.set(answerKey(idempotency), { ...idempotency, ownerId: idempotency.reportId });
    }
    for (const { row, state, noticeOf, timing } of rows) {
      if (!row) continue;
      row.noticeOf = noticeOf;
      this.writeSubmission(row, state, timing, nowMs);
    }
    for (const { state, events, translations } of reports) {
      const report = database.reports.get(state.id);
      const { id: _id, submissions: _submissions, ...derived } = state;
      if (report && events.length > 0) report.derived = derived;
      if (report && translations) report.filed = { ...report.filed, translations };
      const correction = change.corrections?.find(({ reportId }) => reportId === state.id);
      database.record(
        events.map((event) => ({ ...event, id: database.newId() })),
        correction?.category,
      );
    }
    for (const { sendId, ...closing } of sends) {
      const send = database.sends.find(({ id }) => id === sendId);
      if (send) Object.assign(send, closing, { closedAtMs: nowMs });
    }
    for (const { replyId, nextTryInMs, ...written } of replies) {
      const reply = database.replies.get(replyId);
      const appliedAtMs = written.state === 'APPLIED' ? nowMs : null;
      if (reply) Object.assign(reply, written, { nextTryAtMs: after(nowMs, nextTryInMs), appliedAtMs });
    }
    for (const { replyId, changes } of change.matchedChanges ?? []) {
      const reply = database.replies.get(replyId);
      if (reply) reply.changes = changes;
    }
    for (const { replyId } of change.withdrawnMatches ?? []) {
      const reply = database.replies.get(replyId);
      if (reply) Object.assign(reply, { isMatchedByPerson: false, changes: null });
    }
    for (const each of observations) observe(database, each, nowMs);
    for (const each of newSubmissions) refile(database, each, nowMs);
    for (const each of newFollowUps) database.followUps.push(newFollowUp(database, each));
    for (const each of followUps) writeFollowUp(database, each, nowMs);
    correct(database, change, nowMs);
    for (const each of change.holds ?? []) writeHold(database, each);
    for (const each of change.screenshots ?? []) writeScreenshot(database, each);
    for (const each of change.erasures ?? []) erase(database, each);
    for (const each of change.withdrawals ?? [])
      if (!database.withdrawals.has(each.submissionId)) database.withdrawals.set(each.submissionId, each);
    for (const each of change.referrals ?? []) this.writeReferral(each, nowMs);
    database.outbox.push(...lanes);
    database.committed(reports.map(({ state }) => state.id));
    return true;
  }

  private writeReferral({ reportId, key, state, by }: ReferralWrite, nowMs: number): void {
    const { referrals } = this.database;
    const at = referrals.findIndex((row) => row.reportId === reportId && row.key === key);
    const firstAtMs = referrals[at]?.firstAtMs ?? nowMs;
    referrals.splice(at === -1 ? referrals.length : at, 1, {
      reportId,
      key,
      state,
      by,
      atMs: nowMs,
      firstAtMs,
    });
  }

  private writeSubmission(
    row: SubmissionRow,
    state: SubmissionRow['state'],
    timing: Partial<SubmissionTiming>,
    nowMs: number,
  ): void {
    row.state = state;
    if (timing.nextTryInMs !== undefined)
      row.nextTryAtMs = row.noticeOf !== null ? null : unlessHeld(state, after(nowMs, timing.nextTryInMs));
    if (timing.snoozedUntilMs !== undefined) row.snoozedUntilMs = timing.snoozedUntilMs;
    if (timing.nextCheckInMs !== undefined) row.nextCheckAtMs = after(nowMs, timing.nextCheckInMs);
    if (timing.lookDueInMs !== undefined) row.lookDueAtMs = after(nowMs, timing.lookDueInMs);
    row.watchEndsAtMs = timing.watchEndsAtMs ?? row.watchEndsAtMs;
    if (timing.sentAtMs !== undefined) row.sentAtMs = timing.sentAtMs;
    if (timing.clocks !== undefined) row.clocks = timing.clocks;
    row.checks = timing.checks ?? row.checks;
    row.round = timing.round ?? row.round;
    if (timing.unmarkedRound !== undefined) row.unmarkedRound = timing.unmarkedRound;
    if (timing.regime !== undefined) row.regime = timing.regime;
    if (timing.resetsTries) row.tries = 0;
    else if (timing.refundsTry) row.tries = Math.max(row.tries - 1, 0);
    if (timing.releasesLease) row.leaseUntilMs = null;
  }
}

type Decide<R> = (...locked: Parameters<Parameters<ReportStore['change']>[1]>) => {
  change: Change;
  result: R;
};

/** Each turn is lost to a claim, and a submission is claimed once in a while: more than two are never needed. */
const maxTurns = 10;

function newSubmission(report: FiledReport, filed: FiledSubmission): SubmissionRow {
  return {
    ...{ id: filed.id, reportId: report.id, filed, state: filed.state },
    ...{ epoch: 0, tries: 0, round: 0, checks: 0, leaseUntilMs: null },
    nextTryAtMs: unlessHeld(filed.state, filed.isDue ? report.createdAtMs : null),
    ...{ snoozedUntilMs: null, nextCheckAtMs: null, lookDueAtMs: null, watchEndsAtMs: null, sentAtMs: null },
    ...{ repeats: null, noticeOf: filed.noticeOf, goodFaithAtMs: null },
    clocks: { ...noClocks, staffDueAtMs: filed.staffDueAtMs, escalationStep: null, nextStepAtMs: null },
  };
}

/** The submissions whose state or timing moves, with those in whose notices they travel; the others are left alone. */
function changedSubmissions(write: ReportWrite, before: LockedReport | undefined) {
  const timingsOf = (id: string) => write.timing.filter(({ submissionId }) => submissionId === id);
  const isMoved = ({ id, state, noticeOf }: ReportSubmission) => {
    const was = before?.state.submissions.find((submission) => submission.id === id);
    return was?.state !== state || was.noticeOf !== noticeOf || timingsOf(id).length > 0;
  };
  const { submissions } = write.state;
  const moved = new Set(submissions.filter(isMoved).flatMap(({ id, noticeOf }) => [id, noticeOf]));
  return submissions.flatMap(({ id, state, noticeOf = null }) => {
    const was = before?.submissions.get(id);
    // What comes new is stored by itself.
    if (!was || !moved.has(id)) return [];
    const timing: Partial<SubmissionTiming> = Object.assign({}, ...timingsOf(id));
    return [{ id, state, noticeOf, timing, epoch: was.epoch }];
  });
}

function after(nowMs: number, waitMs: number | null): number | null {
  return waitMs === null ? null : nowMs + waitMs;
}

export function answerKey({ client, key }: Pick<IdempotencyRecord, 'client' | 'key'>): string {
  return JSON.stringify([client, key]);
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
