import { keptPlan, urgencies, type Category } from '#core';
import type { DeadlineClocks } from '../deadlines/deadline-clocks.js';
import type { DataKey } from '../ports/cipher.js';
import type { IdSource } from '../ports/ids.js';
import type { FiledSubmission } from '../ports/report-store.js';
import { targetField } from '../sending/open-notice.js';
import type { PlannedSubmission } from './report-planner.js';

interface FiledSubmissionParts {
  readonly ids: IdSource;
  readonly categories: ReadonlyMap<string, Category>;
  readonly clocks: Pick<DeadlineClocks, 'staffDueAtMs'>;
}

/** A planned submission with its id and reference, sealed, ready to be stored. */
export function filedSubmission(
  { ids, categories, clocks }: FiledSubmissionParts,
  report: {
    readonly input: { readonly category: string };
    readonly reportReference: string;
    readonly nowMs: number;
    readonly key: DataKey;
  },
  { target, ordinal, platform, regime, state, asks, earlierReference, mode, plan }: PlannedSubmission,
): FiledSubmission {
  const { input, reportReference, nowMs, key } = report;
  const reference = `${reportReference}-${ordinal}-${ids.mailToken()}`;
  return {
    id: ids.uuid(),
    ...{ reference, ordinal, platform, regime, state, asks, earlierReference, mode },
    plan: keptPlan(plan, target.space),
    targetKind: target.kind,
    namesPerson: target.namesPerson,
    target: key.seal(JSON.stringify(target.sealed), targetField(reference)),
    contentHash: target.contentHash,
    noticeOf: null,
    isDue: state.delivery === 'QUEUED',
    staffDueAtMs: clocks.staffDueAtMs({ platform, category: input.category }, state, nowMs),
    urgency: urgencyOf(categories, input.category),
    turn: 0,
  };
}

/** 0 is the most urgent. */
export function urgencyOf(categories: ReadonlyMap<string, Category>, category: string): number {
  return urgencies.indexOf(categories.get(category)?.urgency ?? 'TRIAGE');
}
