import { slaOfEvents } from '#core';
import { actChanges, filedHold } from './act-changes.js';
import { followUpChanges } from './follow-up-changes.js';
import { outcomeTimesRecord, outcomeTimesSql } from './outcome-times.js';
import { deadChannels } from './pg-channel-store.js';
import { referralChanges } from './referral-changes.js';
import { switchChanges } from './switch-changes.js';
import { watchChanges } from './watch-changes.js';

/** What a plan depends on. `$hashes` holds content hashes. */
const planColumns = (hashes: string) => `
    floor(extract(epoch FROM clock_timestamp()) * 1000) AS now_ms,
    ${deadChannels} AS dead,
    (SELECT jsonb_object_agg(platform, CASE mode WHEN 'stopped' THEN stopped_from ELSE mode END) FROM platforms) AS modes,
    (SELECT jsonb_object_agg(hash, reference) FROM (
      SELECT DISTINCT ON (s.content_hash) encode(s.content_hash, 'hex') AS hash, r.reference
      FROM submissions s JOIN reports r ON r.id = s.report_id
      WHERE s.content_hash = ANY(${hashes}::bytea[])
      ORDER BY s.content_hash, r.created_at DESC
    ) earlier) AS earlier`;

/** What a preview needs to know. $1 content hashes. */
export const planContextQuery = `SELECT ${planColumns('$1')}`;

/** Everything filing needs to know, in one round trip. $1 year, $2 content hashes, $3 client, $4 idempotency key. */
export const filingContextQuery = `
  SELECT ${planColumns('$2')},
    next_report_number($1)::text AS number,
    previous.*
  FROM (SELECT 1) one
  LEFT JOIN LATERAL (
    SELECT i.request_hash, i.owner_id, i.answer, k.wrapped, k.wrapping_key_id
    FROM idempotency_keys i LEFT JOIN data_keys k ON k.owner_id = i.owner_id
    WHERE i.client = $3 AND i.key = $4
  ) previous ON true`;

const slaCases = Object.entries(slaOfEvents)
  .map(([type, sla]) => `WHEN '${type}' THEN '${sla}'`)
  .join(' ');

/** Columns of an event in JSON. */
const eventRecord = `(id uuid, report_id uuid, sequence int, type text, v int, at_ms bigint, submission_id uuid,
  platform text, word text, previous_word text, status text, previous_status text, attention text[], detail jsonb,
  caller jsonb)`;

/**
 * Whether the filter of an endpoint `w` lets an event `e` through, as `passesFilter` has it.
 *
 * @param categories table of the same statement with reports (id, category) that it writes, or nothing
 */
export function passesFilterOf(categories = ''): string {
  const written =
    categories === ''
      ? ''
      : ` UNION ALL
        SELECT 1 FROM ${categories} r WHERE r.id = e.report_id AND r.category = ANY (w.categories)`;
  return `(w.events IS NULL OR w.events && ARRAY[e.type, split_part(e.type, '.', 1) || '.*'])
      AND (w.platforms IS NULL OR e.platform = ANY (w.platforms))
      AND (w.sla IS NULL OR CASE e.type ${slaCases} END = ANY (w.sla))
      AND (w.categories IS NULL OR EXISTS (
        SELECT 1 FROM reports r WHERE r.id = e.report_id AND r.category = ANY (w.categories)${written}))`;
}

/**
 * One delivery of `new_events` (id, report_id, sequence, type, platform) an endpoint whose filter lets it through; a paused one keeps its events, a disabled one does not. And wake-ups.
 *
 * @param otherLanes query of further lanes with work, ending in UNION ALL; or nothing
 * @param categories table of the same statement with reports (id, category) that it writes, or nothing
 */
export const passOnEvents = (otherLanes = '', categories = '') => `
  new_deliveries AS (
    INSERT INTO webhook_deliveries (id, endpoint_id, event_id, report_id, sequence, is_ordered, next_try_at)
    SELECT gen_random_uuid(), w.id, e.id, e.report_id, e.sequence, w.is_ordered, now()
    FROM webhook_endpoints w CROSS JOIN new_events e
    WHERE w.deleted_at IS NULL AND w.disabled_because IS DISTINCT FROM 'WEBHOOK.DISABLED'
      AND ${passesFilterOf(categories)}
    RETURNING 1
  ),
  new_outbox AS (
    INSERT INTO outbox (lane)
    ${otherLanes}SELECT 'webhooks' WHERE EXISTS (SELECT 1 FROM new_deliveries)
    RETURNING 1
  )`;

/**
 * Stores events, passes them on, wakes workers and readers. `$events` holds the JSON events, `$lanes` the lanes with work.
 */
