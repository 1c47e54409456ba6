import { outcomeDimensions, type OutcomeDimension } from '#core';
import { noticeAt } from './notice-figures.js';
import { isPicked, noticeSource } from './picked-notices.js';

const columns: Readonly<Record<OutcomeDimension, string>> = {
  platform: 's.platform',
  channel: 's.channel',
  regime: 's.regime',
  category: 'r.category',
  team: 'r.team',
  month: `to_char(${noticeAt('s')} AT TIME ZONE $9::text, 'YYYY-MM')`,
};
const group = outcomeDimensions.join(', ');

/** The columns of a group; what is not asked for is null. Regimes are always apart. */
function groupColumns(by: readonly OutcomeDimension[]): string {
  return outcomeDimensions
    .map((each) => `${each === 'regime' || by.includes(each) ? columns[each] : 'NULL::text'} AS ${each}`)
    .join(', ');
}

/** By its columns, which stand first. */
const byGroup = outcomeDimensions.map((_each, index) => index + 1).join(', ');

/**
 * Sends nobody knew the fate of, what was decided about such notices, and repeats that say that they may be one; each with
 * who decided: the roles are those that somebody has now.
 */
export function doubtStatement(by: readonly OutcomeDimension[]): string {
  return `
    WITH doubtful AS (
      SELECT e.submission_id FROM events e WHERE ${doubtfulEvents('e')}
      UNION SELECT u.submission_id FROM sends u WHERE u.outcome = 'unknown'
    ),
    notices AS MATERIALIZED (
      SELECT n.* FROM doubtful d CROSS JOIN LATERAL (
        -- By its key: doubts are few, and notices many.
        SELECT s.id, ${groupColumns(by)} FROM ${noticeSource} WHERE s.id = d.submission_id AND ${isPicked} OFFSET 0) n
    ),
    decisions AS MATERIALIZED (
      SELECT n.*, e.submission_id, e.sequence, e.type, e.detail ->> 'isMarkedResend' = 'true' AS is_marked,
        e.caller ->> 'operation' IS NOT DISTINCT FROM 'decideResend' AS is_decided, e.caller ->> 'kind' AS kind,
        COALESCE(p.roles, k.roles, '{}') AS roles
      FROM events e JOIN notices n ON n.id = e.submission_id
      LEFT JOIN people p ON e.caller ->> 'kind' = 'PERSON' AND p.id = (e.caller ->> 'id')::uuid
      LEFT JOIN api_keys k ON e.caller ->> 'kind' = 'KEY' AND k.id = (e.caller ->> 'id')::uuid
      WHERE ${doubtfulEvents('e')}
    ),
    -- Before a marked repeat stands what a person decided, or it left by the rule of its channel.
    repeats AS (
      SELECT ${group}, is_marked,
        CASE WHEN lag(is_decided AND type = 'submission.queued') OVER w THEN lag(kind) OVER w ELSE 'CHANNEL_RULE' END AS kind,
        CASE WHEN lag(is_decided AND type = 'submission.queued') OVER w THEN lag(roles) OVER w ELSE '{}' END AS roles
      FROM decisions WINDOW w AS (PARTITION BY submission_id ORDER BY sequence)
    )
    SELECT ${group}, 'unknownSend' AS figure, '' AS code, '' AS detail, '{}'::text[] AS roles, count(*)::int AS count
    FROM (SELECT n.* FROM sends u JOIN notices n ON n.id = u.submission_id WHERE u.outcome = 'unknown') unknown GROUP BY ${byGroup}
    UNION ALL
    SELECT ${group}, 'resendDecision', CASE type WHEN 'submission.sent' THEN 'ARRIVED' WHEN 'submission.queued' THEN 'SEND_MARKED'
        ELSE 'GIVE_UP' END AS code, kind, roles, count(*)::int
    FROM decisions WHERE is_decided AND type IN ('submission.sent', 'submission.queued', 'submission.failed')
    GROUP BY ${byGroup}, code, kind, roles
    UNION ALL
    SELECT ${group}, 'markedResend', '', kind, roles, count(*)::int
    FROM repeats WHERE is_marked GROUP BY ${byGroup}, kind, roles`;
}

/** As in the index `events_doubts`. */
function doubtfulEvents(event: string): string {
  return `(${event}.type = 'submission.uncertain' OR (${event}.detail ->> 'isMarkedResend') = 'true'
        OR (${event}.caller ->> 'operation') = 'decideResend')`;
}
