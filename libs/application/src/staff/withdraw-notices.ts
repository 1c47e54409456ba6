import {
  changeReport,
  handOverNotices,
  noteEvent,
  type Delivery,
  type EventDetail,
  type ReportState,
  type ReportSubmission,
  type SubmissionState,
} from '#core';
import { overtakenFollowUps } from '../follow-ups/overtaken.js';
import { canBeTold, lanes, type PlatformCatalogue } from '../platform-settings.js';
import type { ReportCipher } from '../ports/cipher.js';
import type { IdSource } from '../ports/ids.js';
import type {
  Change,
  LockedReport,
  LockedSubmission,
  ReportStore,
  SubmissionTiming,
} from '../ports/report-store.js';
import type { NewFollowUp } from '../ports/follow-up.js';
import type { WithdrawReason, WithdrawalWrite } from '../ports/staff-acts.js';

export interface WithdrawInput {
  readonly reason: WithdrawReason;
  readonly note: string | null;
  /** Who withdraws: the API key's name. */
  readonly by: string;
}

export type WithdrawAnswer =
  | { readonly outcome: 'done' | 'repeated' | 'notFound' }
  /** A notice, or a message about it, is leaving at this moment. */
  | { readonly outcome: 'refused'; readonly code: 'SUBMISSION.BEING_SENT' };

/**
 * Withdraws notices. What has not left ends here, and never leaves; what a platform has cannot be called back: it is told
 * in the thread of the notice, by reference, and what it says of it no longer counts for the report.
 *
 * A claim raises the epoch, so that either the sender has it, or we do.
 */
export class WithdrawNotices {
  constructor(
    private readonly parts: {
      readonly reports: ReportStore;
      readonly cipher: ReportCipher;
      readonly platforms: PlatformCatalogue;
      readonly ids: Pick<IdSource, 'uuid'>;
    },
  ) {}

  async submission(submissionId: string, input: WithdrawInput): Promise<WithdrawAnswer> {
    const reportId = (await this.parts.reports.reportsOf([submissionId])).get(submissionId);
    return reportId === undefined
      ? { outcome: 'notFound' }
      : this.run(reportId, input, ({ id }) => id === submissionId);
  }

  /** Withdraws whatever is not leaving at this moment; asked again, the rest. */
  report(reportId: string, input: WithdrawInput): Promise<WithdrawAnswer> {
    return this.run(reportId, input, () => true);
  }

  private async run(
    reportId: string,
    input: WithdrawInput,
    isMeant: (submission: ReportSubmission) => boolean,
  ): Promise<WithdrawAnswer> {
    const { reports, cipher } = this.parts;
    const sealed = input.note === null ? undefined : await reports.sealedTargets(reportId);
    const key = sealed && (await cipher.openKey(reportId, sealed.key));
    return reports.change<WithdrawAnswer>([reportId], (locked, nowMs) => {
      const report = locked.get(reportId);
      if (!report) return { change: nothing, result: { outcome: 'notFound' } };
      const open = report.state.submissions.filter(
        (each) => isMeant(each) && each.state.delivery !== 'CANCELLED' && !each.state.isWithdrawn,
      );
      const free = open.filter((each) => !isLeaving(each, report.submissions.get(each.id)));
      if (free.length === 0) {
        const refused = { outcome: 'refused', code: 'SUBMISSION.BEING_SENT' } as const;
        return { change: nothing, result: open.length > 0 ? refused : { outcome: 'repeated' } };
      }
      const withdrawals = free.map(({ id: submissionId }): WithdrawalWrite => ({
        ...{ submissionId, reason: input.reason, by: input.by },
        note: key && input.note !== null ? key.seal(input.note, withdrawalNoteField(submissionId)) : null,
      }));
      return {
        change: { ...withdraw(report, free, input, nowMs, this.parts), withdrawals },
        result: { outcome: 'done' },
      };
    });
  }
}

/** Name of the sealed note of a withdrawal. */
export function withdrawalNoteField(submissionId: string): string {
  return `withdrawal-${submissionId}`;
}

