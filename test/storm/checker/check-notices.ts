import type { Rule } from '../plan/targets.js';
import type { Notice, Records, SendRow, SubmissionRow, Violation } from './records.js';

/**
 * A platform never gets a second notice that does not say so itself, and a marked one only where the channel's rule or
 * a person decided it.
 */
export function sentTwice(records: Records): readonly Violation[] {
  const byReference = new Map<string, Notice[]>();
  for (const notice of records.notices.filter(({ isTaken }) => isTaken))
    byReference.set(notice.reference, [...(byReference.get(notice.reference) ?? []), notice]);
  return [...byReference].flatMap(([reference, notices]) => {
    const row = records.submissions.find((each) => each.reference === reference);
    if (!row) return [violation(reference, 'a platform has a notice of a submission that is not there')];
    return noticesOfOne(records, row, notices);
  });
}

function noticesOfOne(
  records: Records,
  row: SubmissionRow,
  notices: readonly Notice[],
): readonly Violation[] {
  const found: Violation[] = [];
  const inOrder = [...notices].sort((some, other) => some.number - other.number);
  const unmarked = inOrder.slice(1).filter(({ isMarked }) => !isMarked);
  if (unmarked.length > 0)
    found.push(
      violation(row.reference, `${row.platform} has ${notices.length} notices, a later one of them unmarked`),
    );
  const marked = inOrder.filter(({ isMarked }) => isMarked).length;
  const sends = records.sends.filter(({ submissionId }) => submissionId === row.id);
  const allowed = (records.resends.get(row.reference) ?? 0) + byRule(records.rules.get(row.platform), sends);
  if (marked > allowed)
    found.push(
      violation(row.reference, `${marked} marked repeats at ${row.platform}, where ${allowed} may be`),
    );
  const mayHaveArrived = sends.some(({ outcome }) => outcome === 'unknown');
  if (marked > 0 && !mayHaveArrived)
    found.push(violation(row.reference, `a repeat at ${row.platform} of a notice whose fate was known`));
  return found;
}

/** Marked repeats that the rule of the channel allows without a person. */
function byRule(rule: Rule | undefined, sends: readonly SendRow[]): number {
  if (rule === 'resendMarked') return 1;
  // One for each notice that the platform was asked for in vain.
  return rule === 'lookup' ? sends.filter(({ outcome }) => outcome === 'absent').length : 0;
}

function violation(at: string, says: string): Violation {
  return { promise: 'sentTwice', at, says };
}

export function markedNotices({ notices }: Records): number {
  return notices.filter(({ isTaken, isMarked }) => isTaken && isMarked).length;
}
