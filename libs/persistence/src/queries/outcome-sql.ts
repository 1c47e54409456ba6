import {
  judgingDecisions,
  outcomeDimensions,
  platformTurnWords,
  removingEffects,
  staffTurnWords,
  type OutcomeDimension,
} from '#core';

/**
 * Statements of what became of notices.
 *
 * They read only what outlives the erasure of a report: codes and times of submissions, sends and events, the category of
 * the report, the roles of whoever decided. A row is a group, what is counted in it (`figure`), up to two codes of that
 * (`code`, `detail`), and how many.
 *
 * $1 from, $2 to, $3 mode, $4 platform, $5 channel, $6 regime, $7 category (null lets all through), $8 time zone.
 */

/** When a notice was sent; of one that did not surely leave: when it was filed. Spelled as in `submissions_by_notice_time`. */
const noticeAt = 'COALESCE(s.sent_at, s.created_at)';

const columns: Readonly<Record<OutcomeDimension, string>> = {
  platform: 's.platform',
  channel: 's.channel',
  regime: 's.regime',
  category: 'r.category',
  month: `to_char(${noticeAt} AT TIME ZONE $8::text, 'YYYY-MM')`,
};
const group = outcomeDimensions.join(', ');
/** The same beside tables that have columns of these names. */
const ownGroup = outcomeDimensions.map((each) => `n.${each}`).join(', ');

/** What is not asked for is null; regimes are always apart. */
function groupColumns(by: readonly OutcomeDimension[]): string {
  return outcomeDimensions
    .map((each) => `${each === 'regime' || by.includes(each) ? columns[each] : 'NULL::text'} AS ${each}`)
    .join(', ');
}

const source = 'submissions s JOIN reports r ON r.id = s.report_id';

/** Submissions of before there were modes went where their platform stood at the time of the send. */
const picked = `${noticeAt} >= $1::timestamptz AND ${noticeAt} < $2::timestamptz
        AND (s.mode = $3 OR (s.mode IS NULL AND COALESCE((SELECT d.mode FROM sends d WHERE d.submission_id = s.id
          ORDER BY d.number DESC LIMIT 1), 'rehearsed') = $3))
        AND ($4::text IS NULL OR s.platform = $4) AND ($5::text IS NULL OR s.channel = $5)
        AND ($6::text IS NULL OR s.regime = $6) AND ($7::text IS NULL OR r.category = $7) AND $8::text IS NOT NULL`;

/** Where notices stand: those that are alike are put together first, and then counted by each thing they stand at. */
export function standingStatement(by: readonly OutcomeDimension[]): string {
  return `
    WITH cells AS MATERIALIZED (
      SELECT *, count(*) AS submissions FROM (
        SELECT ${groupColumns(by)}, s.word, s.decision, s.effects, s.refusal_reason, s.asks, s.ask_answers,
          s.sent_at IS NOT NULL AS is_sent,
          CASE WHEN s.staff_due_at IS NULL THEN NULL WHEN s.word = 'info_requested' THEN 'ANSWER'
            WHEN s.word IN (${quoted(staffTurnWords)}) THEN 'FIRST_LOOK' END AS awaited_of_us,
          s.staff_due_at <= now() AS is_overdue,
          -- What came back was gone before.
          s.verification IN ('GONE', 'REAPPEARED')
            OR (s.decision = 'ACTIONED' AND s.effects && ARRAY[${quoted(removingEffects)}]) AS was_gone,
          s.verification = 'REAPPEARED' OR (s.verification = 'GONE' AND EXISTS (
            SELECT 1 FROM events e WHERE e.submission_id = s.id AND e.type = 'submission.reappeared')) AS has_reappeared
        FROM ${source} WHERE ${picked}
      ) s
      GROUP BY ${group}, word, decision, effects, refusal_reason, asks, ask_answers, is_sent, awaited_of_us, is_overdue,
        was_gone, has_reappeared
    )
    ${[
      cells('submissions'),
      cells('sent', { where: 'is_sent' }),
      cells('word', { code: 'word' }),
      cells('decision', { code: 'decision' }),
      // Until a platform has acted, effects are what somebody saw.
      cells('effect', { code: 'effect', of: 'unnest(effects) AS effect', where: `decision = 'ACTIONED'` }),
      cells('refusal', { code: 'refusal_reason', where: `decision = 'REFUSED'` }),
      cells('asked', { code: 'ask', of: 'unnest(asks) AS ask', where: 'is_sent' }),
      cells('answer', {
        ...{ code: 'key', detail: 'value', of: 'jsonb_each_text(ask_answers)' },
        where: 'is_sent AND key = ANY(asks)',
      }),
      cells('ours', {
        ...{ code: 'awaited_of_us', detail: `CASE WHEN is_overdue THEN 'OVERDUE' ELSE 'OPEN' END` },
        where: 'awaited_of_us IS NOT NULL',
      }),
      cells('gone', { where: 'was_gone' }),
      cells('reappeared', { where: 'has_reappeared' }),
    ].join(' UNION ALL\n    ')}`;
}

