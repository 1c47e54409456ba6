import { platformTurnWords, removingEffects, staffTurnWords } from '#core';
import { quoted } from '../queries/sla-sql.js';

/**
 * What is counted of one notice, as SQL.
 *
 * It reads only what outlives the erasure of a report: codes and times of the submission, the category of the report and
 * the team that filed it. Every figure has a key, of which `figureOf` in `outcome-figures.ts` says what it means.
 */

/** Columns of a submission that its figures are made of; a change of one of them changes what is counted. */
export const figureColumns = [
  ...['mode', 'regime', 'platform', 'channel', 'created_at', 'sent_at', 'delivery', 'word', 'decision'],
  ...['effects', 'refusal_reason', 'verification', 'has_reappeared', 'asks', 'ask_answers'],
  ...['acknowledge_due_at', 'due_at', 'staff_due_at', 'breached'],
  ...['acknowledged_at', 'first_decided_at', 'decided_in_turn_at', 'known_gone_at', 'withdrawn_at'],
  ...['answers_kept', 'answers_breached', 'looks_kept', 'looks_breached'],
] as const;

/** What it has of its report. */
export const reportColumns = ['category', 'team'] as const;

/** When a notice was sent; of one that did not surely leave: when it was filed. Spelled as in `submissions_by_notice_time`. */
export function noticeAt(row: 's' | 'n'): string {
  return `COALESCE(${row}.sent_at, ${row}.created_at)`;
}

/**
 * Whether time alone changes no figure of a submission any more: its first day is over, and every time that ran has ended.
 * One of before there were modes has none of its own to be kept with.
 */
export const isSettled = `s.mode IS NOT NULL AND ${noticeAt('s')} < now() - interval '1 day'
        AND (s.staff_due_at <= now()) IS NOT FALSE
        AND (s.word NOT IN (${quoted(platformTurnWords)})
          OR (${hasEnded('acknowledge_due_at', 'acknowledged_at')} AND ${hasEnded('due_at', 'first_decided_at')}))`;

function hasEnded(due: string, answered: string): string {
  return `(s.${due} IS NULL OR s.${due} <= now() OR (s.${answered} >= s.sent_at) IS TRUE)`;
}

/**
 * Sums of figures by group: a column for each of `group`, then `key` and `count`.
 *
 * @param notices a table of `figureColumns`, `reportColumns` and `sign`: 1, or -1 for what counts no more
 * @param group expressions over `notices n`, by the name of their column
 * @param timeZone the expression of the zone whose days are meant
 */
export function figuresOf(notices: string, group: Group, timeZone: string): string {
  return `
    SELECT ${namesOf(group)}, key, sum(count)::int AS count
    FROM (${standingFigures(notices, group)} UNION ALL ${waitFigures(notices, group, timeZone)}) figures
    GROUP BY ${placesOf(group)}, key HAVING sum(count) <> 0`;
}

type Group = Readonly<Record<string, string>>;

function namesOf(group: Group): string {
  return Object.keys(group).join(', ');
}

function placesOf(group: Group): string {
  return Object.keys(group)
    .map((_each, index) => index + 1)
    .join(', ');
}

function columnsOf(group: Group): string {
  return Object.entries(group)
    .map(([name, expression]) => `${expression} AS ${name}`)
    .join(', ');
}

/** Where notices stand, how their deadlines ended, and how right they were. Few stand differently: those alike are put together first. */
function standingFigures(notices: string, group: Group): string {
  return `
    SELECT ${namesOf(group)}, f.key, f.count
    FROM (
      SELECT ${columnsOf(group)}, n.word, n.decision, n.effects, n.refusal_reason, n.asks, n.ask_answers, n.sent_at IS NOT NULL AS is_sent,
        ${deadlineEnd('ACKNOWLEDGEMENT')} AS acknowledgement_end, ${deadlineEnd('DECISION')} AS decision_end,
        CASE WHEN n.staff_due_at IS NULL THEN NULL WHEN n.word = 'info_requested' THEN 'ANSWER'
          WHEN n.word IN (${quoted(staffTurnWords)}) THEN 'FIRST_LOOK' END
          || CASE WHEN n.staff_due_at <= now() THEN ':OVERDUE' ELSE ':OPEN' END AS awaited_of_us,
        ${wasGone} AS was_gone, ${cameBack} AS came_back,
        sum(n.sign) AS notices, ${ownEnds.map((each) => `sum(n.sign * n.${each}) AS ${each}`).join(', ')}
      FROM ${notices} n
      GROUP BY ${placesOf(group)}, n.word, n.decision, n.effects, n.refusal_reason, n.asks, n.ask_answers, is_sent,
        acknowledgement_end, decision_end, awaited_of_us, was_gone, came_back
    ) alike CROSS JOIN LATERAL (
      VALUES ('n', notices), (CASE WHEN is_sent THEN 's' END, notices), ('w:' || word, notices), ('d:' || decision, notices),
        (CASE WHEN decision = 'REFUSED' THEN 'r:' || refusal_reason END, notices),
        ('p:ACKNOWLEDGEMENT:' || acknowledgement_end, notices), ('p:DECISION:' || decision_end, notices),
        ('o:' || awaited_of_us, notices), ('o:ANSWER:KEPT', answers_kept), ('o:ANSWER:BREACHED', answers_breached),
        ('o:FIRST_LOOK:KEPT', looks_kept), ('o:FIRST_LOOK:BREACHED', looks_breached),
        (CASE WHEN was_gone THEN 'g' END, notices), (CASE WHEN came_back THEN 'b' END, notices)
      -- Until a platform has acted, effects are what somebody saw.
      UNION ALL SELECT 'e:' || effect, notices FROM unnest(effects) effect WHERE decision = 'ACTIONED'
      UNION ALL SELECT 'a:' || ask, notices FROM unnest(asks) ask WHERE is_sent
      UNION ALL SELECT 'x:' || answer.key || ':' || answer.value, notices FROM jsonb_each_text(ask_answers) answer
        WHERE is_sent AND answer.key = ANY (asks)
    ) f (key, count)
    WHERE f.key IS NOT NULL`;
}

