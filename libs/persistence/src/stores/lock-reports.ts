import type pg from 'pg';
import type { LockedReport, LockedSubmission } from '#application';
import type { ReportState } from '#core';
import { stateOf, type StateRow } from './rows.js';

/**
 * Begins a transaction, locks the reports in id order, and reads them with their submissions: one round trip.
 *
 * Three statements rather than one: what is read after waiting for a lock must be read with a snapshot taken after it.
 */
export async function lockReports(
  client: pg.PoolClient,
  reportIds: readonly string[],
): Promise<{ reports: Map<string, LockedReport>; nowMs: number }> {
  const ids = reportIds.map(uuidLiteral).join(',') || 'NULL::uuid';
  const results = (await client.query(`
    BEGIN;
    SELECT 1 FROM reports WHERE id IN (${ids}) ORDER BY id FOR UPDATE;
    SELECT id, reference, category, status, attention, counts, last_sequence FROM reports WHERE id IN (${ids}) ORDER BY id;
    SELECT * FROM submissions WHERE report_id IN (${ids})
      ORDER BY report_id, ordinal;
    SELECT floor(extract(epoch FROM clock_timestamp()) * 1000) AS now_ms;
  `)) as unknown as pg.QueryResult[];
  const submissions = (results[3]?.rows ?? []) as SubmissionRow[];
  const byReport = new Map<string, SubmissionRow[]>();
  for (const row of submissions) byReport.set(row.report_id, [...(byReport.get(row.report_id) ?? []), row]);
  const reports = new Map<string, LockedReport>();
  for (const row of (results[2]?.rows ?? []) as ReportRow[])
    reports.set(row.id, lockedReport(row, byReport.get(row.id) ?? []));
  return { reports, nowMs: Number((results[4]?.rows[0] as { now_ms: string }).now_ms) };
}

interface ReportRow extends Pick<ReportState, 'status' | 'attention' | 'counts'> {
  id: string;
  reference: string;
  category: string;
  last_sequence: number;
}

interface SubmissionRow extends StateRow {
  id: string;
  report_id: string;
  platform: string;
  epoch: number;
  tries: number;
  round: number;
  checks: number;
  sent_at: Date | null;
}

function lockedReport(row: ReportRow, submissions: readonly SubmissionRow[]): LockedReport {
  const { id, status, attention, counts } = row;
  return {
    reference: row.reference,
    category: row.category,
    state: {
      ...{ id, status, attention, counts },
      lastSequence: row.last_sequence,
      submissions: submissions.map((submission) => ({
        id: submission.id,
        platform: submission.platform,
        state: stateOf(submission),
      })),
    },
    submissions: new Map(
      submissions.map((submission): [string, LockedSubmission] => {
        const { epoch, tries, round, checks } = submission;
        return [
          submission.id,
          { id: submission.id, epoch, tries, round, checks, sentAtMs: submission.sent_at?.getTime() ?? null },
        ];
      }),
    ),
  };
}

/** Ids are ours, but this is the one place where they become part of a statement: anything else is refused. */
function uuidLiteral(id: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new Error('not a uuid');
  return `'${id}'`;
}
