import { changeReport, mayHoldScreenshot, type Category, type ReportNote } from '#core';
import type { Change, LockedReport, ReportStore } from '../ports/report-store.js';
import type { ScreenshotWrite } from '../ports/screenshot.js';

export interface Destroyed {
  readonly notes: readonly ReportNote[];
  readonly screenshots: readonly ScreenshotWrite[];
}

/** What a report loses that gets another category: all screenshots, where the category may have none. */
export function destroyedBy(
  { state, screenshots }: Pick<LockedReport, 'state' | 'screenshots'>,
  category: string,
  categories: ReadonlyMap<string, Category>,
): Destroyed {
  if (screenshots.length === 0 || mayHoldScreenshot([categories.get(category)]))
    return { notes: [], screenshots: [] };
  const detail = { reason: 'CATEGORY', screenshots: screenshots.length, actor: 'STAFF' } as const;
  return {
    notes: [{ type: 'report.screenshots_destroyed', detail }],
    screenshots: [{ kind: 'destroyed', reportId: state.id, ids: screenshots }],
  };
}

/** Destroys one screenshot before its time, with its key. */
export class RemoveScreenshot {
  constructor(private readonly reports: ReportStore) {}

  run(reportId: string, id: string): Promise<'done' | 'notFound'> {
    return this.reports.change<'done' | 'notFound'>([reportId], (locked, nowMs) => {
      const report = locked.get(reportId);
      if (!report?.screenshots.includes(id)) return { change: nothing, result: 'notFound' };
      const detail = { reason: 'BY_HAND', screenshots: 1, actor: 'STAFF' } as const;
      const told = changeReport(report.state, [], nowMs, [{ type: 'report.screenshots_destroyed', detail }]);
      const change: Change = {
        reports: [{ state: told.report, events: told.events, timing: [] }],
        screenshots: [{ kind: 'destroyed', reportId, ids: [id] }],
      };
      return { change, result: 'done' };
    });
  }
}

const nothing: Change = { reports: [] };