const ownEnds = ['answers_kept', 'answers_breached', 'looks_kept', 'looks_breached'] as const;

/** Whether the content of a notice `n` was said to be removed, or seen gone. What came back was gone before. */
export const wasGone = `n.verification IN ('GONE', 'REAPPEARED')
          OR (n.decision = 'ACTIONED' AND n.effects && ARRAY[${quoted(removingEffects)}])`;
/** Whether that was seen again. */
export const cameBack = `n.verification = 'REAPPEARED' OR (n.verification = 'GONE' AND n.has_reappeared)`;

/** When a platform had to answer and did. While it waits for our answer, the time to its decision stands still. */
const deadlineColumns = {
  ACKNOWLEDGEMENT: ['acknowledge_due_at', 'acknowledged_at', 'acknowledged_at'],
  DECISION: ['due_at', 'first_decided_at', 'decided_in_turn_at'],
} as const;

/** How the time of a platform ended for a notice `n`, as `deadlineEnds` of the core says; null where none was set. */
export function deadlineEnd(expectation: keyof typeof deadlineColumns): string {
  const [dueColumn, answeredColumn, answeredInTurnColumn] = deadlineColumns[expectation];
  const [answered, inTurn] = [sinceSent(answeredColumn), sinceSent(answeredInTurnColumn)];
  return `CASE
          WHEN n.sent_at IS NULL OR n.${dueColumn} IS NULL THEN NULL
          WHEN '${expectation}' = ANY (n.breached) OR (${inTurn} > n.${dueColumn} AND ${inTurn} = ${answered}) THEN 'BREACHED'
          WHEN ${answered} IS NOT NULL THEN 'KEPT'
          WHEN n.word = 'info_requested' THEN 'OPEN'
          WHEN n.word IN (${quoted(platformTurnWords)}) THEN CASE WHEN n.${dueColumn} <= now() THEN 'BREACHED' ELSE 'OPEN' END
          ELSE 'ENDED' END`;
}

/** How long was waited about notices that were sent. */
function waitFigures(notices: string, group: Group, timeZone: string): string {
  const seenUntil = `COALESCE(${sinceSent('withdrawn_at')}, now())`;
  const minutesUntil = (at: string) => `floor(date_part('epoch', ${at} - n.sent_at) / 60)::int`;
  const ended = (at: string) =>
    `CASE WHEN n.${at} >= n.sent_at AND n.${at} <= ${seenUntil} THEN ${minutesUntil(`n.${at}`)} END`;
  return `
    SELECT ${namesOf(group)}, wait || CASE WHEN ended IS NOT NULL THEN ':i:' || ended WHEN open_since IS NULL THEN ':c:' || open_minutes
      ELSE ':u:' || open_since END, count
    FROM (
      SELECT ${namesOf(group)}, wait, ${rounded('ended')} AS ended, CASE WHEN ended IS NULL THEN open_since END AS open_since,
        CASE WHEN ended IS NULL AND open_since IS NULL THEN ${rounded('open_minutes')} END AS open_minutes, sum(sign) AS count
      FROM (
        SELECT ${columnsOf(group)}, n.sign, n.acknowledge_due_at IS NOT NULL AS is_acknowledged_there,
          ${ended('acknowledged_at')} AS acknowledged, ${ended('first_decided_at')} AS decided, ${ended('known_gone_at')} AS gone,
          -- What goes on for a day and more is seen by days, whatever time it is.
          CASE WHEN ${sinceSent('withdrawn_at')} IS NULL AND n.sent_at < now() - interval '1 day'
            THEN (n.sent_at AT TIME ZONE ${timeZone})::date END AS open_since,
          ${minutesUntil(`GREATEST(${seenUntil}, n.sent_at)`)} AS open_minutes
        FROM ${notices} n
        -- What came back as undelivered, or is with us again, no platform is waited for about.
        WHERE n.sent_at IS NOT NULL AND n.delivery IN ('SENT', 'ACKNOWLEDGED')
        -- Reckoned once each.
        OFFSET 0
      ) n CROSS JOIN LATERAL (VALUES ('A', n.acknowledged), ('D', n.decided), ('G', n.gone)) w (wait, ended)
      WHERE w.wait <> 'A' OR n.is_acknowledged_there
      GROUP BY ${placesOf(group)}, wait, ${rounded('ended')}, CASE WHEN ended IS NULL THEN open_since END,
        CASE WHEN ended IS NULL AND open_since IS NULL THEN ${rounded('open_minutes')} END
    ) waits`;
}

/** What was kept of an earlier notice than the one that was sent is of no account. */
function sinceSent(column: string): string {
  return `CASE WHEN n.${column} >= n.sent_at THEN n.${column} END`;
}

/** Whole minutes of an hour, then whole hours of two days, then whole days: a million waits have few lengths. */
function rounded(minutes: string): string {
  return `CASE WHEN ${minutes} < 60 THEN ${minutes} WHEN ${minutes} < 2880 THEN ${minutes} / 60 * 60 ELSE ${minutes} / 1440 * 1440 END`;
}
