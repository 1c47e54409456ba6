import type { Change, FollowUpWrite } from '#application';
import { after, base64, neverMs } from './rows.js';

/**
 * Moves follow-ups ($7) and stores new ones ($8) with what is known of the mail they belong to: the latest one that asked
 * the question, for an answer; otherwise the latest one of the thread, theirs or ours. $9 is an idempotency record or null.
 */
export const followUpChanges = `
  changed_follow_ups AS (
    UPDATE follow_ups f SET state = i.state, code = i.code, receipt = i.receipt, lease_until = NULL,
      tries = CASE WHEN i."refundsTry" THEN f.tries - 1 ELSE f.tries END,
      next_try_at = to_timestamp(i."nextTryMs" / 1000.0), closed_at = CASE WHEN i.state <> 'QUEUED' THEN now() END
    FROM jsonb_to_recordset($7::jsonb) AS i("followUpId" uuid, epoch int, state text, code text, receipt text,
      "nextTryMs" bigint, "refundsTry" boolean)
    WHERE f.id = i."followUpId" AND f.epoch = i.epoch
    RETURNING 1
  ),
  new_follow_ups AS (
    INSERT INTO follow_ups (id, submission_id, report_id, platform, purpose, number, text, asked_at, in_reply_to, mode,
      next_try_at, idempotency_key, confirmed_findings, created_by)
    SELECT i.id, s.id, s.report_id, s.platform, i.purpose, i.number, decode(i.text, 'base64'), s.decided_at, COALESCE((
        SELECT q.message_key FROM replies q WHERE q.submission_id IN (s.id, s.notice_of) AND q.state = 'APPLIED' AND q.via = 'EMAIL'
          AND (i.purpose <> 'INFORMATION' OR (q.received_at >= s.decided_at
            AND q.meaning && ARRAY['informationRequested', 'memberReportRequired']))
        ORDER BY q.received_at DESC LIMIT 1
      ), (
        SELECT d.message_id FROM sends d WHERE d.submission_id = COALESCE(s.notice_of, s.id) AND i.purpose <> 'INFORMATION'
          AND d.outcome = 'confirmed' ORDER BY d.number DESC LIMIT 1
      )),
      COALESCE(s.mode, (SELECT d.mode FROM sends d WHERE d.submission_id = COALESCE(s.notice_of, s.id) ORDER BY d.number DESC LIMIT 1),
        'rehearsed'),
      CASE WHEN s.hold_until IS NULL AND NOT EXISTS (
        -- Held by this very change, which the row does not say yet.
        SELECT 1 FROM jsonb_to_recordset($12::jsonb) AS h(kind text, "reportId" uuid) WHERE h.kind = 'held' AND h."reportId" = s.report_id
      ) THEN now() ELSE to_timestamp(${neverMs / 1_000}) END, s.reference || '.' || lower(i.purpose) || '.' || i.number, i."confirmedFindings", i."createdBy"
    FROM jsonb_to_recordset($8::jsonb) AS i(id uuid, "submissionId" uuid, purpose text, number int, text text,
      "confirmedFindings" text[], "createdBy" text)
    JOIN submissions s ON s.id = i."submissionId"
  ),
  new_answer AS (
    INSERT INTO idempotency_keys (client, key, request_hash, owner_id, answer)
    SELECT $9::jsonb ->> 'client', $9::jsonb ->> 'key', $9::jsonb ->> 'requestHash', ($9::jsonb ->> 'reportId')::uuid,
      decode($9::jsonb ->> 'answer', 'base64')
    WHERE $9::jsonb IS NOT NULL
  )`;

/** The values $7 to $9. */
export function followUpValues(
  writes: readonly FollowUpWrite[],
  { newFollowUps = [], idempotency = null }: Change,
  nowMs: number,
) {
  return [
    JSON.stringify(writes.map((write) => ({ ...write, nextTryMs: after(nowMs, write.nextTryInMs) }))),
    JSON.stringify(newFollowUps.map((each) => ({ ...each, text: each.text && base64(each.text) }))),
    idempotency && JSON.stringify({ ...idempotency, answer: base64(idempotency.answer) }),
  ];
}
