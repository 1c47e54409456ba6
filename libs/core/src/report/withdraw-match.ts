import { isSameState, takeBack, waitsToLeave, type BuiltOn } from '../submission/take-back.js';
import type { SubmissionState } from '../submission/state.js';
import { noteEvents, type ChangedReport, type EventNote } from './change-report.js';
import type { ReportState } from './report-state.js';

/** What a reply that a person matched did to one submission. */
export interface MatchedChange {
  readonly submissionId: string;
  readonly before: SubmissionState;
  readonly after: SubmissionState;
  /** Sequences of the events that told of it; none where nothing moved. */
  readonly sequences: readonly number[];
}

export type WithdrawnMatch =
  | ({ readonly outcome: 'withdrawn' } & Omit<ChangedReport, 'applied'>)
  | { readonly outcome: 'builtOn'; readonly what: BuiltOn };

/**
 * Takes back what a reply did that was matched to the wrong submission, with one event a submission that names the events
 * which no longer hold. All of it, or nothing where something rests on part of it.
 */
export function withdrawMatch(
  report: ReportState,
  changes: readonly MatchedChange[],
  atMs: number,
): WithdrawnMatch {
  const restored = new Map<string, SubmissionState>();
  for (const { submissionId, before, after } of changes) {
    const now = report.submissions.find(({ id }) => id === submissionId)?.state;
    if (now === undefined) throw new Error(`submission ${submissionId} is not part of report ${report.id}`);
    if (isSameState(before, after)) continue;
    const taken = takeBack(before, after, now);
    if (taken.outcome === 'builtOn') return taken;
    restored.set(submissionId, taken.state);
  }
  const submissions = report.submissions.map((each) => ({
    ...each,
    state: restored.get(each.id) ?? each.state,
  }));
  const stateOf = new Map(submissions.map(({ id, state }) => [id, state]));
  // What another notice names waits for no notice that is not on its way.
  const isLost = submissions.some(
    ({ id, state, noticeOf = '' }) =>
      restored.has(id) &&
      waitsToLeave.includes(state.delivery) &&
      !waitsToLeave.includes(stateOf.get(noticeOf)?.delivery ?? state.delivery),
  );
  if (isLost) return { outcome: 'builtOn', what: 'DELIVERY' };
  const notes = changes.map(({ submissionId, sequences }): EventNote => ({
    ...{ submissionId, type: 'reply.match_withdrawn' },
    detail: { actor: 'STAFF', ...(sequences.length > 0 ? { withdraws: sequences } : {}) },
  }));
  return { outcome: 'withdrawn', ...noteEvents(report, { ...report, submissions }, notes, atMs) };
}
