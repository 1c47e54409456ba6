import type pg from 'pg';
import type {
  ClaimedReply,
  MatchedSubmission,
  RawReply,
  ReplyState,
  ReplyStore,
  SealedForOnce,
} from '#application';

/** Of a submission `s`. */
const isRehearsal = `COALESCE(s.mode, (SELECT d.mode FROM sends d WHERE d.submission_id = COALESCE(s.notice_of, s.id)
  ORDER BY d.number DESC LIMIT 1), 'rehearsed') <> 'armed'`;
const leadsOthers = 'EXISTS (SELECT 1 FROM submissions o WHERE o.notice_of = s.id)';

/** Replies in PostgreSQL: kept raw first, claimed when due. */
export class PgReplyStore implements ReplyStore {
  constructor(private readonly pool: pg.Pool) {}

  async keep(reply: RawReply): Promise<boolean> {
    const { rows } = await this.pool.query<{ kept: number }>(
      `WITH kept AS (
         INSERT INTO replies (id, platform, via, message_key, match_references, in_reply_to, submission_id, state, sealed,
           content_hash, next_try_at, received_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'NEW', $8, $9, now(),
           date_trunc('milliseconds', now()))
         ON CONFLICT (platform, message_key) DO NOTHING
         RETURNING id
       ),
       key AS (
         INSERT INTO data_keys (owner_id, owner_kind, wrapped, wrapping_key_id) SELECT id, 'reply', $10, $11 FROM kept
       ),
       wake AS (INSERT INTO outbox (lane) SELECT 'replies' FROM kept)
       SELECT count(*)::int AS kept, pg_notify('uniflag', '') FROM kept`,
      [
        reply.id,
        reply.platform,
        reply.via,
        reply.messageKey,
        reply.references,
        reply.inReplyTo,
        reply.submissionId,
        Buffer.from(reply.sealed),
        Buffer.from(reply.contentHash),
        Buffer.from(reply.key.wrapped),
        reply.key.wrappingKeyId,
      ],
    );
    return rows[0]?.kept === 1;
  }