const recordEvents = (events: string, laneList: string, guard: string, categories: string) => `
  new_events AS (
    INSERT INTO events (id, report_id, sequence, type, v, at, submission_id, platform, word, previous_word, status,
      previous_status, attention, detail, caller)
    SELECT e.id, e.report_id, e.sequence, e.type, e.v, to_timestamp(e.at_ms / 1000.0), e.submission_id, e.platform,
      e.word, e.previous_word, e.status, e.previous_status, e.attention, e.detail, e.caller
    FROM jsonb_to_recordset(${events}::jsonb) AS e${eventRecord} ${guard}
    RETURNING id, report_id, sequence, type, platform
  ),
  ${passOnEvents(`SELECT lane FROM unnest(${laneList}::text[]) AS lane ${guard} UNION ALL `, categories)}`;

/**
 * Files one report, or nothing.
 * $1 report, $2 submissions, $3 events, $4 lanes, $5 idempotency record or null; `held` with $6, its hold.
 */
export const fileStatements = { usual: fileText(''), held: fileText(`${filedHold},`) };

function fileText(more: string): string {
  return `
  WITH guard AS (
    SELECT CASE WHEN $5::jsonb IS NULL THEN true
      ELSE pg_try_advisory_xact_lock(hashtextextended(($5::jsonb ->> 'client') || ' ' || ($5::jsonb ->> 'key'), 0)) END AS is_free
  ),
  new_report AS (
    INSERT INTO reports (id, reference, category, status, attention, counts, last_sequence, language, caller_role, asks,
      explanation, translations, confidential, confirmed_findings, legal_bases, good_faith_at, facts_on, seen_at, triage, filed_by,
      team, created_at, updated_at)
    SELECT r.id, r.reference, r.category, r.status, r.attention, r.counts, r.last_sequence, r.language, r.caller_role,
      r.asks, decode(r.explanation, 'base64'), decode(r.translations, 'base64'), decode(r.confidential, 'base64'), r.confirmed_findings, r.legal_bases,
      to_timestamp(r.good_faith_ms / 1000.0), r.facts_on, r.seen_at, r.triage, r.filed_by,
      (SELECT p.team FROM people p WHERE p.id = r.filed_by_person), to_timestamp(r.created_ms / 1000.0), to_timestamp(r.created_ms / 1000.0)
    FROM jsonb_to_record($1::jsonb) AS r(id uuid, reference text, category text, status text, attention text[],
      counts jsonb, last_sequence int, language text, caller_role text, asks text[], explanation text,
      translations text, confidential text, confirmed_findings text[], legal_bases text[],
      good_faith_ms bigint, facts_on date, seen_at timestamptz, triage jsonb, filed_by text, filed_by_person uuid, created_ms bigint)
    WHERE (SELECT is_free FROM guard)
    RETURNING id, created_at, category
  ),
  new_key AS (
    INSERT INTO data_keys (owner_id, owner_kind, wrapped, wrapping_key_id)
    SELECT id, 'report', decode($1::jsonb ->> 'wrapped', 'base64'), $1::jsonb ->> 'wrapping_key_id' FROM new_report
  ),
  new_submissions AS (
    INSERT INTO submissions (id, report_id, ordinal, reference, platform, channel, regime, asks, target_kind,
      names_person, target, content_hash, earlier_reference, notice_of, delivery, decision, effects, refusal_reason, verification,
      remedy, word, external_ref, waiting_for, ask_answers, next_try_at, staff_due_at, urgency, turn, mode, plan,
      hold_until, created_at)
    SELECT s.id, r.id, s.ordinal, s.reference, s.platform, s.channel, s.regime, s.asks, s.target_kind, s.names_person,
      decode(s.target, 'base64'), decode(s.content_hash, 'base64'), s.earlier_reference, s.notice_of, s.delivery, s.decision,
      s.effects, s.refusal_reason, s.verification, s.remedy, s.word, s.external_ref, s.waiting_for, s.ask_answers,
      to_timestamp(s.next_try_ms / 1000.0), to_timestamp(s.staff_due_ms / 1000.0), s.urgency, s.turn, s.mode, s.plan,
      to_timestamp(s.hold_ms / 1000.0), r.created_at
    FROM new_report r CROSS JOIN jsonb_to_recordset($2::jsonb) AS s(id uuid, ordinal int, reference text, platform text,
      channel text, regime text, asks text[], target_kind text, names_person boolean, target text, content_hash text,
      earlier_reference text, notice_of uuid, delivery text, decision text, effects text[], refusal_reason text, verification text,
      remedy text, word text, external_ref text, waiting_for text, ask_answers jsonb, next_try_ms bigint,
      staff_due_ms bigint, urgency smallint, turn smallint, mode text, plan jsonb, hold_ms bigint)
  ),
  new_idempotency AS (
    INSERT INTO idempotency_keys (client, key, request_hash, owner_id, answer)
    SELECT $5::jsonb ->> 'client', $5::jsonb ->> 'key', $5::jsonb ->> 'requestHash', id,
      decode($5::jsonb ->> 'answer', 'base64')
    FROM new_report WHERE $5::jsonb IS NOT NULL
  ),
  ${more}
  ${recordEvents('$3', '$4', 'WHERE EXISTS (SELECT 1 FROM new_report)', 'new_report')}
  SELECT (SELECT count(*)::int FROM new_report) AS filed, pg_notify('uniflag', '')`;
}

