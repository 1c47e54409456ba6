import { changeReport, noteEvent, type NewEvent } from '#core';
import type { FieldError } from '../field-error.js';
import type {
  Change,
  LockedReport,
  ReportStore,
  ReportWrite,
  SubmissionTiming,
} from '../ports/report-store.js';

export type SnoozeAnswer =
  | { readonly outcome: 'done' | 'repeated' | 'notFound' }
  | { readonly outcome: 'invalid'; readonly errors: readonly FieldError[] };

/**
 * Puts a report, or one submission, aside until a day: it leaves the lists of what needs a person. It comes back by
 * itself then, or earlier, where its platform says something new.
 */
export class SnoozeReport {
  constructor(private readonly reports: ReportStore) {}

  async submission(submissionId: string, untilMs: number | null): Promise<SnoozeAnswer> {
    const reportId = (await this.reports.reportsOf([submissionId])).get(submissionId);
    return reportId === undefined ? { outcome: 'notFound' } : this.run(reportId, submissionId, untilMs);
  }

  report(reportId: string, untilMs: number | null): Promise<SnoozeAnswer> {
    return this.run(reportId, null, untilMs);
  }

  /** @param untilMs null brings it back now */
  private run(reportId: string, submissionId: string | null, untilMs: number | null): Promise<SnoozeAnswer> {
    return this.reports.change<SnoozeAnswer>([reportId], (locked, nowMs) => {
      const report = locked.get(reportId);
      if (!report) return { change: nothing, result: { outcome: 'notFound' } };
      if (untilMs !== null && untilMs <= nowMs)
        return { change: nothing, result: { outcome: 'invalid', errors: [untilPast] } };
      const meant = [...report.submissions.values()].filter(
        ({ id, snoozedUntilMs }) =>
          (submissionId === null || id === submissionId) && snoozedUntilMs !== untilMs,
      );
      if (meant.length === 0) return { change: nothing, result: { outcome: 'repeated' } };
      const detail = { ...(untilMs === null ? {} : { untilMs }), actor: 'STAFF' } as const;
      const { report: state, events } =
        submissionId === null
          ? changeReport(report.state, [], nowMs, [{ type: 'report.snoozed', detail }])
          : noteEvent(report.state, submissionId, 'report.snoozed', detail, nowMs);
      const timing = meant.map(({ id }) => ({ submissionId: id, snoozedUntilMs: untilMs }));
      return { change: { reports: [{ state, events, timing }] }, result: { outcome: 'done' } };
    });
  }
}

const nothing: Change = { reports: [] };

const untilPast: FieldError = {
  pointer: '/until',
  code: 'SNOOZE.UNTIL_PAST',
  detail: 'This time has passed. Give a later one, or leave it out to bring it back now.',
};

/** What a platform said anew brings back what was put aside. */
export function wokenBy(before: LockedReport, { events }: Pick<ReportWrite, 'events'>): SubmissionTiming[] {
  return [...before.submissions.values()].flatMap(({ id: submissionId, snoozedUntilMs }) =>
    snoozedUntilMs !== null && events.some((event) => event.submissionId === submissionId && isNews(event))
      ? [{ submissionId, snoozedUntilMs: null }]
      : [],
  );
}

function isNews({ type, detail }: NewEvent): boolean {
  return detail.actor === 'PLATFORM' || type === 'submission.reappeared';
}
