import type { Act } from '#core';
import type pg from 'pg';
import { inTransaction } from './in-transaction.js';

export const approvalStates = ['ASKED', 'APPROVED', 'REFUSED', 'EXPIRED'] as const;
export type ApprovalState = (typeof approvalStates)[number];

/** An act that one person asked for and another decides about. */
export interface ApprovalView {
  readonly id: string;
  readonly act: Act;
  /** What it is to be done to, such as a platform's key. */
  readonly subject: string;
  readonly state: ApprovalState;
  readonly askedBy: string;
  readonly askedById: string;
  readonly askedAtMs: number;
  readonly expiresAtMs: number;
  readonly decidedBy: string | null;
  readonly decidedAtMs: number | null;
}

interface Person {
  /** Of whoever answers for it: a key and its maker are one. */
  readonly id: string;
  readonly name: string;
}

/** Acts that take two persons. Who asked never decides: the statement that decides says so, and the table does. */
export class PgApprovals {
  constructor(private readonly pool: pg.Pool) {}

  /** Asked again, by whomever, it is the same that waits. */
  async ask(asked: {
    readonly id: string;
    readonly act: Act;
    readonly subject: string;
    readonly by: Person;
    readonly lifetimeMs: number;
  }): Promise<ApprovalView> {
    const { id, act, subject, by, lifetimeMs } = asked;
    await this.pool.query(
      `UPDATE approvals SET state = 'EXPIRED'
       WHERE act = $1 AND subject = $2 AND state = 'ASKED' AND expires_at <= now()`,
      [act, subject],
    );
    const { rows } = await this.pool.query<Row>(
      // Changed in nothing, so that it is given back where it waits already.
      `INSERT INTO approvals (id, act, subject, asked_by, asked_by_name, expires_at)
       VALUES ($1, $2, $3, $4, $5, now() + $6 * interval '1 millisecond')
       ON CONFLICT (act, subject) WHERE state = 'ASKED' DO UPDATE SET subject = excluded.subject
       RETURNING ${columns}`,
      [id, act, subject, by.id, by.name, lifetimeMs],
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

  /**
   * Decides, once over all who try, and does what was approved in the same transaction.
   *
   * @param perform does the act
   * @returns undefined where it is decided, expired, or `by` asked for it
   */
  async decide(
    id: string,
    state: 'APPROVED' | 'REFUSED',
    by: Person,
    perform: (client: pg.PoolClient, approval: ApprovalView) => Promise<void>,
  ): Promise<ApprovalView | undefined> {
    return inTransaction(this.pool, async (client) => {
      await client.query('BEGIN');
      const { rows } = await client.query<Row>(
        `UPDATE approvals SET state = $2, decided_by = $3, decided_by_name = $4, decided_at = now()
         WHERE id = $1 AND state = 'ASKED' AND expires_at > now() AND asked_by <> $3
         RETURNING ${columns}`,
        [id, state, by.id, by.name],
      );
      if (!rows[0]) return undefined;
      const decided = viewOf(rows[0]);
      if (state === 'APPROVED') await perform(client, decided);
      return decided;
    });
  }
}

const stateNow = `CASE WHEN state = 'ASKED' AND expires_at <= now() THEN 'EXPIRED' ELSE state END`;
const columns = `id, act, subject, ${stateNow} AS state, asked_by, asked_by_name, asked_at, expires_at,
  decided_by_name, decided_at`;

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
}

function viewOf(row: Row): ApprovalView {
  const { id, act, subject, state } = row;
  return {
    ...{ id, act, subject, state },
    askedBy: row.asked_by_name,
    askedById: row.asked_by,
    askedAtMs: row.asked_at.getTime(),
    expiresAtMs: row.expires_at.getTime(),
    decidedBy: row.decided_by_name,
    decidedAtMs: row.decided_at?.getTime() ?? null,
  };
}