/** What `i` says of the clocks of a submission, all of them or none. */
const clockRecord = `sets_clocks boolean, due_ms bigint, acknowledge_due_ms bigint, staff_due_ms bigint,
      paused_ms bigint, next_step_ms bigint, escalation_step text`;
const sentAt = 'CASE WHEN i.sets_sent THEN to_timestamp(i.sent_ms / 1000.0) ELSE s.sent_at END';
const clockChanges = [
  ...['due', 'acknowledge_due', 'staff_due', 'paused'].map((name) =>
    ifClocks(`${name}_at`, `to_timestamp(i.${name}_ms / 1000.0)`),
  ),
  // Without a time of its own the first step is due with the decision: no step left has one that never comes.
  ifClocks('next_step_at', `COALESCE(to_timestamp(i.next_step_ms / 1000.0), 'infinity')`),
  ifClocks('escalation_step', 'i.escalation_step'),
].join(',\n      ');

/** What of a report and its submissions most changes write. */
const usualColumns = {
  report: '',
  submission: '',
  translations: `COALESCE(decode(i.translations, 'base64'), r.translations)`,
};

/** What only a correction writes: translations are of the explanation as it was. */
const correctedColumns = {
  report: `category = COALESCE(i.corrected ->> 'category', r.category),
      explanation = COALESCE(decode(i.corrected ->> 'explanation', 'base64'), r.explanation),
      asks = CASE WHEN i.corrected ->> 'asks' IS NULL THEN r.asks
        ELSE ARRAY(SELECT jsonb_array_elements_text(i.corrected -> 'asks')) END, `,
  translations: `CASE WHEN i.corrected ->> 'explanation' IS NULL THEN r.translations END`,
  submission: `plan = COALESCE(i.replanned -> 'plan', s.plan),
      urgency = COALESCE((i.replanned ->> 'urgency')::smallint, s.urgency),
      asks = CASE WHEN i.replanned ->> 'asks' IS NULL THEN s.asks
        ELSE ARRAY(SELECT jsonb_array_elements_text(i.replanned -> 'asks')) END, `,
};

/**
 * Writes what a change decided, and says how many submissions and follow-ups it wrote: one that was claimed meanwhile has
 * another epoch and is left alone. The reports are locked already.
 * $1 reports, $2 submissions, $3 events, $4 send closings, $5 replies, $6 lanes.
 *
 * Statements are planned each time, and most changes are about submissions alone: only `whole` writes what is rare, from
 * $7 follow-ups, $8 new follow-ups, $9 idempotency record or null, $10 observations, $11 new submissions, $12 switches; only
 * `withReferrals` writes referrals, from $7 referrals, $8 now; only `acts` writes what staff do to a report, from $7 to $11
 * as `whole`, $12 holds, $13 withdrawals, $14 submissions that correct others, and the corrections in $1 and $2.
 */
export const changeStatements = {
  usual: changeText('', ''),
  whole: changeText(
    `${followUpChanges}, ${watchChanges}, ${switchChanges},`,
    ' + (SELECT count(*)::int FROM changed_follow_ups)',
  ),
  acts: changeText(
    `${followUpChanges}, ${watchChanges}, ${actChanges},`,
    ' + (SELECT count(*)::int FROM changed_follow_ups)',
    correctedColumns,
  ),
  withReferrals: changeText(`${referralChanges},`, ''),
};

function ifClocks(column: string, value: string): string {
  return `${column} = CASE WHEN i.sets_clocks THEN ${value} ELSE s.${column} END`;
}

