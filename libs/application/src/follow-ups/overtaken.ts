import { turnAt, wordOf, type ReportState } from '#core';
import type { FollowUpPurpose, FollowUpWrite, LockedFollowUp } from '../ports/follow-up.js';
import type { LockedReport } from '../ports/report-store.js';

/** Why a message was not sent: the platform needs it no longer. */
export function overtakenCode(purpose: FollowUpPurpose): string {
  if (purpose === 'STILL_THERE') return 'STILL_THERE.OVERTAKEN';
  if (purpose === 'WITHDRAWAL' || purpose === 'CORRECTION') return 'TOLD.OVERTAKEN';
  return purpose === 'INFORMATION' ? 'INFORMATION.OVERTAKEN' : 'ESCALATION.OVERTAKEN';
}

/** Messages that wait in vain after a change of their report: the platform decided meanwhile, or nothing is wanted of it. */
export function overtakenFollowUps(report: LockedReport, after: ReportState): FollowUpWrite[] {
  return after.submissions.flatMap(({ id, state }) => {
    const followUp = report.submissions.get(id)?.followUp;
    if (followUp?.state !== 'QUEUED' || isWanted(followUp.purpose, state)) return [];
    return [closing(followUp, 'FAILED', overtakenCode(followUp.purpose))];
  });
}

/**
 * An answer while its question is open; a reminder while the platform's decision is; that content is still there while it
 * is; a correction until the notice is withdrawn, and that it is for good.
 */
export function isWanted(
  purpose: FollowUpPurpose,
  state: ReportState['submissions'][number]['state'],
): boolean {
  if (purpose === 'STILL_THERE') return wordOf(state) === 'not_really_gone';
  if (purpose === 'WITHDRAWAL') return true;
  if (purpose === 'CORRECTION') return wordOf(state) !== 'withdrawn';
  if (purpose !== 'INFORMATION') return turnAt(wordOf(state)) === 'PLATFORM';
  return state.decision === 'INFO_REQUESTED' && wordOf(state) !== 'withdrawn';
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