function cells(
  figure: string,
  { code = `''`, detail = `''`, of = '', where = 'true' }: Readonly<Record<string, string>> = {},
): string {
  return `SELECT ${group}, '${figure}' AS figure, ${code} AS code, ${detail} AS detail, sum(submissions)::int AS count
    FROM cells${of && `, ${of}`} WHERE ${where} GROUP BY ${group}, code, detail`;
}

/**
 * How waits and deadlines of notices that were sent ended, by the first event that ends each.
 *
 * `lengths` of waits: how many had which length, in whole minutes, from two days on in whole hours, so that a million are few.
 */
export function waitingStatement(by: readonly OutcomeDimension[]): string {
  return `
    WITH notices AS MATERIALIZED (
      SELECT ${groupColumns(by)}, s.word, s.delivery, s.sent_at, s.due_at, s.acknowledge_due_at,
        -- Each of these answers proves that the platform has the notice.
        min(e.at) FILTER (WHERE e.type IN ('submission.acknowledged', 'submission.under_review', 'submission.info_requested',
          'submission.asks_answered', 'submission.decided')) AS acknowledged_at,
        min(e.at) FILTER (WHERE e.type = 'submission.decided') AS decided_at,
        -- While the platform waits for our answer its time stands still.
        min(e.at) FILTER (WHERE e.type = 'submission.decided' AND e.previous_word <> 'info_requested') AS decided_in_turn_at,
        min(e.at) FILTER (WHERE e.word = 'gone_verified') AS gone_at,
        min(e.at) FILTER (WHERE e.type = 'submission.withdrawn') AS withdrawn_at,
        COALESCE(bool_or(b.detail ->> 'expectation' = 'ACKNOWLEDGEMENT'), false) AS was_acknowledgement_late,
        COALESCE(bool_or(b.detail ->> 'expectation' = 'DECISION'), false) AS was_decision_late
      FROM ${source}
      LEFT JOIN events e ON e.submission_id = s.id AND e.at >= s.sent_at AND ${answeringEvents('e')}
      LEFT JOIN events b ON b.submission_id = s.id AND b.type = 'submission.sla_breached'
      WHERE s.sent_at IS NOT NULL AND ${picked}
      GROUP BY s.id, r.id
    )
    SELECT ${group}, 'wait' AS figure, code, CASE WHEN is_ended THEN 'ENDED' ELSE 'OPEN' END AS detail,
      json_object_agg(minutes, count) AS lengths, sum(count)::int AS count
    FROM (
      SELECT ${group}, w.code, is_ended, CASE WHEN m.minutes < ${exactMinutes} THEN m.minutes ELSE m.minutes - m.minutes % 60 END AS minutes,
        count(*)
      FROM notices
      CROSS JOIN LATERAL (VALUES
        ('ACKNOWLEDGEMENT', acknowledged_at, acknowledge_due_at IS NOT NULL),
        ('DECISION', decided_at, true),
        ('VERIFIED_GONE', gone_at, true)
      ) w (code, at, is_awaited)
      CROSS JOIN LATERAL (SELECT LEAST($2::timestamptz, now(), withdrawn_at) AS seen_until) x
      CROSS JOIN LATERAL (SELECT COALESCE(w.at < LEAST($2::timestamptz, now()) AND w.at <= x.seen_until, false) AS is_ended) y
      CROSS JOIN LATERAL (SELECT floor(extract(epoch FROM
        GREATEST(CASE WHEN is_ended THEN w.at ELSE x.seen_until END - sent_at, interval '0')) / 60)::int AS minutes) m
      -- What came back as undelivered, or is with us again, no platform is waited for about.
      WHERE w.is_awaited AND delivery IN ('SENT', 'ACKNOWLEDGED')
      GROUP BY ${group}, w.code, is_ended, 8
    ) waits
    GROUP BY ${group}, code, is_ended
    UNION ALL
    SELECT ${group}, 'deadline', d.code, CASE
        WHEN d.was_late OR d.answered_in_turn_at > d.due_at AND d.answered_in_turn_at = d.answered_at THEN 'BREACHED'
        WHEN d.answered_at IS NOT NULL THEN 'KEPT'
        WHEN word = 'info_requested' THEN 'OPEN'
        WHEN word IN (${quoted(platformTurnWords)}) THEN CASE WHEN d.due_at <= now() THEN 'BREACHED' ELSE 'OPEN' END
        ELSE 'ENDED' END AS detail,
      NULL, count(*)::int
    FROM notices
    CROSS JOIN LATERAL (VALUES
      ('ACKNOWLEDGEMENT', acknowledge_due_at, acknowledged_at, acknowledged_at, was_acknowledgement_late),
      ('DECISION', due_at, decided_at, decided_in_turn_at, was_decision_late)
    ) d (code, due_at, answered_at, answered_in_turn_at, was_late)
    WHERE d.due_at IS NOT NULL
    GROUP BY ${group}, d.code, detail`;
}

