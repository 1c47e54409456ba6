import { changeReport, type NewEvent, type ReportState, type SubmissionFact } from '#core';
import type { MatchedSubmission, SealedReply } from '../ports/reply-store.js';
import type { FollowUpState, FollowUpWrite, LockedReport } from '../ports/report-store.js';
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
 * on without it. Of a reminder it is known then that it did not arrive. A delayed mail says nothing yet, and one before the latest nothing that matters.
 */
export function answerBounced(
  report: LockedReport,
  followUpId: string,
  { submissionId }: MatchedSubmission,
  { isPermanent }: NonNullable<SealedReply['bounce']>,
  nowMs: number,
): BouncedAnswer {
  const { state } = report;
  const followUp = report.submissions.get(submissionId)?.followUp;
  if (!isPermanent || followUp?.id !== followUpId || !left.includes(followUp.state))
    return { state, events: [], followUps: [] };
  const asked = state.submissions.find(({ id }) => id === submissionId)?.state;
  const facts: SubmissionFact[] =
    followUp.purpose === 'INFORMATION' && asked?.decision === 'INFO_SUPPLIED'
      ? [
          {
            submissionId,
            fact: { kind: 'informationRequested', atMs: asked.decidedAtMs ?? nowMs },
            detail: { actor: 'WORKER', reason: 'MAIL.BOUNCED' },
          },
        ]
      : [];
  const changed = changeReport(state, facts, nowMs);
  return {
    ...{ state: changed.report, events: changed.events },
    followUps: [closing(followUp, 'FAILED', 'MAIL.BOUNCED')],
  };
}