  /**
   * Whose a reply is: what a person said; else the submission its references name; else the one its thread names. A
   * mailbox of one platform never moves another's submission, and where several match nobody guesses; but of those that
   * share a notice it is the one that was written about alone, or the one that leads.
   */
  async claimDue(limit: number, leaseMs: number): Promise<readonly ClaimedReply[]> {
    const { rows } = await this.pool.query<ClaimedReplyRow>(
      `WITH due AS (
         SELECT id FROM replies WHERE next_try_at <= now() AND state IN ('NEW', 'WAITING')
         ORDER BY next_try_at, id LIMIT $1 FOR UPDATE SKIP LOCKED
       ),
       claimed AS (
         UPDATE replies r SET tries = r.tries + 1,
           next_try_at = now() + $2 * LEAST(r.tries + 1, 10) * interval '1 millisecond'
         FROM due WHERE r.id = due.id RETURNING r.*
       )
       SELECT c.*, k.wrapped, k.wrapping_key_id, m.id AS matched_id, m.report_id, m.platform AS matched_platform, m.channel, m.is_rehearsal, m.leads_others, c.submission_id IS NOT NULL AS is_assigned, c.matched_at IS NOT NULL AS is_matched_by_person,
         a.round AS answers_round, f.id AS answers_follow_up, EXISTS (SELECT 1 FROM sends d WHERE d.submission_id = m.id AND d.outcome = 'unknown'
           AND d.round IS DISTINCT FROM a.round) AS others_may_have_arrived
       FROM claimed c
       JOIN data_keys k ON k.owner_id = c.id
       LEFT JOIN LATERAL (
         SELECT s.id, s.report_id, s.platform, s.channel, ${isRehearsal} AS is_rehearsal, ${leadsOthers} AS leads_others
         FROM (
           SELECT CASE count(*) FILTER (WHERE notice_of IS NOT NULL) WHEN 1 THEN max(id::text) FILTER (WHERE notice_of IS NOT NULL)
             ELSE notice::text END::uuid AS id, count(*) OVER () AS found
           FROM (
             SELECT s.id, s.notice_of, COALESCE(s.notice_of, s.id) AS notice, rank() OVER (ORDER BY min(named.rank)) AS place
             FROM (
               SELECT c.submission_id AS id, 1 AS rank
               UNION ALL
               SELECT r.id, 2 FROM submissions r WHERE r.reference = ANY(c.match_references)
               UNION ALL
               SELECT d.submission_id, 3 FROM sends d WHERE d.message_id = ANY(c.in_reply_to)
               UNION ALL
               SELECT a.submission_id, 3 FROM follow_ups a WHERE a.message_id = ANY(c.in_reply_to)
             ) named
             JOIN submissions s ON s.id = named.id AND (named.rank = 1 OR c.platform IN (s.platform, 'unknown'))
             GROUP BY s.id
           ) f
           WHERE f.place = 1 GROUP BY f.notice
         ) n
         JOIN submissions s ON s.id = n.id WHERE n.found = 1
       ) m ON true
       LEFT JOIN LATERAL (
         SELECT max(d.round) AS round FROM sends d WHERE d.submission_id = m.id AND d.message_id = ANY(c.in_reply_to)
       ) a ON true
       LEFT JOIN LATERAL (
         SELECT u.id FROM follow_ups u WHERE u.submission_id = m.id AND u.message_id = ANY(c.in_reply_to)
         ORDER BY u.number DESC LIMIT 1
       ) f ON true
       ORDER BY c.received_at, c.id`,
      [limit, leaseMs],
    );
    return rows.map((row) => ({
      id: row.id,
      platform: row.platform,
      via: row.via,
      receivedAtMs: row.received_at.getTime(),
      tries: row.tries,
      answersRound: row.answers_round,
      answersFollowUp: row.answers_follow_up,
      othersMayHaveArrived: row.others_may_have_arrived,
      isAssigned: row.is_assigned,
      isMatchedByPerson: row.is_matched_by_person,
      sealed: row.sealed,
      key: { wrapped: row.wrapped, wrappingKeyId: row.wrapping_key_id },
      match:
        row.matched_id === null
          ? null
          : {
              submissionId: row.matched_id,
              reportId: row.report_id,
              platform: row.matched_platform,
              channel: row.channel,
              isRehearsal: row.is_rehearsal,
              leadsOthers: row.leads_others,
            },
    }));
  }

  async findByExternalRef(
    platform: string,
    candidates: readonly string[],
  ): Promise<readonly MatchedSubmission[]> {
    const { rows } = await this.pool.query<MatchedSubmission>(
      `SELECT s.id AS "submissionId", s.report_id AS "reportId", s.platform, s.channel,
         ${isRehearsal} AS "isRehearsal", ${leadsOthers} AS "leadsOthers"
       FROM submissions s LEFT JOIN submissions l ON l.id = s.notice_of
       WHERE s.external_ref = ANY($1::text[]) AND ($2 = 'unknown' OR s.platform = $2)
         AND l.external_ref IS DISTINCT FROM s.external_ref LIMIT 2`,
      [candidates, platform],
    );
    return rows;
  }

  async setState(
    { id, tries }: { id: string; tries: number },
    state: ReplyState,
    code?: string,
  ): Promise<void> {
    await this.pool.query(
      `UPDATE replies SET state = $3, code = $4, next_try_at = NULL
       WHERE id = $1 AND tries = $2 AND state IN ('NEW', 'WAITING')`,
      [id, tries, state, code ?? null],
    );
  }

  async putBack({ id, tries }: { id: string; tries: number }, waitMs: number): Promise<void> {
    await this.pool.query(
      `UPDATE replies SET tries = tries - 1, next_try_at = now() + $3 * interval '1 millisecond'
       WHERE id = $1 AND tries = $2 AND state IN ('NEW', 'WAITING')`,
      [id, tries, waitMs],
    );
  }

