import type { Act } from '#core';
import type pg from 'pg';
import { inTransaction } from './in-transaction.js';

export const approvalStates = ['ASKED', 'APPROVED', 'REFUSED', 'EXPIRED'] as const;
export type ApprovalState = (typeof approvalStates)[number];

/** NOT_JUSTIFIED: the reason does not carry it. NOT_NOW: something else comes first. MISTAKE: the wrong one was named. */
export const refusalCauses = ['NOT_JUSTIFIED', 'NOT_NOW', 'MISTAKE', 'OTHER'] as const;
export type RefusalCause = (typeof refusalCauses)[number];

/** What exactly is to be done, in codes and times: never what somebody wrote. */
export type ApprovalTerms = Readonly<Record<string, string | number | null>>;

/** An act that one person asked for and another decides about. */
export interface ApprovalView {
  readonly id: string;
  readonly act: Act;
  /** What it is to be done to, such as a platform's key. */
  readonly subject: string;
  /** The report it is about; null where it is about none. */
  readonly report: { readonly id: string; readonly reference: string } | null;
  readonly terms: ApprovalTerms;
  /** Encrypted with the report's key, as `approval-<id>`; null once it is decided. */
  readonly note: Uint8Array | null;
  readonly state: ApprovalState;
  readonly askedBy: string;
  readonly askedById: string;
  readonly askedAtMs: number;
  readonly expiresAtMs: number;
  readonly decidedBy: string | null;
  readonly decidedAtMs: number | null;
  readonly refusedBecause: RefusalCause | null;
}

/** What somebody asks for. */
export interface NewApproval {
  readonly id: string;
  readonly act: Act;
  readonly subject: string;
  readonly reportId: string | null;
  readonly terms: ApprovalTerms;
  readonly note: Uint8Array | null;
  readonly by: Person;
  readonly lifetimeMs: number;
}

export type Decision =
  { readonly state: 'APPROVED' } | { readonly state: 'REFUSED'; readonly because: RefusalCause };

interface Person {
  /** Of whoever answers for it: a key and its maker are one. */
  readonly id: string;
  readonly name: string;
}

/** Acts that take two persons. Who asked never decides: the statement that decides says so, and the table does. */
export class PgApprovals {
  constructor(private readonly pool: pg.Pool) {}

  /** Asked again, by whomever and on whatever terms, it is the same that waits: nobody approves what was changed meanwhile. */
  async ask(asked: NewApproval): Promise<ApprovalView> {
    const { id, act, subject, reportId, terms, note, by, lifetimeMs } = asked;
    await this.pool.query(
      `UPDATE approvals SET state = 'EXPIRED'
       WHERE act = $1 AND subject = $2 AND state = 'ASKED' AND expires_at <= now()`,
      [act, subject],
    );
    const { rows } = await this.pool.query<Row>(
      // Changed in nothing, so that it is given back where it waits already.
      `INSERT INTO approvals (id, act, subject, asked_by, asked_by_name, expires_at, report_id, terms, note)
       VALUES ($1, $2, $3, $4, $5, now() + $6 * interval '1 millisecond', $7, $8, $9)
       ON CONFLICT (act, subject) WHERE state = 'ASKED' DO UPDATE SET subject = excluded.subject
       RETURNING ${columns}`,
      [
        id,
        act,
        subject,
        by.id,
        by.name,
        lifetimeMs,
        reportId,
        JSON.stringify(terms),
        note && Buffer.from(note),
      ],
    );
    return viewOf(rows[0] as Row);
  }

  /** Newest first, the latest 200. */
  async list(state?: ApprovalState): Promise<readonly ApprovalView[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT ${columns} FROM approvals WHERE $1::text IS NULL OR ${stateNow} = $1
       ORDER BY asked_at DESC, id DESC LIMIT 200`,
      [state ?? null],
    );
    return rows.map(viewOf);
  }

  async find(id: string): Promise<ApprovalView | undefined> {
    const { rows } = await this.pool.query<Row>(`SELECT ${columns} FROM approvals WHERE id = $1`, [id]);
    return rows[0] && viewOf(rows[0]);
  }

  /** Whether an act that this person asked for was approved no longer ago than this. */
  async isGranted(act: Act, subject: string, byId: string, forMs: number): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `SELECT 1 FROM approvals WHERE act = $1 AND subject = $2 AND asked_by = $3 AND state = 'APPROVED'
         AND decided_at > now() - $4 * interval '1 millisecond' LIMIT 1`,
      [act, subject, byId, forMs],
    );
    return rowCount === 1;
  }

  /**
   * Decides, once over all who try, and does what was approved before it commits. Nobody waits for another who decides:
   * they would keep connections that the act needs.
   *
   * @param perform does the act
   * @returns undefined where it is decided, being decided, expired, or `by` asked for it
   */
  async decide(
    id: string,
    decision: Decision,
    by: Person,
    perform: (client: pg.PoolClient, approval: ApprovalView) => Promise<void>,
  ): Promise<ApprovalView | undefined> {
    return inTransaction(this.pool, async (client) => {
      await client.query('BEGIN');
      const because = decision.state === 'REFUSED' ? decision.because : null;
      const { rows } = await client.query<Row>(
        `UPDATE approvals SET state = $2, decided_by = $3, decided_by_name = $4, decided_at = now(), refused_because = $5
         WHERE id = (SELECT id FROM approvals WHERE id = $1 FOR UPDATE SKIP LOCKED)
           AND state = 'ASKED' AND expires_at > now() AND asked_by <> $3
         RETURNING ${columns}`,
        [id, decision.state, by.id, by.name, because],
      );
      if (!rows[0]) return undefined;
      const decided = viewOf(rows[0]);
      if (decision.state === 'APPROVED') await perform(client, decided);
      await client.query('UPDATE approvals SET note = NULL WHERE id = $1 AND note IS NOT NULL', [id]);
      return decided;
    });
  }
}

const stateNow = `CASE WHEN state = 'ASKED' AND expires_at <= now() THEN 'EXPIRED' ELSE state END`;
const columns = `id, act, subject, ${stateNow} AS state, asked_by, asked_by_name, asked_at, expires_at,
  decided_by_name, decided_at, refused_because, terms, note, report_id,
  (SELECT r.reference FROM reports r WHERE r.id = report_id) AS reference`;

interface Row {
  id: string;
  act: Act;
  subject: string;
  state: ApprovalState;
  asked_by: string;
  asked_by_name: string;
  asked_at: Date;
  expires_at: Date;
  decided_by_name: string | null;
  decided_at: Date | null;
  refused_because: RefusalCause | null;
  terms: ApprovalTerms | null;
  note: Buffer | null;
  report_id: string | null;
  reference: string | null;
}

function viewOf(row: Row): ApprovalView {
  const { id, act, subject, state, note, report_id: reportId, reference } = row;
  return {
    ...{ id, act, subject, state, note, terms: row.terms ?? {}, refusedBecause: row.refused_because },
    report: reportId === null || reference === null ? null : { id: reportId, reference },
    askedBy: row.asked_by_name,
    askedById: row.asked_by,
    askedAtMs: row.asked_at.getTime(),
    expiresAtMs: row.expires_at.getTime(),
    decidedBy: row.decided_by_name,
    decidedAtMs: row.decided_at?.getTime() ?? null,
  };
}
