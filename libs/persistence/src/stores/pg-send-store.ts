import type pg from 'pg';
import type { ClaimedCheck, ClaimedSubmission, LoadedSubmission, SendStore, StaleSend } from '#application';
import { urgencies } from '#core';
import { isSurelyLost, mayGoOut, rateBucket, rateSpent } from './claim-parts.js';
import {
  claimedColumns,
  claimedNotice,
  noticeColumns,
  noticeColumnsOf,
  noticeJoins,
  type NoticeRow,
} from './notice-rows.js';
import { retryConflicts } from './retry-conflicts.js';
import { neverMs } from './rows.js';

/** Claims of due work in PostgreSQL; each is one statement, and `FOR UPDATE SKIP LOCKED` keeps workers apart. */
export class PgSendStore implements SendStore {
  /** Sends of claims that got no answer: perhaps claimed, certainly never sent. */
  private unanswered: string[] = [];

  constructor(
    private readonly pool: pg.Pool,
    private readonly newId: () => string,
  ) {}

  async claimDue({
    platform,
    limit,
    leaseMs,
    messageDomain,
    perMinute,
  }: Parameters<SendStore['claimDue']>[0]): Promise<readonly ClaimedSubmission[]> {
    const sendIds = Array.from({ length: limit }, this.newId);
    const values = [platform, limit, leaseMs, sendIds, messageDomain, perMinute ?? null];
    if (this.unanswered.length > 0) await this.handBack();
    const claiming = retryConflicts(() =>
      this.pool.query<NoticeRow & { send_id: string }>(claimDueStatement, values),
    );
    const { rows } = await claiming.catch((error: unknown) => {
      this.unanswered = [...this.unanswered, ...sendIds];
      throw error;
    });
    return rows.map((row) => ({ ...claimedNotice(row), sendId: row.send_id }));
  }

  async claimStale(limit: number, leaseMs: number): Promise<readonly StaleSend[]> {
    const { rows } = await this.pool.query<StaleSend>(
      `WITH stale AS (
         SELECT id FROM submissions s WHERE lease_until < now()
           AND EXISTS (SELECT 1 FROM sends d WHERE d.submission_id = s.id AND d.outcome = 'intent'
             AND ${isSurelyLost('d.started_at')})
         ORDER BY lease_until LIMIT $1 FOR UPDATE SKIP LOCKED
       )
       UPDATE submissions s SET epoch = s.epoch + 1, lease_until = now() + $2 * interval '1 millisecond'
       FROM stale JOIN sends d ON d.submission_id = stale.id AND d.outcome = 'intent'
       WHERE s.id = stale.id
       RETURNING s.id AS "submissionId", s.report_id AS "reportId", s.platform, s.channel, s.epoch, s.tries, s.round,
         d.id AS "sendId"`,
      [limit, leaseMs],
    );
    return rows;
  }

  async claimChecks({
    platform,
    limit,
    leaseMs,
  }: Parameters<SendStore['claimChecks']>[0]): Promise<readonly ClaimedCheck[]> {
    const { rows } = await this.pool.query<CheckRow>(
      `WITH due AS (
         SELECT s.id FROM submissions s LEFT JOIN platforms p ON p.platform = s.platform
         WHERE s.platform = $1 AND s.next_check_at <= now() AND s.target IS NOT NULL AND ${mayGoOut}
         ORDER BY s.next_check_at LIMIT $2 FOR UPDATE OF s SKIP LOCKED
       ),
       claimed AS (
         UPDATE submissions s SET next_check_at = now() + $3 * interval '1 millisecond' FROM due WHERE s.id = due.id
         RETURNING s.id, s.report_id, s.reference, s.platform, s.mode AS own_mode, s.target_kind, s.target
       )
       SELECT c.*, COALESCE(c.own_mode, p.mode, 'rehearsed') AS mode, k.wrapped, k.wrapping_key_id
       FROM claimed c JOIN data_keys k ON k.owner_id = c.report_id LEFT JOIN platforms p ON p.platform = c.platform`,
      [platform, limit, leaseMs],
    );
    return rows.map((row) => ({
      submissionId: row.id,
      reportId: row.report_id,
      reference: row.reference,
      platform: row.platform,
      mode: row.mode,
      targetKind: row.target_kind,
      target: row.target,
      key: { wrapped: row.wrapped, wrappingKeyId: row.wrapping_key_id },
    }));
  }

