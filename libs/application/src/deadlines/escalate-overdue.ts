import {
  isDsa,
  noteEvent,
  turnAt,
  wordOf,
  type EscalationStep,
  type EventDetail,
  type NewEvent,
  type ReportState,
} from '#core';
import { changeTogetherOrAlone } from '../change-reports.js';
import { canBeTold, lanes, type PlatformCatalogue } from '../platform-settings.js';
import type { DeadlineStore, DueSubmission } from '../ports/deadline-store.js';
import type { IdSource } from '../ports/ids.js';
import type {
  Change,
  LockedReport,
  LockedSubmission,
  ReportStore,
  ReportWrite,
  SubmissionTiming,
} from '../ports/report-store.js';
import type { NewFollowUp } from '../ports/follow-up.js';
import type { WorkLog } from '../ports/work-log.js';
import type { DeadlineClocks } from './deadline-clocks.js';

export interface EscalateOverdueParts {
  readonly deadlines: DeadlineStore;
  readonly reports: ReportStore;
  readonly platforms: PlatformCatalogue;
  readonly clocks: DeadlineClocks;
  readonly ids: IdSource;
  readonly log: WorkLog;
  readonly settings: { readonly leaseMs: number };
}

/** Between two messages of ours to the same platform, however late we are ourselves; and while one is under way. */
const messageGapMs = 60 * 60 * 1_000;

/**
 * Takes the steps that are due about platforms that stay silent: each once, in order, by what is true under the lock.
 * What a step sends leaves as a follow-up, in its own lane.
 */
export class EscalateOverdue {
  constructor(private readonly parts: EscalateOverdueParts) {}

  /** @returns how many submissions were looked at */
  async run(limit = 100): Promise<number> {
    const { deadlines, reports, settings, log } = this.parts;
    const due = await deadlines.claimDue(limit, settings.leaseMs);
    await changeTogetherOrAlone(
      due.map(({ reportId }) => reportId),
      async (reportIds) => {
        const taken = await reports.change(reportIds, (locked, nowMs) => this.decide(due, locked, nowMs));
        for (const { submissionId, platform, step } of taken)
          log.info('submission.escalated', { submissionId, platform, step });
      },
      // It comes round again when its lease is over.
      (reportId, error) => log.error('submission.not_escalated', { reportId, error }),
    );
    return due.length;
  }

  private decide(
    due: readonly DueSubmission[],
    locked: ReadonlyMap<string, LockedReport>,
    nowMs: number,
  ): { change: Change; result: readonly Taken[] } {
    const reports: ReportWrite[] = [];
    const newFollowUps: NewFollowUp[] = [];
    const wake = new Set<string>();
    const result: Taken[] = [];
    for (const [reportId, report] of locked) {
      // Held since it was claimed: the step comes round again once it is released.
      if (report.hold) continue;
      let { state } = report;
      const events: NewEvent[] = [];
      const timing: SubmissionTiming[] = [];
      for (const { submissionId } of due.filter((each) => each.reportId === reportId)) {
        const row = report.submissions.get(submissionId);
        const submission = state.submissions.find(({ id }) => id === submissionId);
        if (!row || !submission) continue;
        const climbed = this.climb(
          report,
          { ...submission, isSpokenFor: isSpokenFor(state, submission) },
          row,
          nowMs,
        );
        for (const { type, detail } of climbed.notes) {
          const noted = noteEvent(state, submissionId, type, { ...detail, actor: 'WORKER' }, nowMs);
          state = noted.report;
          events.push(...noted.events);
        }
        timing.push({ submissionId, clocks: climbed.clocks });
        if (climbed.message) {
          newFollowUps.push(climbed.message);
          wake.add(lanes.followUps(submission.platform));
        }
        result.push(...climbed.steps.map((step) => ({ submissionId, platform: submission.platform, step })));
      }
      reports.push({ state, events, timing });
    }
    return { change: { reports, newFollowUps, lanes: [...wake] }, result };
  }

