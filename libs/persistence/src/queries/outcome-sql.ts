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
 * They read only what outlives the erasure of a report: codes and times of submissions and sends, the category of the
 * report and the team that filed it, the roles of whoever decided. A row is a group, what is counted in it (`figure`), up to
 * two codes of that (`code`, `detail`), and how many.
 *
 * $1 from, $2 to, $3 mode, $4 platform, $5 channel, $6 regime, $7 category, $8 team (null lets all through), $9 time zone.
 */

/** When a notice was sent; of one that did not surely leave: when it was filed. Spelled as in `submissions_by_notice_time`. */
const noticeAt = 'COALESCE(s.sent_at, s.created_at)';

const columns: Readonly<Record<OutcomeDimension, string>> = {
  platform: 's.platform',
  channel: 's.channel',
  regime: 's.regime',
  category: 'r.category',
  team: 'r.team',
  month: `date_trunc('month', ${noticeAt} AT TIME ZONE $9::text)`,
};
const group = outcomeDimensions.join(', ');

/** Regimes are always apart. */
function asked(by: readonly OutcomeDimension[]): readonly OutcomeDimension[] {
  return ['regime', ...by];
}

/** The columns of a group; what is not asked for is null. */
function groupColumns(dimensions: readonly OutcomeDimension[]): string {
  return outcomeDimensions
    .map((each) => (dimensions.includes(each) ? `${columns[each]} AS ${each}` : unasked(each)))
    .join(', ');
}

function unasked(dimension: OutcomeDimension): string {
  return `NULL::${dimension === 'month' ? 'timestamp' : 'text'} AS ${dimension}`;
}

/** Those columns of a group that a submission does not have itself, and its time. */
function reportColumns(by: readonly OutcomeDimension[]): string {
  const dimensions: readonly OutcomeDimension[] = ['category', 'team', 'month'];
  return dimensions
    .map((each) => (each === 'category' || by.includes(each) ? `${columns[each]} AS ${each}` : unasked(each)))
    .join(', ');
}

/** The columns of a group as they are answered, from a table that has them. */
function shownGroup(dimensions: readonly OutcomeDimension[] = outcomeDimensions): string {
  return outcomeDimensions
    .map((each) =>
      each === 'month'
        ? `to_char(month, 'YYYY-MM') AS month`
        : dimensions.includes(each)
          ? each
          : unasked(each),
    )
    .join(', ');
}

/** By its columns, which stand first. */
const byGroup = outcomeDimensions.map((_each, index) => index + 1).join(', ');

/** Reports are not read where nothing of them is asked for. */
const source = 'submissions s LEFT JOIN reports r ON r.id = s.report_id';

/** Of before there were modes, those that went to their platform: where it stood at the time of the last send. */
const armedBeforeModes = `SELECT d.submission_id FROM sends d JOIN submissions o ON o.id = d.submission_id AND o.mode IS NULL
          WHERE d.mode = 'armed' AND NOT EXISTS (
            SELECT 1 FROM sends later WHERE later.submission_id = d.submission_id AND later.number > d.number)`;

const picked = `${noticeAt} >= $1::timestamptz AND ${noticeAt} < $2::timestamptz
        AND (s.mode = $3 OR (s.mode IS NULL AND (s.id IN (${armedBeforeModes})) = ($3 = 'armed')))
        AND ($4::text IS NULL OR s.platform = $4) AND ($5::text IS NULL OR s.channel = $5)
        AND ($6::text IS NULL OR s.regime = $6) AND ($7::text IS NULL OR r.category = $7)
        AND ($8::text IS NULL OR r.team = $8) AND $9::text IS NOT NULL`;

/** What was kept of an earlier notice than the one that was sent is of no account. */
function sinceSent(column: string): string {
  return `CASE WHEN s.${column} >= s.sent_at THEN s.${column} END`;
}

/** The planner takes months to be as many as times where it sees what they are made of, and sorts. */
const fewMonths = 'OFFSET 0';
const ownEnds = ['answers_kept', 'answers_breached', 'looks_kept', 'looks_breached'] as const;

