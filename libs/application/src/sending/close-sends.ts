import { changeReport, forWholeNotice, type Fact, type SubmissionFact } from '#core';
import { overtakenFollowUps } from '../follow-ups/overtaken.js';
import { lanes } from '../platform-settings.js';
import type {
  Change,
  LockedReport,
  ReportWrite,
  SendClosing,
  SubmissionTiming,
} from '../ports/report-store.js';
import type { FollowUpWrite } from '../ports/follow-up.js';
import type { ClaimedSubmission } from '../ports/send-store.js';
import type { SentTiming } from './sent-timing.js';
import type { SettledSend } from './settle-send.js';

/** One send that ended, and what that means. */
export interface EndedSend {
  readonly claimed: ClaimedSubmission;
  readonly end: SettledSend;
  /** Whether a lookup found an earlier notice, so that this send was none. */
  readonly isFound: boolean;
  /** As in `SendResult`. */
  readonly carried?: Uint8Array | undefined;
}

/**
 * What ended sends change in the reports they belong to, by what is true under the lock. Closing the same send twice
 * changes nothing more.
 *
 * @returns `fenced`: ids of sends whose submission somebody else took meanwhile; nothing of them is written
 */
export function closeSends(
  ended: readonly EndedSend[],
  locked: ReadonlyMap<string, LockedReport>,
  nowMs: number,
  sentTiming: SentTiming,
): { change: Change; result: ReadonlySet<string> } {
  const reports: ReportWrite[] = [];
  const sends: SendClosing[] = [];
  const followUps: FollowUpWrite[] = [];
  const wake = new Set<string>();
  for (const [reportId, report] of locked) {
    const ours = ended.filter(({ claimed }) => claimed.reportId === reportId && isStillOurs(claimed, report));
    const facts = ours.flatMap((each) => factsAfter(each, report, nowMs));
    const changed = changeReport(report.state, forWholeNotice(report.state, facts), nowMs);
    const timing = ours.map(({ claimed, end }): SubmissionTiming => {
      const { submissionId, platform } = claimed;
      const isOvertaken = deliveryOf(submissionId, report) !== 'SENDING';
      if (!isOvertaken && end.timing.nextTryInMs === 0) wake.add(lanes.submissions(platform));
      return {
        submissionId,
        ...(isOvertaken ? { releasesLease: true } : end.timing),
        ...sentTiming.after(report, changed.report, submissionId, nowMs),
      };
    });
    timing.push(...sentTiming.ofCompanions(report, changed.report, nowMs));
    for (const { claimed, end, carried } of ours) {
      const { outcome, code, receipt } = end;
      sends.push({ sendId: claimed.sendId, outcome, code, receipt, carried });
    }
    reports.push({ state: changed.report, events: changed.events, timing });
    followUps.push(...overtakenFollowUps(report, changed.report));
  }
  const closed = new Set(sends.map(({ sendId }) => sendId));
  const fenced = ended.map(({ claimed }) => claimed.sendId).filter((sendId) => !closed.has(sendId));
  return { change: { reports, sends, followUps, lanes: [...wake] }, result: new Set(fenced) };
}

function isStillOurs({ submissionId, epoch }: ClaimedSubmission, report: LockedReport): boolean {
  return report.submissions.get(submissionId)?.epoch === epoch;
}

function deliveryOf(submissionId: string, report: LockedReport) {
  return report.state.submissions.find(({ id }) => id === submissionId)?.state.delivery;
}

function factsAfter(
  { claimed, end, isFound }: EndedSend,
  report: LockedReport,
  nowMs: number,
): SubmissionFact[] {
  const { submissionId, round, unmarkedRound } = claimed;
  const { nextTryInMs } = end.timing;
  return factsThatCount(end.facts, deliveryOf(submissionId, report)).map((fact) => ({
    submissionId,
    fact,
    detail: {
      actor: isOurOwn(fact) ? ('WORKER' as const) : ('PLATFORM' as const),
      ...(fact.kind === 'sendConfirmed' && round > (unmarkedRound ?? 0) && !isFound
        ? { isMarkedResend: true }
        : {}),
      ...(fact.kind === 'sendDeferred' && typeof nextTryInMs === 'number'
        ? { nextTryAtMs: nowMs + nextTryInMs }
        : {}),
    },
  }));
}

/** A reply that overtook us proves receipt: how the call ended no longer matters, what the platform said in it does. */
function factsThatCount(facts: readonly Fact[], delivery: string | undefined): readonly Fact[] {
  if (delivery === 'SENDING') return facts;
  return delivery === 'SENT' || delivery === 'ACKNOWLEDGED' ? facts.filter((fact) => !isOurOwn(fact)) : [];
}

function isOurOwn({ kind }: Fact): boolean {
  return kind.startsWith('send');
}
