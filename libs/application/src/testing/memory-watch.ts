import { noClocks } from '#core';
import type { NewObservation, RefiledSubmission } from '../ports/report-store.js';
import type { RemovedBefore } from '../ports/send-store.js';
import type { MemoryDatabase, SubmissionRow } from './memory-database.js';
import { unlessHeld } from './memory-holds.js';

/** Keeps an observation in memory, once. */
export function observe(database: MemoryDatabase, given: NewObservation, nowMs: number): void {
  const isKnown = database.observations.some(
    ({ submissionId, observedAtMs, by, seen }) =>
      submissionId === given.submissionId &&
      observedAtMs === given.observedAtMs &&
      by === given.by &&
      seen === given.seen,
  );
  if (!isKnown) database.observations.push({ ...given, recordedAtMs: nowMs });
}

/** Stores a new notice of content that came back, in memory. */
export function refile(database: MemoryDatabase, given: RefiledSubmission, nowMs: number): void {
  const { id, repeats, ordinal, reference, state, target, isDue, goodFaithAtMs, staffDueAtMs } = given;
  const earlier = database.submissions.get(repeats);
  const report = earlier && database.reports.get(earlier.reportId);
  if (!earlier || !report) throw new Error('a new notice repeats a submission of its report');
  database.submissions.set(id, {
    ...{ id, reportId: earlier.reportId, repeats, noticeOf: null, goodFaithAtMs, state },
    filed: { ...earlier.filed, id, ordinal, reference, state, target, isDue, staffDueAtMs },
    ...{ epoch: 0, tries: 0, round: 0, checks: 0, leaseUntilMs: null },
    nextTryAtMs: unlessHeld(state, isDue ? nowMs : null),
    snoozedUntilMs: null,
    ...{ nextCheckAtMs: null, lookDueAtMs: null, watchEndsAtMs: null, sentAtMs: null },
    clocks: { ...noClocks, staffDueAtMs, escalationStep: null, nextStepAtMs: null },
  });
  report.submissionIds.push(id);
}

/** What became of the notice that a submission repeats. */
export function removedBefore(database: MemoryDatabase, { repeats }: SubmissionRow): RemovedBefore | null {
  const earlier = repeats === null ? undefined : database.submissions.get(repeats);
  if (!earlier) return null;
  const { state, filed, id } = earlier;
  const goneAtMs = database.observations
    .filter(({ submissionId, seen }) => submissionId === id && seen === 'GONE')
    .map(({ observedAtMs }) => observedAtMs);
  const lastGoneAtMs = goneAtMs.length === 0 ? null : Math.max(...goneAtMs);
  return {
    reference: filed.reference,
    externalRef: state.externalRef,
    removedAtMs: (state.decision === 'ACTIONED' ? state.decidedAtMs : null) ?? lastGoneAtMs,
    seenAgainAtMs: state.verification === 'REAPPEARED' ? state.seenAtMs : null,
  };
}
