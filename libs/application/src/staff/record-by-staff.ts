import {
  changeReport,
  forWholeNotice,
  leaderOf,
  type EventDetail,
  type Fact,
  type SubmissionState,
} from '#core';
import { overtakenFollowUps } from '../follow-ups/overtaken.js';
import { lanes } from '../platform-settings.js';
import type { ReportStore, SubmissionTiming } from '../ports/report-store.js';
import type { SentTiming } from '../sending/sent-timing.js';

/** What a person does to one submission by hand. */
export interface StaffAct {
  /** Works out the facts from what is true under the lock; a string is a stable code of why it cannot be done. */
  readonly facts: (state: SubmissionState, nowMs: number) => readonly Fact[] | string;
  readonly timing?: (row: { readonly round: number }) => Omit<SubmissionTiming, 'submissionId'>;
  /** Codes that the timeline tells beside it. */
  readonly detail?: EventDetail;
  /** About the notice, whatever targets it names; otherwise about the one submission. */
  readonly isOfNotice?: true;
  /** Whether a worker has something to send afterwards. */
  readonly wakesSender?: boolean;
}

export type StaffAnswer =
  | { readonly outcome: 'done' | 'repeated' }
  | { readonly outcome: 'notFound' }
  | { readonly outcome: 'refused'; readonly code: string };

/** Records what staff did or saw, as facts like any other. */
export class RecordByStaff {
  constructor(
    private readonly reports: ReportStore,
    private readonly sentTiming: SentTiming,
  ) {}

  async run(meantId: string, act: StaffAct): Promise<StaffAnswer> {
    const reportId = (await this.reports.reportsOf([meantId])).get(meantId);
    if (reportId === undefined) return { outcome: 'notFound' };
    return this.reports.change<StaffAnswer>([reportId], (locked, nowMs) => {
      const report = locked.get(reportId);
      const submissionId = report && act.isOfNotice ? leaderOf(report.state.submissions, meantId) : meantId;
      const submission = report?.state.submissions.find(({ id }) => id === submissionId);
      const row = report?.submissions.get(submissionId);
      if (!report || !submission || !row) return { change: { reports: [] }, result: { outcome: 'notFound' } };
      const facts = act.facts(submission.state, nowMs);
      if (typeof facts === 'string')
        return { change: { reports: [] }, result: { outcome: 'refused', code: facts } };
      const detail = { ...act.detail, actor: 'STAFF' as const };
      const ofOne = facts.map((fact) => ({ submissionId, fact, detail }));
      const all = act.isOfNotice ? forWholeNotice(report.state, ofOne) : ofOne;
      const changed = changeReport(report.state, all, nowMs);
      const refused = changed.applied.find((applied) => applied.outcome === 'refused');
      if (refused) {
        const code = `SUBMISSION.NOT_NOW.${refused.from}`;
        return { change: { reports: [] }, result: { outcome: 'refused', code } };
      }
      if (changed.applied.every(({ outcome }) => outcome === 'repeated'))
        return { change: { reports: [] }, result: { outcome: 'repeated' } };
      const sent = this.sentTiming.after(report, changed.report, submissionId, nowMs);
      const timing = [
        ...this.sentTiming.ofCompanions(report, changed.report, nowMs),
        { submissionId, ...sent, ...act.timing?.(row) },
      ];
      const wake = act.wakesSender ? [lanes.submissions(submission.platform)] : [];
      const write = { state: changed.report, events: changed.events, timing };
      const followUps = overtakenFollowUps(report, changed.report);
      return { change: { reports: [write], followUps, lanes: wake }, result: { outcome: 'done' } };
    });
  }
}