  async assign(replyId: string, submissionId: string): Promise<'assigned' | 'notFound' | 'alreadyApplied'> {
    const outcome = await this.reopen(replyId, 'NEW', submissionId);
    return outcome === 'done' ? 'assigned' : outcome;
  }

  async matchOf(replyId: string): ReturnType<ReplyStore['matchOf']> {
    const { rows } = await this.pool.query<{ submission_id: string | null; report_id: string | null }>(
      `SELECT p.submission_id, s.report_id FROM replies p LEFT JOIN submissions s ON s.id = p.submission_id WHERE p.id = $1`,
      [replyId],
    );
    const [row] = rows;
    if (!row) return undefined;
    const { submission_id: submissionId, report_id: reportId } = row;
    return submissionId === null || reportId === null ? null : { submissionId, reportId };
  }

  async dismiss(replyId: string): Promise<'dismissed' | 'notFound' | 'alreadyApplied'> {
    const outcome = await this.reopen(replyId, 'DISMISSED', null);
    return outcome === 'done' ? 'dismissed' : outcome;
  }

  async namingPersons(replyId: string): Promise<SealedForOnce | undefined> {
    const { rows } = await this.pool.query<Pick<ClaimedReplyRow, 'sealed' | 'wrapped' | 'wrapping_key_id'>>(
      `SELECT r.sealed, k.wrapped, k.wrapping_key_id FROM replies r JOIN data_keys k ON k.owner_id = r.id
       WHERE r.id = $1 AND r.state = 'NAMES_PERSONS'`,
      [replyId],
    );
    const [row] = rows;
    return row && { sealed: row.sealed, key: { wrapped: row.wrapped, wrappingKeyId: row.wrapping_key_id } };
  }

  async destroyText(replyId: string, shownBy: string): Promise<boolean> {
    const { rows } = await this.pool.query(
      `WITH shown AS (
         UPDATE replies SET state = 'APPLIED', sealed = NULL, shown_at = now(), shown_by = $2, applied_at = now()
         WHERE id = $1 AND state = 'NAMES_PERSONS' RETURNING id
       ),
       destroyed AS (DELETE FROM data_keys k USING shown WHERE k.owner_id = shown.id)
       SELECT id FROM shown`,
      [replyId, shownBy],
    );
    return rows.length === 1;
  }

  private async reopen(replyId: string, state: ReplyState, submissionId: string | null) {
    const { rows } = await this.pool.query<{ found: number; changed: number }>(
      `WITH changed AS (
         UPDATE replies SET state = $2, submission_id = COALESCE($3, submission_id), tries = tries + 1,
           matched_at = CASE WHEN $3::uuid IS NULL THEN matched_at ELSE now() END,
           next_try_at = CASE WHEN $2 = 'NEW' THEN now() END
         WHERE id = $1 AND state NOT IN ('APPLIED', 'NAMES_PERSONS')
           AND ($3::uuid IS NULL OR $3 IS NOT DISTINCT FROM submission_id OR NOT COALESCE(matched_changes @? '$[*].sequences[*]', false))
         RETURNING id
       ),
       wake AS (INSERT INTO outbox (lane) SELECT 'replies' FROM changed WHERE $2 = 'NEW')
       SELECT (SELECT count(*)::int FROM replies WHERE id = $1) AS found, count(*)::int AS changed,
         pg_notify('uniflag', '') FROM changed`,
      [replyId, state, submissionId],
    );
    if (rows[0]?.found === 0) return 'notFound' as const;
    return rows[0]?.changed === 1 ? ('done' as const) : ('alreadyApplied' as const);
  }
}

interface ClaimedReplyRow {
  id: string;
  platform: string;
  via: RawReply['via'];
  received_at: Date;
  tries: number;
  sealed: Buffer;
  wrapped: Buffer;
  wrapping_key_id: string;
  answers_round: number | null;
  answers_follow_up: string | null;
  others_may_have_arrived: boolean;
  matched_id: string | null;
  report_id: string;
  matched_platform: string;
  channel: string;
  is_rehearsal: boolean;
  leads_others: boolean;
  is_assigned: boolean;
  is_matched_by_person: boolean;
}