/**
 * Where notices stand, how deadlines ended, and how right notices were: those that are alike are put together first, and
 * then counted by each thing they stand at. How right they were is by regime, category and platform whatever is asked.
 */
export function standingStatement(by: readonly OutcomeDimension[]): string {
  return `
    WITH alike AS (
      SELECT standing, category, team, month, is_acknowledgement_over, is_decision_over, is_ours_over, min(place) AS example,
        count(*) AS submissions, ${ownEnds.map((each) => `sum(${each}) AS ${each}`).join(', ')}
      FROM (
        SELECT s.standing, ${reportColumns(by)}, s.acknowledge_due_at <= now() AS is_acknowledgement_over,
          s.due_at <= now() AS is_decision_over, s.staff_due_at <= now() AS is_ours_over, s.ctid AS place,
          ${ownEnds.map((each) => `s.${each}`).join(', ')}
        FROM ${source} WHERE ${picked} ${by.includes('month') ? fewMonths : ''}
      ) notices
      GROUP BY 1, 2, 3, 4, 5, 6, 7
    ),
    cells AS MATERIALIZED (
      SELECT s.platform, ${by.includes('channel') ? 's.channel' : unasked('channel')}, s.regime, a.category, a.team, a.month,
        s.word, s.decision, s.effects, s.refusal_reason, s.asks, s.ask_answers, s.sent_at IS NOT NULL AS is_sent,
        ${deadlineEnd('ACKNOWLEDGEMENT', 'acknowledge_due_at', 'acknowledged_at', 'acknowledged_at')} AS acknowledgement_end,
        -- While the platform waits for our answer its time stands still.
        ${deadlineEnd('DECISION', 'due_at', 'first_decided_at', 'decided_in_turn_at')} AS decision_end,
        a.is_ours_over, a.submissions, ${ownEnds.map((each) => `a.${each}`).join(', ')},
        CASE WHEN s.staff_due_at IS NULL THEN NULL WHEN s.word = 'info_requested' THEN 'ANSWER'
          WHEN s.word IN (${quoted(staffTurnWords)}) THEN 'FIRST_LOOK' END AS awaited_of_us,
        -- What came back was gone before.
        s.verification IN ('GONE', 'REAPPEARED')
          OR (s.decision = 'ACTIONED' AND s.effects && ARRAY[${quoted(removingEffects)}]) AS was_gone,
        s.verification = 'REAPPEARED' OR (s.verification = 'GONE' AND s.has_reappeared) AS came_back
      -- All that stand alike stand as the example does.
      FROM alike a CROSS JOIN LATERAL (SELECT * FROM submissions x WHERE x.ctid = a.example OFFSET 0) s
    )
    ${[
      cells(by, 'submissions'),
      cells(by, 'sent', { where: 'is_sent' }),
      cells(by, 'word', { code: 'word' }),
      cells(by, 'decision', { code: 'decision' }),
      // Until a platform has acted, effects are what somebody saw.
      cells(by, 'effect', {
        code: 'effect',
        of: 'unnest(effects) AS effect',
        where: `decision = 'ACTIONED'`,
      }),
      cells(by, 'refusal', { code: 'refusal_reason', where: `decision = 'REFUSED'` }),
      cells(by, 'asked', { code: 'ask', of: 'unnest(asks) AS ask', where: 'is_sent' }),
      cells(by, 'answer', {
        ...{ code: 'key', detail: 'value', of: 'jsonb_each_text(ask_answers)' },
        where: 'is_sent AND key = ANY(asks)',
      }),
      cells(by, 'deadline', {
        ...{ code: 'd.code', detail: 'd.ended' },
        of: `LATERAL (VALUES ('ACKNOWLEDGEMENT', acknowledgement_end), ('DECISION', decision_end)) d (code, ended)`,
        where: 'd.ended IS NOT NULL',
      }),
      cells(by, 'ours', {
        ...{ code: 'awaited_of_us', detail: `CASE WHEN is_ours_over THEN 'OVERDUE' ELSE 'OPEN' END` },
        where: 'awaited_of_us IS NOT NULL',
      }),
      cells(by, 'ours', {
        ...{ code: 'o.code', detail: 'o.ended', count: 'sum(o.count)', where: 'o.count > 0' },
        of: `LATERAL (VALUES ('ANSWER', 'KEPT', answers_kept), ('ANSWER', 'BREACHED', answers_breached),
          ('FIRST_LOOK', 'KEPT', looks_kept), ('FIRST_LOOK', 'BREACHED', looks_breached)) o (code, ended, count)`,
      }),
      cells(by, 'gone', { where: 'was_gone' }),
      cells(by, 'reappeared', { where: 'came_back' }),
      cells(['platform', 'category'], 'judged', {
        ...{ code: 'decision', where: `decision IN (${quoted(judgingDecisions)})` },
      }),
    ].join(' UNION ALL\n    ')}`;
}