  /** Every step that is due by now, up to the first that sends something. */
  private climb(
    { category }: LockedReport,
    { id: submissionId, platform, state, isSpokenFor: isSpoken }: Silent,
    row: LockedSubmission,
    nowMs: number,
  ): Climbed {
    const { clocks } = row;
    const subject = { platform, category, channel: state.channel };
    const next = (step: EscalationStep | null) =>
      this.parts.clocks.nextStep({ word: wordOf(state), clocks, step }, subject);
    const steps: EscalationStep[] = [];
    const notes: Note[] = [];
    let taken = row.escalationStep;
    for (let due = next(taken); due !== null && due.atMs <= nowMs; due = next(taken)) {
      const act = this.actFor(due.step, subject, row, isSpoken);
      if (act === 'later') return { steps, notes, clocks: onLadder(nowMs + messageGapMs) };
      taken = due.step;
      steps.push(taken);
      if (act === 'bySpeaker') continue;
      if ('purpose' in act) {
        const number = (row.followUp?.number ?? 0) + 1;
        const message = {
          ...{ id: this.parts.ids.uuid(), submissionId, purpose: act.purpose, number, text: null },
          ...{ confirmedFindings: [], createdBy: 'uniflag' },
        };
        const following = next(taken);
        const atMs = following && Math.max(following.atMs, nowMs + messageGapMs);
        return { steps, notes, message, clocks: onLadder(atMs) };
      }
      notes.push(act);
    }
    return { steps, notes, clocks: onLadder(next(taken)?.atMs ?? null) };

    function onLadder(nextStepAtMs: number | null) {
      return { ...clocks, escalationStep: taken, nextStepAtMs };
    }
  }

  private actFor(
    step: EscalationStep,
    { platform, channel }: { readonly platform: string; readonly channel: string },
    { regime, followUp }: LockedSubmission,
    isSpoken: boolean,
  ): Note | { readonly purpose: 'REMINDER' | 'SECOND_CONTACT' } | 'later' | 'bySpeaker' {
    const escalated = (detail: EventDetail): Note => ({
      type: 'submission.escalated',
      detail: { step, ...detail },
    });
    switch (step) {
      case 'ACKNOWLEDGEMENT_OVERDUE':
        return { type: 'submission.sla_breached', detail: { expectation: 'ACKNOWLEDGEMENT' } };
      case 'DECISION_OVERDUE':
        return { type: 'submission.sla_breached', detail: { expectation: 'DECISION' } };
      case 'SUPERVISOR':
        return escalated({ outcome: 'DONE' });
      case 'REGULATOR_DRAFT':
        return escalated(
          isDsa(regime) ? { outcome: 'DONE' } : { outcome: 'SKIPPED', reason: 'ESCALATION.NOT_DSA' },
        );
      case 'REMINDER':
      case 'SECOND_CONTACT': {
        if (isSpoken) return 'bySpeaker';
        const settings = this.parts.platforms.get(platform);
        if (step === 'SECOND_CONTACT' && settings?.hasSecondContact !== true)
          return escalated({ outcome: 'SKIPPED', reason: 'ESCALATION.NO_SECOND_CONTACT' });
        if (!canBeTold(this.parts.platforms, platform, channel))
          return escalated({ outcome: 'BY_HAND', reason: 'ESCALATION.NOT_A_MAILBOX' });
        // One message at a time: another of ours is still on its way.
        if (followUp?.state === 'QUEUED' || followUp?.state === 'SENDING') return 'later';
        return { purpose: step };
      }
    }
  }
}

type Silent = ReportState['submissions'][number] & { readonly isSpokenFor: boolean };

/** Whether the leader of its notice waits as well: what we send about that one names all that wait. */
function isSpokenFor(
  { submissions }: ReportState,
  { noticeOf }: ReportState['submissions'][number],
): boolean {
  const leader = submissions.find(({ id }) => id === noticeOf);
  return leader !== undefined && !leader.state.isWithdrawn && turnAt(wordOf(leader.state)) === 'PLATFORM';
}

interface Note {
  readonly type: 'submission.sla_breached' | 'submission.escalated';
  readonly detail: EventDetail;
}

interface Climbed {
  readonly steps: readonly EscalationStep[];
  readonly notes: readonly Note[];
  readonly clocks: NonNullable<SubmissionTiming['clocks']>;
  readonly message?: NewFollowUp;
}

interface Taken {
  readonly submissionId: string;
  readonly platform: string;
  readonly step: EscalationStep;
}
