import type { Records, SubmissionRow, Violation } from './records.js';
import { typeIdOf } from './type-id.js';

const sent = ['SENT', 'ACKNOWLEDGED'];
/** Where a submission may end: sent, handed off, failed, uncertain, withdrawn. */
const ends = [...sent, 'HANDOFF_PENDING', 'FAILED', 'UNCERTAIN', 'CANCELLED'];

/** An accepted report is never lost, and every submission reaches exactly one end. */
export function lostReports(records: Records): readonly Violation[] {
  const found: Violation[] = [];
  const lost = (at: string, says: string) => found.push({ promise: 'lost', at, says });
  const byId = new Map(records.reports.map((report) => [typeIdOf('rep', report.id), report]));
  for (const { key, ids, targets } of records.told) {
    if (ids.length !== 1) lost(key, `its client was told ${ids.length} ids`);
    for (const id of ids) {
      const report = byId.get(id);
      if (!report) {
        lost(key, `${id} was accepted and is not there`);
        continue;
      }
      const rows = records.submissions.filter(({ reportId }) => reportId === report.id);
      if (rows.length !== targets.length)
        lost(report.reference, `it names ${targets.length} targets and has ${rows.length} submissions`);
    }
  }
  const filed = records.told.length + records.unanswered.length;
  if (records.reports.length > filed)
    lost('reports', `${filed} keys were used and ${records.reports.length} reports are there`);
  for (const row of records.submissions) {
    if (!ends.includes(row.delivery) && isUnderWay(row, records.nowMs))
      lost(
        row.reference,
        `it stands at ${row.delivery} (${row.waitingFor ?? 'no reason'}) and came to no end`,
      );
    if (row.delivery === 'FAILED' && row.waitingFor === null)
      lost(row.reference, 'it failed without a reason');
  }
  found.push(...sentOnlyInName(records));
  return found;
}

export function unansweredClients({ unanswered }: Records): readonly Violation[] {
  return unanswered.map((at) => ({ promise: 'unanswered', at, says: 'its client was never answered' }));
}

/** What we call sent the platform has, unless a person filed it by hand. */
function sentOnlyInName(records: Records): readonly Violation[] {
  const noticed = new Set(records.notices.filter(({ isTaken }) => isTaken).map(({ reference }) => reference));
  const called = new Set(records.sends.map(({ submissionId }) => submissionId));
  return records.submissions
    .filter((row) => sent.includes(row.delivery) && called.has(row.id) && !noticed.has(row.reference))
    .map((row) => ({
      promise: 'lost',
      at: row.reference,
      says: `it is called ${row.delivery} and ${row.platform} has no notice`,
    }));
}

/** What has not ended has a next action in time, or a lease. */
export function orphans(records: Records): readonly Violation[] {
  const rows = records.submissions
    .filter((row) => !ends.includes(row.delivery) && !isUnderWay(row, records.nowMs))
    .map((row): Violation => ({
      promise: 'orphans',
      at: row.reference,
      says: `it stands at ${row.delivery} and nobody acts on it`,
    }));
  const replies = records.replies
    .filter(({ state }) => state === 'NEW' || state === 'WAITING')
    .map(({ messageKey, state }): Violation => ({
      promise: 'orphans',
      at: messageKey,
      says: `this reply stands at ${state} and nobody acts on it`,
    }));
  return [...rows, ...replies];
}

const overdueMs = 3_000;

function isUnderWay({ nextTryAtMs, leaseUntilMs }: SubmissionRow, nowMs: number): boolean {
  const atMs = Math.max(nextTryAtMs ?? 0, leaseUntilMs ?? 0);
  return atMs > nowMs - overdueMs;
}

export function openSends(records: Records): readonly Violation[] {
  return records.sends
    .filter(({ outcome }) => outcome === 'intent')
    .map(({ submissionId, number }) => ({
      promise: 'openSends',
      at: referenceOf(records, submissionId),
      says: `its send ${number} was begun and never closed`,
    }));
}

export function referenceOf({ submissions }: Records, submissionId: string): string {
  return submissions.find(({ id }) => id === submissionId)?.reference ?? submissionId;
}
