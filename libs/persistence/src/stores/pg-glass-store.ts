import type pg from 'pg';
import type { GlassBreak, GlassStore, NewGlassBreak } from '#application';

/** A report that is open to a caller now. */
export interface OpenGlass {
  readonly id: string;
  readonly reportId: string;
  readonly reportReference: string;
  readonly expiresAtMs: number;
}

/** Reports that somebody opened without the role they take. */
export class PgGlassStore implements GlassStore {
  constructor(private readonly pool: pg.Pool) {}

  async find(callerId: string, reportId: string): Promise<number | undefined> {
    return (await this.openedBy(callerId)).find((each) => each.reportId === reportId)?.expiresAtMs;
  }

  async open({ id, reportId, by, reason, lifetimeMs }: NewGlassBreak): Promise<number> {
    const { rows } = await this.pool.query<{ expires_at: Date }>(
      `INSERT INTO glass_breaks (id, report_id, caller_id, caller_name, reason, expires_at)
       VALUES ($1, $2, $3, $4, $5, now() + $6 * interval '1 millisecond') RETURNING expires_at`,
      [id, reportId, by.id, by.name, Buffer.from(reason), lifetimeMs],
    );
    return (rows[0] as { expires_at: Date }).expires_at.getTime();
  }

  /** What is open to a caller now. */
  async openedBy(callerId: string): Promise<readonly OpenGlass[]> {
    const { rows } = await this.pool.query<OpenRow>(
      `SELECT g.id, g.report_id, r.reference, g.expires_at FROM glass_breaks g JOIN reports r ON r.id = g.report_id
       WHERE g.caller_id = $1 AND g.expires_at > now() ORDER BY g.expires_at`,
      [callerId],
    );
    return rows.map(({ id, report_id: reportId, reference: reportReference, expires_at: expiresAt }) => ({
      ...{ id, reportId, reportReference, expiresAtMs: expiresAt.getTime() },
    }));
  }

  /** The latest 200, newest first. */
  async list(): Promise<readonly GlassBreak[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT g.*, r.reference, k.wrapped, k.wrapping_key_id
       FROM glass_breaks g JOIN reports r ON r.id = g.report_id LEFT JOIN data_keys k ON k.owner_id = r.id
       ORDER BY g.opened_at DESC, g.id DESC LIMIT 200`,
    );
    return rows.map((row) => ({
      ...{ id: row.id, reportId: row.report_id, reportReference: row.reference, reason: row.reason },
      by: { id: row.caller_id, name: row.caller_name },
      key: row.wrapped && { wrapped: row.wrapped, wrappingKeyId: row.wrapping_key_id ?? '' },
      openedAtMs: row.opened_at.getTime(),
      expiresAtMs: row.expires_at.getTime(),
    }));
  }
}

interface OpenRow {
  id: string;
  report_id: string;
  reference: string;
  expires_at: Date;
}

interface Row {
  id: string;
  report_id: string;
  reference: string;
  caller_id: string;
  caller_name: string;
  reason: Buffer;
  opened_at: Date;
  expires_at: Date;
  wrapped: Buffer | null;
  wrapping_key_id: string | null;
}
