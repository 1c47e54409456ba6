import type pg from 'pg';
import type { AnchorWay, AuditChain, AuditHead } from '#application';
import { inTransaction } from '../stores/in-transaction.js';
import {
  beginning,
  callerOf,
  hashedRows,
  linkHash,
  recordKinds,
  recordTables,
  type RecordKind,
} from './chain.js';

/** The chain in PostgreSQL. */
export class PgAuditChain implements AuditChain {
  constructor(private readonly pool: pg.Pool) {}

  async seal(limit: number): Promise<number> {
    // Most runs find nothing: then no lock is taken.
    const { rowCount } = await this.pool.query(unlinkedQuery, [1]);
    if (rowCount === 0) return 0;
    const linked = await inTransaction(this.pool, async (client) => {
      if (!(await takeLock(client))) return undefined;
      const { rows: last } = await client.query<{ sequence: string; hash: Buffer }>(
        'SELECT sequence, hash FROM audit_links ORDER BY sequence DESC LIMIT 1',
      );
      const { rows } = await client.query<UnlinkedRow>(unlinkedQuery, [limit]);
      let previous: Uint8Array = last[0]?.hash ?? beginning;
      const first = Number(last[0]?.sequence ?? 0) + 1;
      const links = rows.map(({ row, ...link }, index) => {
        previous = linkHash(previous, { kind: link.kind, id: link.row_id, row });
        return { ...link, sequence: first + index, hash: Buffer.from(previous).toString('base64') };
      });
      await client.query(
        `INSERT INTO audit_links (sequence, kind, row_id, hash, xid, position, at, report_id, caller_id)
         SELECT sequence, kind, row_id, decode(hash, 'base64'), xid::xid8, position, at, report_id, caller_id
         FROM jsonb_to_recordset($1::jsonb) AS i(sequence bigint, kind text, row_id uuid, hash text, xid text,
           position bigint, at timestamptz, report_id uuid, caller_id uuid)`,
        [JSON.stringify(links)],
      );
      return links.length;
    });
    return linked ?? 0;
  }

  async head(everyMs: number, sign: Parameters<AuditChain['head']>[1]): Promise<AuditHead | undefined> {
    return inTransaction(this.pool, async (client) => {
      if (!(await takeLock(client))) return undefined;
      const { rows } = await client.query<{ sequence: string; hash: Buffer; at: Date }>(
        `SELECT l.sequence, l.hash, date_trunc('milliseconds', clock_timestamp()) AS at
         FROM (SELECT sequence, hash FROM audit_links ORDER BY sequence DESC LIMIT 1) l
         LEFT JOIN (SELECT sequence, at FROM audit_heads ORDER BY sequence DESC LIMIT 1) h ON true
         WHERE h.sequence IS NULL
           OR (h.sequence < l.sequence AND h.at <= clock_timestamp() - $1::bigint * interval '1 millisecond')`,
        [everyMs],
      );
      const [row] = rows;
      if (!row) return undefined;
      const place = { sequence: Number(row.sequence), hash: row.hash, atMs: row.at.getTime() };
      const signed = sign(place);
      await client.query(
        'INSERT INTO audit_heads (sequence, hash, at, key_id, signature) VALUES ($1, $2, $3, $4, $5)',
        [place.sequence, row.hash, row.at, signed?.keyId, signed && Buffer.from(signed.signature)],
      );
      return { ...place, signed };
    });
  }

  async unanchored(way: AnchorWay): Promise<AuditHead | undefined> {
    const { rows } = await this.pool.query<HeadRow>(
      `SELECT h.* FROM (SELECT * FROM audit_heads ORDER BY sequence DESC LIMIT 1) h
       WHERE NOT EXISTS (SELECT 1 FROM audit_anchors a WHERE a.sequence = h.sequence AND a.way = $1)`,
      [way],
    );
    return rows[0] && headOf(rows[0]);
  }

  async anchored(sequence: number, way: AnchorWay): Promise<void> {
    await this.pool.query(
      'INSERT INTO audit_anchors (sequence, way) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [sequence, way],
    );
  }
}

export interface HeadRow {
  sequence: string;
  hash: Buffer;
  at: Date;
  key_id: string | null;
  signature: Buffer | null;
}

export function headOf({ sequence, hash, at, key_id, signature }: HeadRow): AuditHead {
  const signed = key_id !== null && signature !== null ? { keyId: key_id, signature } : null;
  return { sequence: Number(sequence), hash, atMs: at.getTime(), signed };
}

/** Begins the transaction of the one who links now. */
async function takeLock(client: pg.PoolClient): Promise<boolean> {
  await client.query('BEGIN');
  const { rows } = await client.query<{ isMine: boolean }>(
    `SELECT pg_try_advisory_xact_lock(hashtextextended('uniflag-audit ' || current_schema(), 0)) AS "isMine"`,
  );
  return rows[0]?.isMine ?? false;
}

interface UnlinkedRow {
  kind: RecordKind;
  row_id: string;
  xid: string;
  position: string;
  at: string;
  report_id: string | null;
  caller_id: string | null;
  row: Record<string, unknown>;
}

/** Place of the last link of this kind. */
const lastPlace = (kind: RecordKind, column: 'xid' | 'position', first: string) =>
  `COALESCE((SELECT ${column} FROM audit_links WHERE kind = '${kind}' ORDER BY sequence DESC LIMIT 1), ${first})`;

export const afterLastLink = (kind: RecordKind) =>
  `(t.xid, t.position) > (${lastPlace(kind, 'xid', `'0'::xid8`)}, ${lastPlace(kind, 'position', '0')})`;

/** What is not linked yet and surely comes next: $1 how many. Times as text, because a Date has no microseconds. */
const unlinkedQuery = `
  SELECT kind, row_id, xid::text AS xid, position::text AS position, at::text AS at, report_id, caller_id, row
  FROM (${recordKinds
    .map(
      (kind) => `
    (SELECT '${kind}' AS kind, t.id AS row_id, t.xid, t.position, t.at, t.report_id, ${callerOf[kind]} AS caller_id,
       ${hashedRows[kind]} AS row
     FROM ${recordTables[kind]} t
     WHERE ${afterLastLink(kind)} AND t.xid < pg_snapshot_xmin(pg_current_snapshot())
     ORDER BY t.xid, t.position LIMIT $1)`,
    )
    .join(' UNION ALL ')}) unlinked
  ORDER BY unlinked.xid, kind, unlinked.position LIMIT $1`;
