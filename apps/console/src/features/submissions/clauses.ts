import type { Report, Submission, Word } from '#client';
import { isOnItsWay } from './question.js';

export type RefusalReason = NonNullable<Submission['refusalReason']>;

/** What a clause tells: a word, but gone is gone, and a question whose answer is on its way waits for nobody. */
export type ClauseKind = Exclude<Word, 'gone_verified' | 'gone_unexplained'> | 'gone' | 'answering';

/** One part of the sentence that explains a report: submissions that stand at the same. */
export interface Clause {
  readonly kind: ClauseKind;
  /** Only of refusals: those with another reason have a clause of their own. */
  readonly refusalReason: RefusalReason | null;
  /** How many submissions. */
  readonly count: number;
  /** How many the report has. */
  readonly total: number;
  /** Each with how many of its submissions, in the order of the report. */
  readonly platforms: ReadonlyMap<Submission['platform'], number>;
  /** The first of them, to lead there. */
  readonly submissionId: string;
}

/** Order in which a report is told: what was reached, what was refused, what is under way, what waits for a person. */
export const clauseOrder = [
  ...(['gone', 'removed', 'restricted', 'not_really_gone', 'reappeared', 'refused'] as const),
  ...(['target_not_found', 'duplicate', 'expired', 'reversed', 'contested'] as const),
  ...(['under_review', 'acknowledged', 'sent', 'queued', 'answering', 'withdrawn'] as const),
  ...(['failed', 'blocked', 'delivery_uncertain', 'staff_action', 'info_requested'] as const),
] as const satisfies readonly ClauseKind[];

/** Clauses about what a person has to do. */
export const clausesForPeople: readonly ClauseKind[] = [
  ...(['not_really_gone', 'reappeared', 'reversed'] as const),
  ...(['failed', 'blocked', 'delivery_uncertain', 'staff_action', 'info_requested'] as const),
];

/** The clauses of a report's sentence, in order; every submission is in exactly one. */
export function clausesOf({ submissions }: Pick<Report, 'submissions'>): readonly Clause[] {
  const groups = new Map<string, Submission[]>();
  for (const submission of submissions) {
    const key = `${kindOf(submission)} ${reasonOf(submission) ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), submission]);
  }
  const rank = (kind: ClauseKind) => clauseOrder.indexOf(kind);
  return [...groups.values()]
    .map((group) => clauseOf(group, submissions.length))
    .sort((one, other) => rank(one.kind) - rank(other.kind));
}

function clauseOf(group: readonly Submission[], total: number): Clause {
  const platforms = new Map<Submission['platform'], number>();
  for (const { platform } of group) platforms.set(platform, (platforms.get(platform) ?? 0) + 1);
  const [first] = group;
  if (first === undefined) throw new Error('A clause is about a submission.');
  return {
    kind: kindOf(first),
    refusalReason: reasonOf(first),
    count: group.length,
    total,
    platforms,
    submissionId: first.id,
  };
}

function kindOf({ word, question }: Submission): ClauseKind {
  if (word === 'gone_verified' || word === 'gone_unexplained') return 'gone';
  return word === 'info_requested' && isOnItsWay(question) ? 'answering' : word;
}

function reasonOf({ word, refusalReason }: Submission): RefusalReason | null {
  return word === 'refused' ? (refusalReason ?? 'NO_REASON_GIVEN') : null;
}
