import type { ReportState } from '#core';
import type { FollowUpWrite, LockedFollowUp, LockedReport } from '../ports/report-store.js';

/** Why an answer was not sent: the platform needs it no longer. */
export const overtakenCode = 'INFORMATION.OVERTAKEN';

/** Answers that wait in vain after a change of their report: the platform decided meanwhile, or nothing is wanted of it. */
export function overtakenAnswers(report: LockedReport, after: ReportState): FollowUpWrite[] {
  return after.submissions.flatMap(({ id, state }) => {
    const followUp = report.submissions.get(id)?.followUp;
    if (followUp?.state !== 'QUEUED' || isAnswerWanted(state)) return [];
    return [closing(followUp, 'FAILED', overtakenCode)];
  });
}

export function isAnswerWanted({ delivery, decision }: ReportState['submissions'][number]['state']): boolean {
  return decision === 'INFO_REQUESTED' && delivery !== 'CANCELLED';
}

/** A follow-up that ends. */
export function closing(
  { id, epoch }: Pick<LockedFollowUp, 'id' | 'epoch'>,
  state: 'SENT' | 'FAILED' | 'UNCERTAIN',
  code: string | null,
  receipt: string | null = null,
): FollowUpWrite {
  return { followUpId: id, epoch, state, code, receipt, nextTryInMs: null };
}
