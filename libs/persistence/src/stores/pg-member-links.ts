import type pg from 'pg';
import {
  memberLinkClient,
  type MemberLinkState,
  type MemberLinkStore,
  type MemberLinkSubject,
  type MemberLinkView,
  type NewMemberLink,
  type ValidMemberLink,
} from '#application';
import type { Delivery, KeptPlan, MemberAnswer } from '#core';

/** Links for members in PostgreSQL, by its clock. Only hashes are kept. */
export class PgMemberLinks implements MemberLinkStore {
  constructor(private readonly pool: pg.Pool) {}

  async subject(submissionId: string): Promise<MemberLinkSubject | undefined> {
    const { rows } = await this.pool.query<SubjectRow>(
      `SELECT ${subjectColumns} FROM submissions s WHERE s.id = $1`,
      [submissionId],
    );
    return rows[0] && subjectOf(rows[0]);
  }

  async open({ id, submissionId, tokenHash, lifetimeMs, by }: NewMemberLink): Promise<number> {
    const { rows } = await this.pool.query<{ expires_at: Date }>(
      `INSERT INTO member_links (id, submission_id, token_hash, created_by, expires_at)
       VALUES ($1, $2, $3, $4, now() + $5 * interval '1 millisecond')
       ON CONFLICT (submission_id) DO UPDATE SET id = EXCLUDED.id, token_hash = EXCLUDED.token_hash,
         created_by = EXCLUDED.created_by, created_at = now(), expires_at = EXCLUDED.expires_at, ended_at = NULL
       RETURNING expires_at`,
      [id, submissionId, Buffer.from(tokenHash), by, lifetimeMs],
    );
    return (rows[0] as { expires_at: Date }).expires_at.getTime();
  }

  async find(tokenHash: Uint8Array): Promise<ValidMemberLink | undefined> {
    const { rows } = await this.pool.query<LinkRow>(
      `SELECT ${subjectColumns}, l.id, l.expires_at, ${answerColumn}
       FROM member_links l JOIN submissions s ON s.id = l.submission_id ${answerJoin}
       WHERE l.token_hash = $1 AND l.expires_at > now() AND l.ended_at IS NULL AND s.delivery <> 'CANCELLED'`,
      [Buffer.from(tokenHash)],
    );
    const [row] = rows;
    if (!row) return undefined;
    return { ...subjectOf(row), id: row.id, expiresAtMs: row.expires_at.getTime(), answer: row.answer };
  }

  async latest(submissionId: string): Promise<MemberLinkView | undefined> {
    const { rows } = await this.pool.query<ViewRow>(
      `SELECT l.created_at, l.expires_at, ${answerColumn}, i.created_at AS answered_at,
         CASE WHEN i.answer IS NOT NULL THEN 'ANSWERED'
           WHEN l.ended_at IS NOT NULL OR s.delivery = 'CANCELLED' THEN 'ENDED'
           WHEN l.expires_at <= now() THEN 'EXPIRED' ELSE 'OPEN' END AS state
       FROM member_links l JOIN submissions s ON s.id = l.submission_id ${answerJoin}
       WHERE l.submission_id = $1`,
      [submissionId],
    );
    const [row] = rows;
    return (
      row && {
        state: row.state,
        createdAtMs: row.created_at.getTime(),
        expiresAtMs: row.expires_at.getTime(),
        answer: row.answer,
        answeredAtMs: row.answered_at?.getTime() ?? null,
      }
    );
  }

  async end(submissionId: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `UPDATE member_links SET ended_at = now()
       WHERE submission_id = $1 AND ended_at IS NULL AND expires_at > now()`,
      [submissionId],
    );
    return rowCount === 1;
  }
}

const subjectColumns =
  's.id AS submission_id, s.report_id, s.platform, s.channel, s.plan, s.target_kind, s.delivery';
const answerColumn = `convert_from(i.answer, 'UTF8') AS answer`;
const answerJoin = `LEFT JOIN idempotency_keys i ON i.client = '${memberLinkClient}' AND i.key = l.id::text`;

interface SubjectRow {
  submission_id: string;
  report_id: string;
  platform: string;
  channel: string;
  plan: KeptPlan | null;
  target_kind: string;
  delivery: Delivery;
}

interface LinkRow extends SubjectRow {
  id: string;
  expires_at: Date;
  answer: MemberAnswer | null;
}

interface ViewRow {
  state: MemberLinkState;
  created_at: Date;
  expires_at: Date;
  answer: MemberAnswer | null;
  answered_at: Date | null;
}

function subjectOf({
  submission_id,
  report_id,
  platform,
  channel,
  plan,
  target_kind,
  delivery,
}: SubjectRow): MemberLinkSubject {
  return {
    ...{ submissionId: submission_id, reportId: report_id, targetKind: target_kind },
    ...{ platform, channel, plan, delivery },
  };
}
