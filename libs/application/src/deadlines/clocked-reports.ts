import type { ReportStore } from '../ports/report-store.js';
import { wokenBy } from '../staff/snooze-report.js';
import type { DeadlineClocks } from './deadline-clocks.js';

/**
 * A report store that keeps the clocks right, and brings back what was put aside, whoever changes a report: in the same
 * commit, with no statement more.
 */
export class ClockedReports implements ReportStore {
  constructor(
    private readonly store: ReportStore,
    private readonly clocks: DeadlineClocks,
  ) {}

  filingContext(
    ...question: Parameters<ReportStore['filingContext']>
  ): ReturnType<ReportStore['filingContext']> {
    return this.store.filingContext(...question);
  }

  file(...filed: Parameters<ReportStore['file']>): ReturnType<ReportStore['file']> {
    return this.store.file(...filed);
  }

  reportsOf(...ids: Parameters<ReportStore['reportsOf']>): ReturnType<ReportStore['reportsOf']> {
    return this.store.reportsOf(...ids);
  }

  sealedTargets(...id: Parameters<ReportStore['sealedTargets']>): ReturnType<ReportStore['sealedTargets']> {
    return this.store.sealedTargets(...id);
  }

  referralsOf(reportId: string): ReturnType<ReportStore['referralsOf']> {
    return this.store.referralsOf(reportId);
  }

  change: ReportStore['change'] = (reportIds, decide, replyIds) =>
    this.store.change(
      reportIds,
      (locked, nowMs, replies) => {
        const { change, result } = decide(locked, nowMs, replies);
        const reports = change.reports.map((write) => {
          const before = locked.get(write.state.id);
          if (!before) return write;
          const clocked = this.clocks.after(before, write.state, nowMs, write.restores);
          return { ...write, timing: [...write.timing, ...clocked, ...wokenBy(before, write)] };
        });
        return { change: { ...change, reports }, result };
      },
      replyIds,
    );
}
