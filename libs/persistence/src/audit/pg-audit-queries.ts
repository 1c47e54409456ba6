import type pg from 'pg';
import { hashedRows, recordKinds, recordTables, type RecordKind } from './chain.js';

export interface AuditQuestion {
  readonly limit: number;
  /** Place of the last row of the page before. */
  readonly after?: { readonly at: string; readonly sequence: number };
  readonly reportId?: string;
  readonly callerId?: string;
  /** From this time on. */
  readonly from?: Date;
  /** Before this time. */
  readonly to?: Date;
}

/** A sealed row of the record. */
export interface AuditRow {
  readonly sequence: number;
  readonly hash: Buffer;
  readonly kind: RecordKind;
  readonly id: string;
  /** As PostgreSQL writes it, with microseconds. */
  readonly at: string;
  readonly reportId: string | null;
  /** As it is hashed; null where it is gone. */
  readonly row: Readonly<Record<string, unknown>> | null;
}

/** Reads the record in the order of its times, newest first. Only what is sealed: that takes seconds. */
export class PgAuditQueries {
  constructor(private readonly pool: Pick<pg.Pool, 'query'>) {}

  async list({ limit, after, reportId, callerId, from, to }: AuditQuestion): Promise<readonly AuditRow[]> {
    const values: unknown[] = [];
    const value = (given: unknown) => `$${values.push(given)}`;
    const conditions = [
      ...(reportId === undefined ? [] : [`report_id = ${value(reportId)}`]),
      ...(callerId === undefined ? [] : [`caller_id = ${value(callerId)}`]),
      ...(from === undefined ? [] : [`at >= ${value(from)}`]),
      ...(to === undefined ? [] : [`at < ${value(to)}`]),
      ...(after ? [`(at, sequence) < (${value(after.at)}::timestamptz, ${value(after.sequence)})`] : []),
    ];
    const links = `SELECT * FROM audit_links ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
      ORDER BY at DESC, sequence DESC LIMIT ${value(limit)}`;
    const { rows } = await this.pool.query<ListedRow>(
      rowsOfLinks(links, 'l.at DESC, l.sequence DESC'),
      values,
    );
    return rows.map(rowOf);
  }

  /** Every sealed row after a place, in the order of the chain. */
  async *all(after = 0, batch = 1_000): AsyncGenerator<AuditRow> {
    let place = after;
    for (;;) {
      const { rows } = await this.pool.query<ListedRow>(
        rowsOfLinks('SELECT * FROM audit_links WHERE sequence > $1 ORDER BY sequence LIMIT $2', 'l.sequence'),
        [place, batch],
      );
      for (const row of rows) yield rowOf(row);
      if (rows.length < batch) return;
      place = Number(rows.at(-1)?.sequence);
    }
  }
}

/** The rows of these links, each as it is hashed. */
function rowsOfLinks(links: string, order: string): string {
  const rows = recordKinds.map(
    (kind) =>
      `SELECT ${hashedRows[kind]} AS row FROM ${recordTables[kind]} t WHERE l.kind = '${kind}' AND t.id = l.row_id`,
  );
  return `SELECT l.sequence, l.hash, l.kind, l.row_id, l.at::text AS at, l.report_id, t.row
    FROM (${links}) l LEFT JOIN LATERAL (${rows.join(' UNION ALL ')}) t ON true ORDER BY ${order}`;
}

function rowOf({ sequence, hash, kind, row_id, at, report_id, row }: ListedRow): AuditRow {
  return { sequence: Number(sequence), hash, kind, id: row_id, at, reportId: report_id, row };
}

interface ListedRow {
  sequence: string;
  hash: Buffer;
  kind: RecordKind;
  row_id: string;
  at: string;
  report_id: string | null;
  row: Record<string, unknown> | null;
}
