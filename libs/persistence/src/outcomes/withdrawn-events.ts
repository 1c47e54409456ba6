import { acknowledgingEvents } from '../stores/outcome-times.js';

/**
 * What a reply of another submission told, and what followed from it until that was taken back, counts for no outcome.
 *
 * @param event an alias of `events`
 */
export function isWithdrawn(event: string): string {
  return `EXISTS (SELECT FROM events w WHERE w.submission_id = ${event}.submission_id AND w.type = 'reply.match_withdrawn'
      AND ${event}.sequence >= (w.detail #>> '{withdraws,0}')::int AND ${event}.sequence < w.sequence)`;
}

const acknowledging = `e.type IN (${acknowledgingEvents.map((type) => `'${type}'`).join(', ')})`;

/**
 * Times of submissions as the triggers of `Outcomes` keep them, once more from their events; given are the ids of the
 * submissions as a subquery.
 */
export function recountTimes(submissionIds: string): string {
  return `
    UPDATE submissions s SET acknowledged_at = o.acknowledged_at, first_decided_at = o.first_decided_at,
      decided_in_turn_at = o.decided_in_turn_at, known_gone_at = o.known_gone_at
    FROM (
      SELECT n.id, min(e.at) FILTER (WHERE ${acknowledging}) AS acknowledged_at,
        min(e.at) FILTER (WHERE e.type = 'submission.decided') AS first_decided_at,
        min(e.at) FILTER (WHERE e.type = 'submission.decided' AND e.previous_word <> 'info_requested') AS decided_in_turn_at,
        min(e.at) FILTER (WHERE e.word = 'gone_verified' AND (${acknowledging} OR e.type IN ('submission.verified',
          'submission.reappeared', 'submission.withdrawn', 'remedy.moved', 'reply.match_withdrawn'))) AS known_gone_at
      FROM submissions n LEFT JOIN events e ON e.submission_id = n.id AND e.at >= n.sent_at AND NOT ${isWithdrawn('e')}
      WHERE n.id IN (${submissionIds}) GROUP BY n.id
    ) o WHERE s.id = o.id`;
}