/** What withdrawing these submissions of a report changes, but for why. */
export function withdraw(
  report: LockedReport,
  submissions: readonly ReportSubmission[],
  { reason, by }: Pick<WithdrawInput, 'reason' | 'by'>,
  nowMs: number,
  { platforms, ids }: { readonly platforms: PlatformCatalogue; readonly ids: Pick<IdSource, 'uuid'> },
): Change {
  const detail: EventDetail = { reason, actor: 'STAFF' };
  const changed = changeReport(
    report.state,
    submissions.map(({ id: submissionId }) => ({ submissionId, fact: { kind: 'withdrawn' }, detail })),
    nowMs,
  );
  const handedOver = handOverNotices(changed.report.submissions);
  let state: ReportState = { ...changed.report, submissions: handedOver.submissions };
  const events = [...changed.events];
  const newFollowUps: NewFollowUp[] = [];
  const timing: SubmissionTiming[] = [];
  const wake = new Set<string>();
  for (const { id: submissionId, platform, state: is } of handedOver.leaders) {
    if (is.delivery !== 'QUEUED' && is.delivery !== 'RETRY_WAIT') continue;
    timing.push({ submissionId, nextTryInMs: 0, round: roundAfter(report, submissionId) });
    wake.add(lanes.submissions(platform));
  }
  for (const { id: submissionId, platform, state: was } of submissions) {
    const row = report.submissions.get(submissionId);
    const watch = row?.sentAtMs ? { watchEndsAtMs: nowMs } : {};
    timing.push({ submissionId, nextTryInMs: null, nextCheckInMs: null, lookDueInMs: null, ...watch });
    if (!row || !mayHaveLeft(was, row)) continue;
    if (canBeTold(platforms, platform, was.channel)) {
      newFollowUps.push({
        ...{ id: ids.uuid(), submissionId, purpose: 'WITHDRAWAL', text: null, confirmedFindings: [] },
        ...{ createdBy: by, number: (row.followUp?.number ?? 0) + 1 },
      });
      wake.add(lanes.followUps(platform));
    } else {
      const byHand = { told: 'WITHDRAWAL', outcome: 'BY_HAND', actor: 'WORKER' } as const;
      const noted = noteEvent(state, submissionId, 'submission.told', byHand, nowMs);
      state = noted.report;
      events.push(...noted.events);
    }
  }
  return {
    reports: [{ state, events, timing }],
    followUps: overtakenFollowUps(report, changed.report),
    newFollowUps,
    lanes: [...wake],
  };
}

/** The round in which a target leaves that led no notice before: a marked one, where its notice may have arrived. */
function roundAfter({ state, submissions }: LockedReport, submissionId: string): number {
  const { noticeOf = '' } = state.submissions.find(({ id }) => id === submissionId) ?? {};
  const leader = state.submissions.find(({ id }) => id === noticeOf)?.state;
  const row = submissions.get(noticeOf);
  const before = Math.max(row?.round ?? 0, submissions.get(submissionId)?.round ?? 0);
  const isOpen = leader !== undefined && row !== undefined && mayHaveLeft(leader, row);
  return isOpen && row.round === row.unmarkedRound ? before + 1 : before;
}

/** A sender has it, or a message about it: nobody knows yet what became of it. */
function isLeaving({ state }: ReportSubmission, row: LockedSubmission | undefined): boolean {
  return state.delivery === 'SENDING' || row?.followUp?.state === 'SENDING';
}

/** Whether the platform has a notice of it, or may have one. */
export function mayHaveLeft(
  { delivery, waitingFor }: Pick<SubmissionState, 'delivery' | 'waitingFor'>,
  { sentAtMs, round, unmarkedRound }: Pick<LockedSubmission, 'sentAtMs' | 'round' | 'unmarkedRound'>,
): boolean {
  if (left.includes(delivery)) return true;
  // What waits to be repeated, with a mark, waits because of a notice of which nobody knows.
  if (delivery === 'QUEUED') return round > unmarkedRound;
  if (delivery === 'RETRY_WAIT')
    return round > unmarkedRound || (waitingFor !== null && openQuestions.includes(waitingFor));
  return delivery === 'HANDOFF_PENDING' && sentAtMs !== null;
}

const left: readonly Delivery[] = ['SENDING', 'UNCERTAIN', 'SENT', 'ACKNOWLEDGED'];
const openQuestions: readonly string[] = ['SEND.OUTCOME_UNKNOWN', 'SEND.NOT_FOUND_YET'];

const nothing: Change = { reports: [] };