  /**
   * What the sweep has taken over meanwhile is left to it. The word of a submission is the same before and after, so
   * that no event tells of it.
   */
  private async handBack(): Promise<void> {
    const handed = this.unanswered;
    await this.pool.query(
      `WITH ours AS (
         SELECT s.id, d.id AS send_id FROM sends d JOIN submissions s ON s.id = d.submission_id AND s.epoch = d.epoch
         WHERE d.id = ANY($1::uuid[]) AND d.outcome = 'intent' FOR UPDATE OF s
       ),
       closed AS (
         UPDATE sends d SET outcome = 'deferred', code = 'SEND.CLAIM_UNANSWERED', closed_at = now()
         FROM ours WHERE d.id = ours.send_id
       ),
       companions AS (
         UPDATE submissions c SET delivery = 'RETRY_WAIT' FROM ours WHERE c.notice_of = ours.id AND c.delivery = 'SENDING'
       )
       UPDATE submissions s SET epoch = s.epoch + 1, lease_until = NULL, tries = s.tries - 1,
         delivery = CASE s.delivery WHEN 'SENDING' THEN 'RETRY_WAIT' ELSE s.delivery END,
         next_try_at = CASE WHEN s.delivery <> 'SENDING' THEN s.next_try_at WHEN s.hold_until IS NULL THEN now()
           ELSE to_timestamp(${neverMs / 1_000}) END
       FROM ours WHERE s.id = ours.id`,
      [handed],
    );
    // Others may have been lost meanwhile.
    this.unanswered = this.unanswered.filter((sendId) => !handed.includes(sendId));
  }

  async load(submissionId: string, as?: 'refiled'): Promise<LoadedSubmission | undefined> {
    const { rows } = await this.pool.query<NoticeRow>(
      `SELECT s.*, s.idempotency_key, s.message_id, ${noticeColumnsOf(as === 'refiled' ? 's.id' : 's.repeats')}
       FROM (SELECT *, mode AS own_mode, reference AS idempotency_key, '' AS message_id FROM submissions) s ${noticeJoins}
       WHERE s.id = $1`,
      [submissionId],
    );
    const [row] = rows;
    return row && { ...claimedNotice(row), delivery: row.delivery, plan: row.plan };
  }
}

/**
 * $1 platform, $2 limit, $3 lease in ms, $4 fresh send ids, $5 domain of Message-IDs, $6 notices a minute or null.
 *
 * A row under a lease has an open send, whatever its delivery says: a bounce can overtake our own commit.
 *
 * One urgency after the other, each by the index of what is due; in each, large reports take turns with the others.
 *
 * The key that platforms deduplicate by and the Message-ID stay the same for every try of one round; a marked repeat
 * is a round of its own. The lateral joins read the sends as they were before this statement.
 */
const claimDueStatement = `
  WITH ${rateBucket('$6')},
  due AS (
    SELECT s.id, row_number() OVER () AS place
    FROM (
      SELECT s.id FROM generate_series(0, ${urgencies.length - 1}) AS level CROSS JOIN LATERAL (
        SELECT s.id FROM submissions s LEFT JOIN platforms p ON p.platform = s.platform
        WHERE s.platform = $1 AND s.urgency = level AND s.delivery IN ('QUEUED', 'RETRY_WAIT')
          AND s.next_try_at <= now() AND s.lease_until IS NULL AND ${mayGoOut}
        ORDER BY s.turn, s.next_try_at LIMIT $2 FOR UPDATE OF s SKIP LOCKED
      ) s
      LIMIT LEAST($2, COALESCE((SELECT floor(tokens) FROM bucket), $2))
    ) s
  ),
  claimed AS (
    UPDATE submissions s SET delivery = 'SENDING', waiting_for = NULL, epoch = s.epoch + 1, tries = s.tries + 1,
      next_try_at = NULL, lease_until = now() + $3 * interval '1 millisecond'
    FROM due WHERE s.id = due.id
    RETURNING ${claimedColumns('s')}, s.good_faith_at, s.repeats, s.mode AS own_mode, ($4::uuid[])[due.place] AS send_id, s.reference || '.' || s.round AS idempotency_key,
      s.id || '.' || s.round || '@' || $5::text AS message_id
  ),
  intents AS (
    INSERT INTO sends (id, submission_id, number, epoch, round, channel, mode, idempotency_key, message_id, outcome)
    SELECT c.send_id, c.id, (SELECT COALESCE(max(number), 0) + 1 FROM sends WHERE submission_id = c.id), c.epoch, c.round,
      c.channel, COALESCE(c.own_mode, (SELECT mode FROM platforms WHERE platform = c.platform), 'rehearsed'),
      c.idempotency_key, c.message_id, 'intent'
    FROM claimed c
  ),
  ${rateSpent}
  SELECT ${claimedColumns('s')}, s.send_id, s.idempotency_key, s.message_id, ${noticeColumns} FROM claimed s ${noticeJoins}`;

type CheckRow = Pick<
  NoticeRow,
  | 'id'
  | 'report_id'
  | 'reference'
  | 'platform'
  | 'mode'
  | 'target_kind'
  | 'target'
  | 'wrapped'
  | 'wrapping_key_id'
>;
