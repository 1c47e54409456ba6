import type pg from 'pg';
import type { ClaimedFollowUp, FollowUpStore, LostFollowUp } from '#application';
import { isSurelyLost, mayGoOut, rateBucket, rateSpent } from './claim-parts.js';
import { claimedNotice, noticeColumns, noticeJoins, type NoticeRow } from './notice-rows.js';
import { retryConflicts } from './retry-conflicts.js';

/** Claims of due follow-ups in PostgreSQL; each is one statement, and `FOR UPDATE SKIP LOCKED` keeps workers apart. */
export class PgFollowUpStore implements FollowUpStore {
  constructor(private readonly pool: pg.Pool) {}

  async claimDue({
    platform,
    limit,
    leaseMs,
    messageDomain,
    perMinute,
  }: Parameters<FollowUpStore['claimDue']>[0]): Promise<readonly ClaimedFollowUp[]> {
    const values = [platform, limit, leaseMs, messageDomain, perMinute ?? null];
    const { rows } = await retryConflicts(() => this.pool.query<FollowUpRow>(claimDueStatement, values));
    return rows.map((row) => {
      const notice = claimedNotice(row);
      const { submissionId, reportId, mode, idempotencyKey, messageId } = notice;
      return {
        ...{ submissionId, reportId, platform, mode, idempotencyKey, messageId, notice },
        followUpId: row.follow_up_id,
        epoch: row.follow_up_epoch,
        tries: row.follow_up_tries,
        purpose: row.purpose,
        text: row.text,
        externalRef: row.external_ref,
        inReplyTo: row.in_reply_to,
        mayRepeat: row.may_repeat,
      };
    });
  }

  async endLost(limit: number, code: string): Promise<readonly LostFollowUp[]> {
    const { rows } = await this.pool.query<LostFollowUp>(
      `WITH lost AS (
         SELECT id FROM follow_ups WHERE lease_until < now() AND ${isSurelyLost('started_at')}
         ORDER BY lease_until LIMIT $1 FOR UPDATE SKIP LOCKED
       )
       UPDATE follow_ups f SET state = 'UNCERTAIN', code = $2, epoch = f.epoch + 1, lease_until = NULL, closed_at = now()
       FROM lost WHERE f.id = lost.id
       RETURNING f.id AS "followUpId", f.submission_id AS "submissionId", f.platform`,
      [limit, code],
    );
    return rows;
  }
}

/**
 * $1 platform, $2 limit, $3 lease in ms, $4 domain of Message-IDs, $5 messages a minute or null.
 *
 * The claimed row is the intent to send. The Message-ID is written down with the first claim and stays.
 */
const claimDueStatement = `
  WITH ${rateBucket('$5')},
  due AS (
    SELECT s.id FROM follow_ups s LEFT JOIN platforms p ON p.platform = s.platform
    WHERE s.platform = $1 AND s.state = 'QUEUED' AND s.next_try_at <= now() AND ${mayGoOut}
    ORDER BY s.next_try_at LIMIT LEAST($2, COALESCE((SELECT floor(tokens) FROM bucket), $2))
    FOR UPDATE OF s SKIP LOCKED
  ),
  claimed AS (
    UPDATE follow_ups f SET state = 'SENDING', code = NULL, epoch = f.epoch + 1, tries = f.tries + 1, next_try_at = NULL,
      lease_until = now() + $3 * interval '1 millisecond', started_at = now(),
      message_id = COALESCE(f.message_id, f.id || '@' || $4::text)
    FROM due WHERE f.id = due.id
    RETURNING f.*
  ),
  ${rateSpent}
  SELECT s.*, ${noticeColumns}, c.id AS follow_up_id, c.epoch AS follow_up_epoch, c.tries AS follow_up_tries, c.text, c.purpose,
    c.in_reply_to, EXISTS (SELECT 1 FROM follow_ups earlier WHERE earlier.submission_id = c.submission_id
      AND earlier.purpose = c.purpose AND earlier.state = 'UNCERTAIN'
      AND earlier.asked_at IS NOT DISTINCT FROM c.asked_at) AS may_repeat
  FROM claimed c JOIN LATERAL (
    SELECT submissions.*, c.mode AS own_mode, c.idempotency_key, c.message_id FROM submissions
    WHERE id = c.submission_id
  ) s ON true ${noticeJoins}`;

interface FollowUpRow extends NoticeRow {
  follow_up_id: string;
  follow_up_epoch: number;
  follow_up_tries: number;
  purpose: ClaimedFollowUp['purpose'];
  text: Buffer | null;
  external_ref: string | null;
  in_reply_to: string | null;
  may_repeat: boolean;
}
