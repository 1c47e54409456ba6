import { platformTurnWords } from '#core';

/**
 * What readers of usual waits share, as text of their statements. `h` is what is known of notices like a submission; what
 * its decision is waited for is its first since it was sent, as it was counted.
 */

const turnWords = platformTurnWords.map((word) => `'${word}'`).join(', ');

/** Whether the platform of a submission is to decide, for the first time. */
function isDecisionAwaited(submission: string): string {
  const s = submission;
  return `${s}.word IN (${turnWords}) AND (${s}.first_decided_at >= ${s}.sent_at) IS NOT TRUE`;
}

function isLike(submission: string, category: string): string {
  const s = submission;
  return `h.mode = ${s}.mode AND h.platform = ${s}.platform AND h.category = ${category} AND h.regime = ${s}.regime
    AND h.channel = ${s}.channel`;
}

/** How long like notices took, as JSON; null where nothing is known, or submission `x` of report `r` waits for nothing. */
export const usualWaitOf = `(SELECT jsonb_build_object('fromHours', h.usual_from_hours, 'toHours', h.usual_to_hours)
  FROM notice_history h WHERE ${isLike('x', 'r.category')} AND h.usual_to_hours IS NOT NULL AND ${isDecisionAwaited('x')})`;

/**
 * Submissions `s` of reports `c` that wait longer for their decision than three quarters of like notices `h` took. What is
 * held, put aside or erased brings nobody anything to do.
 */
export const longWaits = `submissions s JOIN reports c ON c.id = s.report_id JOIN notice_history h ON ${isLike('s', 'c.category')}
  WHERE ${isDecisionAwaited('s')} AND s.sent_at + h.usual_to_hours * interval '1 hour' < now()
    AND s.hold_until IS NULL AND COALESCE(s.snoozed_until, now()) <= now() AND s.target IS NOT NULL`;
