import type pg from 'pg';
import type { Change } from '#application';
import { recountTimes } from '../outcomes/withdrawn-events.js';

/** Keeps with a reply what it is about to do, and how our own deadlines ended until now; in the transaction that does it. */
export async function keepMatchedChanges(
  client: pg.PoolClient,
  { matchedChanges = [] }: Change,
): Promise<void> {
  for (const { replyId, changes } of matchedChanges)
    await client.query(keepStatement, [replyId, JSON.stringify(changes)]);
}

/** Takes out of the figures what replies did whose match is taken back; after their events are written. */
export async function writeWithdrawnMatches(
  client: pg.PoolClient,
  { withdrawnMatches = [] }: Change,
): Promise<void> {
  for (const { replyId, ended } of withdrawnMatches) {
    await client.query(restoreEndsStatement, [replyId]);
    if (ended.length > 0) await client.query(countEndsStatement, [JSON.stringify(ended)]);
    await client.query(recountTimes(changedOf), [replyId]);
    await client.query('UPDATE replies SET matched_at = NULL, matched_changes = NULL WHERE id = $1', [
      replyId,
    ]);
  }
}

/** $1 reply, $2 its changes. */
const keepStatement = `
  UPDATE replies SET matched_changes = (
    SELECT COALESCE(jsonb_agg(jsonb_build_object('ownEnds', jsonb_build_array(s.answers_kept, s.answers_breached,
      s.looks_kept, s.looks_breached)) || c.change ORDER BY c.place), '[]')
    FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS c(change, place)
    JOIN submissions s ON s.id = (c.change ->> 'submissionId')::uuid)
  WHERE id = $1`;

/** $1 reply. */
const changedOf = `SELECT (c ->> 'submissionId')::uuid FROM replies r, jsonb_array_elements(r.matched_changes) c WHERE r.id = $1`;

/** $1 reply. */
const restoreEndsStatement = `
  UPDATE submissions s SET answers_kept = (c -> 'ownEnds' ->> 0)::smallint, answers_breached = (c -> 'ownEnds' ->> 1)::smallint,
    looks_kept = (c -> 'ownEnds' ->> 2)::smallint, looks_breached = (c -> 'ownEnds' ->> 3)::smallint
  FROM replies r, jsonb_array_elements(r.matched_changes) c
  WHERE r.id = $1 AND s.id = (c ->> 'submissionId')::uuid AND c -> 'before' <> c -> 'after'`;

/** $1 times of ours that ended. */
const countEndsStatement = `
  UPDATE submissions s SET answers_kept = answers_kept + (i.expectation = 'ANSWER' AND i."isKept")::int,
    answers_breached = answers_breached + (i.expectation = 'ANSWER' AND NOT i."isKept")::int,
    looks_kept = looks_kept + (i.expectation = 'FIRST_LOOK' AND i."isKept")::int,
    looks_breached = looks_breached + (i.expectation = 'FIRST_LOOK' AND NOT i."isKept")::int
  FROM jsonb_to_recordset($1::jsonb) AS i("submissionId" uuid, expectation text, "isKept" boolean)
  WHERE s.id = i."submissionId"`;
