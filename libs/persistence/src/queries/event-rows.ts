import type { ReportEvent } from '#core';

export interface EventRow {
  id: string;
  report_id: string;
  sequence: number;
  type: ReportEvent['type'];
  v: 1;
  at: Date;
  submission_id: string | null;
  platform: string | null;
  word: ReportEvent['word'];
  previous_word: ReportEvent['previousWord'];
  status: ReportEvent['status'];
  previous_status: ReportEvent['previousStatus'];
  attention: ReportEvent['attention'];
  detail: ReportEvent['detail'];
}

export function eventOf(row: EventRow): ReportEvent {
  return {
    id: row.id,
    reportId: row.report_id,
    sequence: row.sequence,
    type: row.type,
    v: row.v,
    atMs: row.at.getTime(),
    submissionId: row.submission_id,
    platform: row.platform,
    word: row.word,
    previousWord: row.previous_word,
    status: row.status,
    previousStatus: row.previous_status,
    attention: row.attention,
    detail: row.detail,
  };
}
