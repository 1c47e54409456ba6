import {
  changeReport,
  forWholeNotice,
  noteEvent,
  type EventDetail,
  type EventType,
  type ReportState,
  type SubmissionFact,
} from '#core';
import type { ClaimedFollowUp } from '../ports/follow-up-store.js';
import { never, type Change, type LockedReport, type ReportWrite } from '../ports/report-store.js';
import type { FollowUpPurpose, FollowUpWrite } from '../ports/follow-up.js';
import type { SettledSend } from '../sending/settle-send.js';
import { closing, isWanted, overtakenCode } from './overtaken.js';

/** One follow-up whose call ended, and what that means. */
export interface EndedFollowUp {
  readonly claimed: ClaimedFollowUp;
  readonly end: SettledSend;
}

/**
 * What ended follow-ups change, by what is true under the lock. An answer that arrived ends the question; one that did
 * not, or of which nobody knows, leaves it open. Of a reminder the timeline tells how it ended. Closing the same one twice changes nothing more.
 *
 * @returns `fenced`: ids of follow-ups that are no longer the sender's; nothing of them is written
 */
export function closeFollowUps(
  ended: readonly EndedFollowUp[],
  locked: ReadonlyMap<string, LockedReport>,
  nowMs: number,
): { change: Change; result: ReadonlySet<string> } {
  const reports: ReportWrite[] = [];
  const followUps: FollowUpWrite[] = [];
  for (const [reportId, report] of locked) {
    const ours = ended.filter(({ claimed }) => claimed.reportId === reportId && isStillOurs(claimed, report));
    const changed = changeReport(
      report.state,
      forWholeNotice(
        report.state,
        ours.flatMap((each) => factsOf(each, nowMs)),
      ),
      nowMs,
    );
    let state = changed.report;
    const events = [...changed.events];
    for (const { claimed, end } of ours) {
      const { submissionId, purpose } = claimed;
      const write = writeOf(claimed, end, state);
      followUps.push(write);
      const detail = reminderEnd(claimed, write);
      if (!detail) continue;
      const noted = noteEvent(state, submissionId, endTypes[purpose], detail, nowMs);
      state = noted.report;
      events.push(...noted.events);
    }
    reports.push({ state, events, timing: [] });
  }
  const closed = new Set(followUps.map(({ followUpId }) => followUpId));
  const fenced = ended.map(({ claimed }) => claimed.followUpId).filter((id) => !closed.has(id));
  return { change: { reports, followUps }, result: new Set(fenced) };
}

/** Whoever took it over raised its epoch; whoever ended it, such as a bounce that overtook us, left it in another state. */
function isStillOurs({ submissionId, followUpId, epoch }: ClaimedFollowUp, report: LockedReport): boolean {
  const now = report.submissions.get(submissionId)?.followUp;
  return now?.id === followUpId && now.epoch === epoch && now.state === 'SENDING';
}

function factsOf({ claimed, end }: EndedFollowUp, nowMs: number): SubmissionFact[] {
  const [own, ...said] = end.facts;
  if (own?.kind !== 'sendConfirmed') return [];
  const { submissionId, purpose } = claimed;
  const supplied: SubmissionFact = {
    ...{ submissionId, fact: { kind: 'informationSupplied', atMs: nowMs }, detail: { actor: 'WORKER' } },
  };
  return [
    ...(purpose === 'INFORMATION' ? [supplied] : []),
    ...said.map((each) => ({ submissionId, fact: each, detail: { actor: 'PLATFORM' as const } })),
  ];
}

const endTypes = {
  INFORMATION: 'submission.info_supplied',
  STILL_THERE: 'submission.reminded',
  REMINDER: 'submission.escalated',
  SECOND_CONTACT: 'submission.escalated',
  WITHDRAWAL: 'submission.told',
  CORRECTION: 'submission.told',
} as const satisfies Record<FollowUpPurpose, EventType>;

/** How a reminder ended; undefined for answers, and while it has not. */
function reminderEnd({ purpose }: ClaimedFollowUp, { state, code }: FollowUpWrite): EventDetail | undefined {
  if (purpose === 'INFORMATION' || state === 'QUEUED') return undefined;
  // What did not arrive is shown at the submission, where it can be told again.
  if (purpose === 'STILL_THERE') return state === 'SENT' ? { actor: 'WORKER' } : undefined;
  const outcome = state === 'SENT' ? 'DONE' : state;
  const about = purpose === 'WITHDRAWAL' || purpose === 'CORRECTION' ? { told: purpose } : { step: purpose };
  return { ...about, outcome, actor: 'WORKER', ...(code === null ? {} : { reason: code }) };
}

function writeOf(
  { followUpId: id, epoch, submissionId, purpose }: ClaimedFollowUp,
  { facts, code, receipt, timing }: SettledSend,
  report: ReportState,
): FollowUpWrite {
  const after = report.submissions.find((each) => each.id === submissionId)?.state;
  switch (facts[0]?.kind) {
    case 'sendConfirmed':
      return closing({ id, epoch }, 'SENT', null, receipt);
    case 'sendFailed':
      return closing({ id, epoch }, 'FAILED', facts[0].reason);
    case 'sendDeferred':
      if (!after || !isWanted(purpose, after))
        return closing({ id, epoch }, 'FAILED', overtakenCode(purpose));
      return {
        ...{ followUpId: id, epoch, state: 'QUEUED', code, receipt: null },
        nextTryInMs: after.holdUntilMs === null ? (timing.nextTryInMs ?? 0) : never,
        refundsTry: timing.refundsTry ?? false,
      };
    default:
      return closing({ id, epoch }, 'UNCERTAIN', code);
  }
}