/** How the time of a platform ended, as `deadlineEnds` of the core says; null where none was set. */
function deadlineEnd(
  expectation: 'ACKNOWLEDGEMENT' | 'DECISION',
  dueColumn: string,
  answeredColumn: string,
  answeredInTurnColumn: string,
): string {
  const [dueAt, answered, inTurn] = [
    `s.${dueColumn}`,
    sinceSent(answeredColumn),
    sinceSent(answeredInTurnColumn),
  ];
  return `CASE
          WHEN s.sent_at IS NULL OR ${dueAt} IS NULL THEN NULL
          WHEN '${expectation}' = ANY (s.breached) OR (${inTurn} > ${dueAt} AND ${inTurn} = ${answered}) THEN 'BREACHED'
          WHEN ${answered} IS NOT NULL THEN 'KEPT'
          WHEN s.word = 'info_requested' THEN 'OPEN'
          WHEN s.word IN (${quoted(platformTurnWords)})
            THEN CASE WHEN a.is_${expectation.toLowerCase()}_over THEN 'BREACHED' ELSE 'OPEN' END
          ELSE 'ENDED' END`;
}

function cells(
  by: readonly OutcomeDimension[],
  figure: string,
  {
    code = `''`,
    detail = `''`,
    of = '',
    where = 'true',
    count = 'sum(submissions)',
  }: Readonly<Record<string, string>> = {},
): string {
  return `SELECT ${shownGroup(asked(by))}, '${figure}' AS figure, ${code} AS code, ${detail} AS detail, ${count}::int AS count
    FROM cells${of && `, ${of}`} WHERE ${where} GROUP BY ${byGroup}, 8, 9`;
}

/**
 * How long was waited about notices that were sent.
 *
 * `lengths`: how many had which length, in whole minutes, from two days on in whole hours, so that a million are few.
 */
export function waitingStatement(by: readonly OutcomeDimension[]): string {
  const own = outcomeDimensions.filter((each) => asked(by).includes(each)).join(', ');
  const each = outcomeDimensions.map((one) => (asked(by).includes(one) ? one : unasked(one))).join(', ');
  return `
    SELECT ${shownGroup()}, 'wait' AS figure, code, CASE WHEN is_ended THEN 'ENDED' ELSE 'OPEN' END AS detail,
      json_object_agg(minutes, count) AS lengths, sum(count)::int AS count
    FROM (
      SELECT ${each}, count,
        CASE WHEN is_acknowledgement THEN 'ACKNOWLEDGEMENT' WHEN is_decision THEN 'DECISION' ELSE 'VERIFIED_GONE' END AS code,
        wait / 2 AS minutes, wait % 2 = 1 AS is_ended
      FROM (
        SELECT ${own}, count(*), GROUPING(acknowledgement) = 0 AS is_acknowledgement, GROUPING(decision) = 0 AS is_decision,
          COALESCE(acknowledgement, decision, gone) AS wait
        FROM (
          SELECT ${own}, ${rounded('acknowledgement')}, ${rounded('decision')}, ${rounded('gone')}
          FROM (
            SELECT ${groupColumns(asked(by))},
              CASE WHEN s.acknowledge_due_at IS NOT NULL THEN ${waitOf('acknowledged_at')} END AS acknowledgement,
              ${waitOf('first_decided_at')} AS decision, ${waitOf('known_gone_at')} AS gone
            FROM ${source}
            -- What came back as undelivered, or is with us again, no platform is waited for about.
            WHERE s.sent_at IS NOT NULL AND s.delivery IN ('SENT', 'ACKNOWLEDGED') AND ${picked}
            -- Reckoned once each.
            OFFSET 0
          ) exact
        ) notices
        GROUP BY GROUPING SETS ((${own}, acknowledgement), (${own}, decision), (${own}, gone))
      ) lengths
      WHERE wait IS NOT NULL
    ) waits
    GROUP BY ${byGroup}, code, is_ended`;
}

