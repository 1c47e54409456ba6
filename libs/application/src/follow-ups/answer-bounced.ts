import {
  changeReport,
  forWholeNotice,
  noteEvent,
  type NewEvent,
  type ReportState,
  type SubmissionFact,
} from '#core';
import type { MatchedSubmission, SealedReply } from '../ports/reply-store.js';
import type { FollowUpState, FollowUpWrite } from '../ports/follow-up.js';
import type { LockedReport } from '../ports/report-store.js';
import { bounceReason } from '../replies/bounce-reason.js';
import { closing } from './overtaken.js';

/** An answer has left, or may have. */
const left: readonly FollowUpState[] = ['SENDING', 'SENT', 'UNCERTAIN'];

export interface BouncedAnswer {
  readonly state: ReportState;
  readonly events: readonly NewEvent[];
  readonly followUps: readonly FollowUpWrite[];
}

/**
 * An answer that came back for good never reached the platform: its question is open again, unless the platform went
 * on without it. Of a reminder the timeline says that it came back, of word that content is still there the submission.
 * A delayed mail says nothing yet, and one before the latest nothing that matters.
 */
export function answerBounced(
  report: LockedReport,
  followUpId: string,
  { submissionId }: MatchedSubmission,
  { isPermanent, statusCode = null }: NonNullable<SealedReply['bounce']>,
  nowMs: number,
): BouncedAnswer {
  const { state } = report;
  const reason = bounceReason(statusCode);
  const followUp = report.submissions.get(submissionId)?.followUp;
  if (!isPermanent || followUp?.id !== followUpId || !left.includes(followUp.state))
    return { state, events: [], followUps: [] };
  const { purpose } = followUp;
  if (purpose === 'STILL_THERE')
    return { state, events: [], followUps: [closing(followUp, 'FAILED', 'MAIL.BOUNCED')] };
  if (purpose !== 'INFORMATION') {
    const detail = { outcome: 'FAILED', reason: 'MAIL.BOUNCED', actor: 'WORKER' } as const;
    const noted =
      purpose === 'WITHDRAWAL' || purpose === 'CORRECTION'
        ? noteEvent(state, submissionId, 'submission.told', { told: purpose, ...detail }, nowMs)
        : noteEvent(state, submissionId, 'submission.escalated', { step: purpose, ...detail }, nowMs);
    return {
      ...{ state: noted.report, events: noted.events },
      followUps: [closing(followUp, 'FAILED', 'MAIL.BOUNCED')],
    };
  }
  const asked = state.submissions.find(({ id }) => id === submissionId)?.state;
  const facts: SubmissionFact[] =
    asked?.decision === 'INFO_SUPPLIED'
      ? [
          {
            submissionId,
            fact: { kind: 'informationRequested', atMs: asked.decidedAtMs ?? nowMs },
            detail: { actor: 'WORKER', reason },
          },
        ]
      : [];
  const changed = changeReport(state, forWholeNotice(state, facts), nowMs);
  return {
    ...{ state: changed.report, events: changed.events },
    followUps: [closing(followUp, 'FAILED', reason)],
  };
}
