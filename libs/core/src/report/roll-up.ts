import type { Word } from '../submission/word.js';

/** How far a report is. */
export const reportStatuses = [
  'DRAFT',
  'IN_PROGRESS',
  'IN_PROGRESS_PARTLY',
  'PARTLY_RESOLVED',
  'RESOLVED_UNVERIFIED',
  'RESOLVED',
  'UNSUCCESSFUL',
  'CONTESTED',
  'REOPENED',
  'WITHDRAWN',
] as const;
export type ReportStatus = (typeof reportStatuses)[number];

/** What a person must look at now, in the order it is shown. */
export const attentionWords = [
  'info_requested',
  'staff_action',
  'reappeared',
  'not_really_gone',
  'reversed',
  'delivery_uncertain',
  'blocked',
  'failed',
] as const satisfies readonly Word[];
export type AttentionWord = (typeof attentionWords)[number];

export interface RollUp {
  readonly status: ReportStatus;
  /** Distinct words that need a person, in the order of `attentionWords`. */
  readonly attention: readonly AttentionWord[];
  /** How many submissions stand at each word; words nobody stands at are left out. */
  readonly counts: Readonly<Partial<Record<Word, number>>>;
}

/** The central status of a report: a function of the multiset of its submissions' words alone. */
export function rollUp(submissionWords: readonly Word[]): RollUp {
  const counts: Partial<Record<Word, number>> = {};
  for (const word of submissionWords) counts[word] = (counts[word] ?? 0) + 1;
  return {
    status: statusOf(submissionWords),
    attention: attentionWords.filter((word) => counts[word] !== undefined),
    counts,
  };
}

const done: readonly Word[] = ['gone_verified', 'gone_unexplained'];
const part: readonly Word[] = ['removed', 'restricted'];
const bad: readonly Word[] = ['refused', 'failed', 'expired', 'target_not_found', 'reversed', 'duplicate'];

function statusOf(submissionWords: readonly Word[]): ReportStatus {
  const open = submissionWords.filter((word) => word !== 'withdrawn');
  const all = (...groups: (readonly Word[])[]) =>
    open.every((word) => groups.some((group) => group.includes(word)));
  const some = (...groups: (readonly Word[])[]) =>
    open.some((word) => groups.some((group) => group.includes(word)));
  if (submissionWords.length === 0) return 'DRAFT';
  if (open.length === 0) return 'WITHDRAWN';
  if (some(['reappeared'])) return 'REOPENED';
  if (some(['contested'])) return 'CONTESTED';
  if (all(done)) return 'RESOLVED';
  if (all(done, ['removed'])) return 'RESOLVED_UNVERIFIED';
  if (all(done, part)) return 'PARTLY_RESOLVED';
  if (all(bad)) return 'UNSUCCESSFUL';
  if (all(done, part, bad)) return 'PARTLY_RESOLVED';
  if (some(done, part)) return 'IN_PROGRESS_PARTLY';
  return 'IN_PROGRESS';
}
