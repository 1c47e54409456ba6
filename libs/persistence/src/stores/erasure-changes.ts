import type pg from 'pg';
import type { Change } from '#application';
import { base64 } from './rows.js';

/** Keeps reports longer ($1), and lifts that. */
const keepStatement = `
  WITH given AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS i(kind text, id uuid, "reportId" uuid, reason text, "untilMs" bigint,
      note text, by jsonb)
  ), ended AS (
    UPDATE report_keeps k SET lifted_at = now(), lifted_by = g.by ->> 'name', lifted_by_id = g.by ->> 'id'
    FROM given g WHERE k.report_id = g."reportId" AND k.lifted_at IS NULL
  )
  INSERT INTO report_keeps (id, report_id, reason, until_at, note, kept_by, kept_by_id)
  SELECT id, "reportId", reason, to_timestamp("untilMs" / 1000.0), decode(note, 'base64'), by ->> 'name', by ->> 'id'
  FROM given WHERE kind = 'kept'`;

/**
 * Destroys the personal parts of reports ($1): their keys, every text those opened, and the numbers by which a platform
 * knows them. What a report was about, in codes, and what became of it stay.
 */
const eraseStatement = `
  WITH given AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS i(id uuid, "reportId" uuid, because text, by jsonb)
  ), own AS (
    SELECT id, report_id FROM submissions WHERE report_id IN (SELECT "reportId" FROM given)
  ), answers AS (
    UPDATE replies SET sealed = NULL, content_hash = '', match_references = '{}', in_reply_to = '{}',
      matched_changes = NULL
    WHERE submission_id IN (SELECT id FROM own) RETURNING id, submission_id
  ), pictures AS (
    DELETE FROM screenshots WHERE report_id IN (SELECT "reportId" FROM given) RETURNING id, report_id
  ), keys AS (
    DELETE FROM data_keys WHERE owner_id IN (
      SELECT "reportId" FROM given UNION ALL SELECT id FROM answers UNION ALL SELECT id FROM pictures)
    RETURNING owner_id, sha256(wrapped) AS fingerprint
  ), reports_erased AS (
    UPDATE reports r SET explanation = NULL, translations = NULL, confidential = NULL, erased_at = now(), erased_because = g.because
    FROM given g WHERE r.id = g."reportId" RETURNING r.id, r.reference
  ), copies AS (
    UPDATE sends SET carried = NULL WHERE carried IS NOT NULL AND submission_id IN (SELECT id FROM own)
  ), targets AS (
    UPDATE submissions s SET target = NULL, external_ref = NULL, duplicate_of = NULL, next_check_at = NULL, look_due_at = NULL,
      watch_ends_at = LEAST(s.watch_ends_at, now()), next_step_at = 'infinity'
    FROM own WHERE s.id = own.id
  ), messages AS (
    UPDATE follow_ups SET text = NULL, in_reply_to = NULL WHERE report_id IN (SELECT "reportId" FROM given)
  ), hold_notes AS (
    UPDATE report_holds SET note = NULL WHERE report_id IN (SELECT "reportId" FROM given)
  ), keep_notes AS (
    UPDATE report_keeps SET note = NULL WHERE report_id IN (SELECT "reportId" FROM given)
  ), approval_notes AS (
    -- None but those with a note: the approval that this is done for is locked by whoever approves it.
    UPDATE approvals SET note = NULL WHERE note IS NOT NULL AND report_id IN (SELECT "reportId" FROM given)
  ), withdrawal_notes AS (
    UPDATE withdrawals SET note = NULL WHERE submission_id IN (SELECT id FROM own)
  ), links AS (
    DELETE FROM member_links WHERE submission_id IN (SELECT id FROM own)
  ), codes AS (
    DELETE FROM caller_codes WHERE report_id IN (SELECT "reportId" FROM given)
  ), notes AS (
    DELETE FROM report_notes WHERE report_id IN (SELECT "reportId" FROM given)
  ), answered AS (
    DELETE FROM idempotency_keys WHERE owner_id IN (SELECT "reportId" FROM given)
  )
  INSERT INTO erasures (id, report_id, reference, because, erased_by, erased_by_id, key_fingerprints)
  SELECT g.id, r.id, r.reference, g.because, g.by ->> 'name', g.by ->> 'id',
    ARRAY(SELECT k.fingerprint FROM keys k WHERE k.owner_id = r.id OR k.owner_id IN (
      SELECT a.id FROM answers a JOIN own o ON o.id = a.submission_id WHERE o.report_id = r.id
      UNION ALL SELECT p.id FROM pictures p WHERE p.report_id = r.id) ORDER BY 1)
  FROM given g JOIN reports_erased r ON r.id = g."reportId"`;

/** What is rare, and written beside what most changes write, in the same transaction. */
export async function writeErasures(
  client: pg.PoolClient,
  { keeps = [], erasures = [] }: Change,
): Promise<void> {
  if (keeps.length > 0) await client.query(keepStatement, [JSON.stringify(keeps.map(keepColumns))]);
  if (erasures.length > 0) await client.query(eraseStatement, [JSON.stringify(erasures)]);
}

function keepColumns(keep: NonNullable<Change['keeps']>[number]) {
  return keep.kind === 'lifted' ? keep : { ...keep, note: keep.note && base64(keep.note) };
}