function changeText(more: string, moreWritten: string, columns = usualColumns): string {
  return `
  WITH changed_reports AS (
    UPDATE reports r SET ${columns.report}status = i.status, attention = i.attention, counts = i.counts, last_sequence = i.last_sequence,
      translations = ${columns.translations}, updated_at = now()
    FROM jsonb_to_recordset($1::jsonb) AS i(id uuid, status text, attention text[], counts jsonb, last_sequence int,
      translations text, corrected jsonb)
    WHERE r.id = i.id
    RETURNING r.id, r.category
  ),
  changed_submissions AS (
    UPDATE submissions s SET ${columns.submission}
      notice_of = i.notice_of, channel = i.channel, delivery = i.delivery, decision = i.decision, effects = i.effects,
      territories = i.territories, duplicate_of = i.duplicate_of, refusal_reason = i.refusal_reason, verification = i.verification, remedy = i.remedy, word = i.word,
      external_ref = i.external_ref, waiting_for = i.waiting_for, ask_answers = i.ask_answers,
      decided_at = to_timestamp(i.decided_ms / 1000.0), seen_at = to_timestamp(i.seen_ms / 1000.0),
      second_look = i.second_look, doubted_at = to_timestamp(i.doubted_ms / 1000.0),
      hold_until = to_timestamp(i.hold_ms / 1000.0), withdrawn = i.withdrawn,
      snoozed_until = CASE WHEN i.sets_snooze THEN to_timestamp(i.snooze_ms / 1000.0) ELSE s.snoozed_until END,
      next_try_at = CASE WHEN i.sets_next_try THEN to_timestamp(i.next_try_ms / 1000.0) ELSE s.next_try_at END,
      next_check_at = CASE WHEN i.sets_next_check THEN to_timestamp(i.next_check_ms / 1000.0) ELSE s.next_check_at END,
      look_due_at = CASE WHEN i.sets_look_due THEN to_timestamp(i.look_due_ms / 1000.0) ELSE s.look_due_at END,
      watch_ends_at = COALESCE(to_timestamp(i.watch_ends_ms / 1000.0), s.watch_ends_at),
      sent_at = ${sentAt},
      ${outcomeTimesSql(sentAt)},
      ${clockChanges},
      regime = COALESCE(i.regime, s.regime), unmarked_round = COALESCE(i.unmarked_round, s.unmarked_round),
      checks = COALESCE(i.checks, s.checks), round = COALESCE(i.round, s.round),
      tries = CASE WHEN i.resets_tries THEN 0 WHEN i.refunds_try THEN GREATEST(s.tries - 1, 0) ELSE s.tries END,
      lease_until = CASE WHEN i.releases_lease THEN NULL ELSE s.lease_until END
    FROM jsonb_to_recordset($2::jsonb) AS i(id uuid, epoch int, notice_of uuid, channel text, delivery text, decision text, effects text[],
      territories text[], duplicate_of text, refusal_reason text, verification text, remedy text, word text,
      external_ref text, waiting_for text, ask_answers jsonb, decided_ms bigint, seen_ms bigint, second_look text,
      doubted_ms bigint, hold_ms bigint, withdrawn boolean, sets_snooze boolean, snooze_ms bigint, sets_look_due boolean, look_due_ms bigint, watch_ends_ms bigint, sets_next_try boolean,
      next_try_ms bigint, sets_next_check boolean, next_check_ms bigint, sets_sent boolean, sent_ms bigint, checks int,
      round int, regime text, unmarked_round int, resets_tries boolean, refunds_try boolean, releases_lease boolean,
      replanned jsonb, ${clockRecord}, ${outcomeTimesRecord})
    WHERE s.id = i.id AND s.epoch = i.epoch
    RETURNING 1
  ),
  closed_sends AS (
    UPDATE sends d SET outcome = i.outcome, code = i.code, receipt = i.receipt, closed_at = now(),
      carried = COALESCE(decode(i.carried, 'base64'), d.carried)
    FROM jsonb_to_recordset($4::jsonb) AS i("sendId" uuid, outcome text, code text, receipt text, carried text)
    WHERE d.id = i."sendId"
  ),
  changed_replies AS (
    UPDATE replies r SET state = i.state, submission_id = i."submissionId", meaning = i.meaning,
      next_try_at = to_timestamp(i."nextTryMs" / 1000.0),
      applied_at = CASE WHEN i.state = 'APPLIED' THEN now() END
    FROM jsonb_to_recordset($5::jsonb) AS i("replyId" uuid, state text, "submissionId" uuid, meaning text[], "nextTryMs" bigint)
    WHERE r.id = i."replyId"
  ),
  ${more}
  ${recordEvents('$3', '$6', '', columns === correctedColumns ? 'changed_reports' : '')}
  SELECT (SELECT count(*)::int FROM changed_submissions)${moreWritten} AS written, pg_notify('uniflag', '')`;
}
