import type { Notice, Records, SubmissionRow, Violation } from './records.js';

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
  const allowed =
    (records.resends.get(row.reference) ?? 0) + (records.rules.get(row.platform) === 'resendMarked' ? 1 : 0);
  if (marked > allowed)
    found.push(violation(row.reference, `${marked} marked repeats at ${row.platform}, where ${allowed} may be`));
  const sends = records.sends.filter(({ submissionId }) => submissionId === row.id);
  const mayHaveArrived = sends.some(({ outcome, round }) => outcome === 'unknown' && round === 0);
  if (marked > 0 && !mayHaveArrived)
    found.push(violation(row.reference, `a repeat at ${row.platform} of a notice whose fate was known`));
  return found;
}

function violation(at: string, says: string): Violation {
  return { promise: 'sentTwice', at, says };
}

export function markedNotices({ notices }: Records): number {
  return notices.filter(({ isTaken, isMarked }) => isTaken && isMarked).length;
}
