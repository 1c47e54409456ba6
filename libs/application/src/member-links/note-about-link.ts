import { noteEvent, type EventDetail, type EventType } from '#core';
import type { ReportIdempotency, ReportStore } from '../ports/report-store.js';

/** Tells the timeline about a member's link. Nothing moves. @returns false where there is no such report any longer */
export function noteAboutLink(
  reports: ReportStore,
  { reportId, submissionId }: { readonly reportId: string; readonly submissionId: string },
  type: Extract<EventType, `member.${string}`>,
  detail: EventDetail,
  idempotency: ReportIdempotency | null = null,
): Promise<boolean> {
  return reports.change<boolean>([reportId], (locked, nowMs) => {
    const report = locked.get(reportId);
    if (!report) return { change: { reports: [] }, result: false };
    const { report: state, events } = noteEvent(report.state, submissionId, type, detail, nowMs);
    return { change: { reports: [{ state, events, timing: [] }], idempotency }, result: true };
  });
}