const exactMinutes = 2 * 24 * 60;

/** As in the index `events_outcomes`. */
function answeringEvents(event: string): string {
  return `${event}.type IN ('submission.acknowledged', 'submission.under_review', 'submission.info_requested',
          'submission.asks_answered', 'submission.decided', 'submission.verified', 'submission.reappeared',
          'submission.withdrawn', 'remedy.moved')`;
}

/**
 * Sends nobody knew the fate of, what was decided about such notices, and repeats that say that they may be one; each with
 * who decided: the roles are those that somebody has now.
 */
export function doubtStatement(by: readonly OutcomeDimension[]): string {
  return `
    WITH notices AS MATERIALIZED (SELECT ${groupColumns(by)}, s.id FROM ${source} WHERE ${picked}),
    decisions AS MATERIALIZED (
      SELECT e.submission_id, e.sequence, e.type, e.detail ->> 'isMarkedResend' = 'true' AS is_marked,
        e.caller ->> 'operation' IS NOT DISTINCT FROM 'decideResend' AS is_decided, e.caller ->> 'kind' AS kind,
        COALESCE(p.roles, k.roles, '{}') AS roles
      FROM notices n JOIN events e ON e.submission_id = n.id AND ${doubtfulEvents('e')}
      LEFT JOIN people p ON e.caller ->> 'kind' = 'PERSON' AND p.id = (e.caller ->> 'id')::uuid
      LEFT JOIN api_keys k ON e.caller ->> 'kind' = 'KEY' AND k.id = (e.caller ->> 'id')::uuid
    ),
    -- Before a marked repeat stands what a person decided, or it left by the rule of its channel.
    repeats AS (
      SELECT submission_id, is_marked,
        CASE WHEN lag(is_decided AND type = 'submission.queued') OVER w THEN lag(kind) OVER w ELSE 'CHANNEL_RULE' END AS kind,
        CASE WHEN lag(is_decided AND type = 'submission.queued') OVER w THEN lag(roles) OVER w ELSE '{}' END AS roles
      FROM decisions WINDOW w AS (PARTITION BY submission_id ORDER BY sequence)
    )
    SELECT ${ownGroup}, 'unknownSend' AS figure, '' AS code, '' AS detail, '{}'::text[] AS roles, count(*)::int AS count
    FROM notices n JOIN sends d ON d.submission_id = n.id AND d.outcome = 'unknown' GROUP BY ${ownGroup}
    UNION ALL
    SELECT ${group}, 'resendDecision', CASE type WHEN 'submission.sent' THEN 'ARRIVED' WHEN 'submission.queued' THEN 'SEND_MARKED'
        ELSE 'GIVE_UP' END AS code, kind, roles, count(*)::int
    FROM notices n JOIN decisions d ON d.submission_id = n.id
    WHERE is_decided AND type IN ('submission.sent', 'submission.queued', 'submission.failed')
    GROUP BY ${group}, code, kind, roles
    UNION ALL
    SELECT ${group}, 'markedResend', '', kind, roles, count(*)::int
    FROM notices n JOIN repeats d ON d.submission_id = n.id WHERE is_marked GROUP BY ${group}, kind, roles`;
}

/** As in the index `events_doubts`. */
function doubtfulEvents(event: string): string {
  return `(${event}.type = 'submission.uncertain' OR (${event}.detail ->> 'isMarkedResend') = 'true'
        OR (${event}.caller ->> 'operation') = 'decideResend')`;
}

/** How right notices were, by regime, category and platform whatever is grouped by. */
export const precisionStatement = `
    SELECT s.regime, r.category, s.platform, count(*) FILTER (WHERE s.decision = 'ACTIONED')::int AS "actedOn",
      count(*)::int AS judged
    FROM ${source} WHERE ${picked} AND s.decision IN (${quoted(judgingDecisions)}) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;

function quoted(codes: readonly string[]): string {
  return codes.map((code) => `'${code}'`).join(', ');
}
