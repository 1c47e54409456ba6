import { turnAt, wordOf } from '#core';
import type { DeadlineStore, DueSubmission } from '../ports/deadline-store.js';
import { byTime, isDue, type MemoryDatabase, type SubmissionRow } from './memory-database.js';

/** Claims of overdue submissions in memory. */
export class MemoryDeadlineStore implements DeadlineStore {
  constructor(private readonly database: MemoryDatabase) {}

  async claimDue(limit: number, leaseMs: number): Promise<readonly DueSubmission[]> {
    const nowMs = this.database.now();
    const due = [...this.database.submissions.values()]
      .filter((row) => isStepDue(row, nowMs))
      .sort(byTime(nextStepAtMs))
      .slice(0, limit);
    for (const row of due) row.clocks = { ...row.clocks, nextStepAtMs: nowMs + leaseMs };
    return due.map(({ id, reportId }) => ({ submissionId: id, reportId }));
  }
}

export function isStepDue(row: SubmissionRow, nowMs: number): boolean {
  if (row.state.holdUntilMs !== null) return false;
  return turnAt(wordOf(row.state)) === 'PLATFORM' && isDue(nextStepAtMs(row), nowMs);
}

function nextStepAtMs({ clocks }: SubmissionRow): number | null {
  return clocks.nextStepAtMs;
}
