import { noClocks } from '#core';
import type { Change } from '../ports/report-store.js';
import type { MemoryDatabase } from './memory-database.js';
import { unlessHeld } from './memory-holds.js';

/** What a correction writes, in memory. */
export function correct(
  database: MemoryDatabase,
  { corrections = [], replans = [], correcting = [] }: Change,
  nowMs: number,
): void {
  for (const { reportId, ...corrected } of corrections)
    Object.assign(database.reports.get(reportId)?.filed ?? {}, {
      ...corrected,
      // Of the explanation as it was.
      ...(corrected.explanation ? { translations: null } : {}),
    });
  for (const { submissionId, ...replanned } of replans)
    Object.assign(database.submissions.get(submissionId)?.filed ?? {}, replanned);
  for (const { reportId, corrects: _corrects, ...filed } of correcting) {
    const { id, state, isDue, staffDueAtMs } = filed;
    database.submissions.set(id, {
      ...{ id, reportId, filed, state, epoch: 0, tries: 0, round: 0, checks: 0, leaseUntilMs: null },
      nextTryAtMs: unlessHeld(state, isDue ? nowMs : null),
      ...{ snoozedUntilMs: null, nextCheckAtMs: null, lookDueAtMs: null, watchEndsAtMs: null },
      ...{ sentAtMs: null, repeats: null, noticeOf: null, goodFaithAtMs: null },
      clocks: { ...noClocks, staffDueAtMs, escalationStep: null, nextStepAtMs: null },
    });
    database.reports.get(reportId)?.submissionIds.push(id);
  }
}
