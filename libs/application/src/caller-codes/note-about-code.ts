import { changeReport, type ReportNote } from '#core';
import type { ReportStore } from '../ports/report-store.js';

/**
 * Tells the timeline about a caller's code. Nothing moves.
 *
 * It names no actor: what staff do about a report takes its alerts away, and this settles none of them.
 */
export function noteAboutCode(
  reports: ReportStore,
  reportId: string,
  type: Extract<ReportNote['type'], `report.caller_code_${string}`>,
): Promise<undefined> {
  return reports.change<undefined>([reportId], (locked, nowMs) => {
    const report = locked.get(reportId);
    if (!report) return { change: { reports: [] }, result: undefined };
    const { report: state, events } = changeReport(report.state, [], nowMs, [{ type, detail: {} }]);
    return { change: { reports: [{ state, events, timing: [] }] }, result: undefined };
  });
}
