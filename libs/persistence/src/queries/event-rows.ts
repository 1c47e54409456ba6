import type { ReportEvent } from '#core';

const columns: Readonly<Record<keyof EventRow, true>> = {
  id: true,
  report_id: true,
  sequence: true,
  type: true,
  v: true,
  at: true,
  submission_id: true,
  platform: true,
  word: true,
  previous_word: true,
  status: true,
  previous_status: true,
  attention: true,
  detail: true,
};

/** What `eventOf` reads, of a table by this name. */
export function eventColumnsOf(table: string): string {
  return Object.keys(columns)
    .map((column) => `${table}.${column}`)
    .join(', ');
}

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

/** No event since a time has an id before this one: events are stored a little after their id was made. */
export function firstEventIdOf(sinceMs: number): string {
  const time = Math.max(0, Math.trunc(sinceMs) - idSlackMs)
    .toString(16)
    .padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

const idSlackMs = 86_400_000;
