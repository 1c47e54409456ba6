/** What readers of the watch share, as text of their statements. `x` is a submission, `r` its report. */

/** Whether a person is to look for the content of a submission. Where its address was erased, nobody looks any more. */
export function isLookDue(submission: string): string {
  const s = submission;
  return `${s}.look_due_at <= now() AND ${s}.target IS NOT NULL AND ${s}.delivery <> 'CANCELLED'`;
}

/** Most references of other reports that one row names. */
export const mostRelated = 20;

/**
 * Reports of the same content that were filed after `r`, by its keyed hash alone: the address may have been erased
 * meanwhile, and content that names a person has no hash.
 */
export const laterReports = `SELECT l.reference FROM submissions o JOIN reports l ON l.id = o.report_id
  WHERE o.content_hash = x.content_hash AND l.id <> r.id AND (l.created_at, l.id) > (r.created_at, r.id)
  GROUP BY l.reference, l.created_at ORDER BY l.created_at DESC LIMIT ${mostRelated}`;

/** The submission that stands in the place of `x`, unless it was withdrawn. */
export const repeatedBy = `(SELECT y.id FROM submissions y WHERE y.repeats = x.id AND y.delivery <> 'CANCELLED' LIMIT 1)`;