/** Twice the minutes of a wait, and one more where it has ended. */
function waitOf(column: string): string {
  const seenUntil = `LEAST($2::timestamptz, now(), ${sinceSent('withdrawn_at')})`;
  return `CASE WHEN s.${column} >= s.sent_at AND s.${column} < LEAST($2::timestamptz, now()) AND s.${column} <= ${seenUntil}
                THEN 2 * floor(date_part('epoch', s.${column} - s.sent_at) / 60)::int + 1
                ELSE 2 * floor(date_part('epoch', GREATEST(${seenUntil}, s.sent_at) - s.sent_at) / 60)::int END`;
}

/** Long waits in whole hours. */
function rounded(wait: string): string {
  return `CASE WHEN ${wait} < 2 * ${exactMinutes} THEN ${wait} ELSE ${wait} - ${wait} / 2 % 60 * 2 END AS ${wait}`;
}

const exactMinutes = 2 * 24 * 60;

/**
 * Sends nobody knew the fate of, what was decided about such notices, and repeats that say that they may be one; each with
 * who decided: the roles are those that somebody has now.
 */
export function doubtStatement(by: readonly OutcomeDimension[]): string {
  return `
    WITH decisions AS MATERIALIZED (
      SELECT n.*, e.submission_id, e.sequence, e.type, e.detail ->> 'isMarkedResend' = 'true' AS is_marked,
        e.caller ->> 'operation' IS NOT DISTINCT FROM 'decideResend' AS is_decided, e.caller ->> 'kind' AS kind,
        COALESCE(p.roles, k.roles, '{}') AS roles
      FROM events e CROSS JOIN LATERAL (${noticeOf('e', by)}) n
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
    SELECT ${shownGroup()}, 'unknownSend' AS figure, '' AS code, '' AS detail, '{}'::text[] AS roles, count(*)::int AS count
    FROM (SELECT n.* FROM sends u CROSS JOIN LATERAL (${noticeOf('u', by)}) n WHERE u.outcome = 'unknown') unknown GROUP BY ${byGroup}
    UNION ALL
    SELECT ${shownGroup()}, 'resendDecision', CASE type WHEN 'submission.sent' THEN 'ARRIVED' WHEN 'submission.queued' THEN 'SEND_MARKED'
        ELSE 'GIVE_UP' END AS code, kind, roles, count(*)::int
    FROM decisions WHERE is_decided AND type IN ('submission.sent', 'submission.queued', 'submission.failed')
    GROUP BY ${byGroup}, code, kind, roles
    UNION ALL
    SELECT ${shownGroup()}, 'markedResend', '', kind, roles, count(*)::int
    FROM repeats WHERE is_marked GROUP BY ${byGroup}, kind, roles`;
}

/** The notice of a row, by its key: doubts are few, and notices many. */
function noticeOf(row: string, by: readonly OutcomeDimension[]): string {
  return `SELECT ${groupColumns(asked(by))} FROM ${source} WHERE s.id = ${row}.submission_id AND ${picked} OFFSET 0`;
}

/** As in the index `events_doubts`. */
function doubtfulEvents(event: string): string {
  return `(${event}.type = 'submission.uncertain' OR (${event}.detail ->> 'isMarkedResend') = 'true'
        OR (${event}.caller ->> 'operation') = 'decideResend')`;
}

function quoted(codes: readonly string[]): string {
  return codes.map((code) => `'${code}'`).join(', ');
}
