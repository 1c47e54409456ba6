import type pg from 'pg';
import type { AuditHead } from '#application';
import {
  beginning,
  callerOf,
  hashedRows,
  linkHash,
  recordKinds,
  recordTables,
  type RecordKind,
} from './chain.js';
import type { ChainFault, FaultKind } from './chain-fault.js';
import { afterLastLink, headOf, type HeadRow } from './pg-audit-chain.js';
import { explainSuspects, type Suspect } from './suspects.js';

export interface ChainReport {
  readonly links: number;
  readonly lastSequence: number;
  /** Rows that no link holds yet: the sealer comes by within seconds. */
  readonly unsealed: number;
  readonly heads: number;
  readonly signedHeads: number;
  readonly anchors: number;
  readonly faults: readonly ChainFault[];
}

export interface VerifyParts {
  /** Heads that left the database. */
  readonly anchors?: readonly AuditHead[];
  /** Checks a signature; absent leaves signatures unchecked. */
  readonly isSignedByUs?: (head: AuditHead) => boolean;
  /** Links read at once. */
  readonly batch?: number;
}

/**
 * Works the whole chain out again, from one snapshot, in batches.
 *
 * @param client a connection of its own, such as the auditor's
 */
export async function verifyChain(client: pg.ClientBase, parts: VerifyParts = {}): Promise<ChainReport> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    await client.query('SET LOCAL statement_timeout = 0');
    return await workOutChain(client, parts);
  } finally {
    await client.query('ROLLBACK');
  }
}

/** The same inside a transaction that is open already. */
export async function workOutChain(client: pg.ClientBase, parts: VerifyParts = {}): Promise<ChainReport> {
  const walked = await walkLinks(client, parts.batch ?? 2_000);
  const { rows } = await client.query<HeadRow>('SELECT * FROM audit_heads ORDER BY sequence');
  const heads = rows.map(headOf);
  const anchors = parts.anchors ?? [];
  const faults = [
    ...walked.faults,
    ...(await unlinkedRows(client)),
    ...(await headFaults(client, 'head', heads, walked.lastSequence, parts)),
    ...(await headFaults(client, 'anchor', anchors, walked.lastSequence, parts)),
  ];
  return {
    ...{ links: walked.links, lastSequence: walked.lastSequence, faults },
    unsealed: await unsealedRows(client),
    heads: heads.length,
    signedHeads: heads.filter(({ signed }) => signed !== null).length,
    anchors: anchors.length,
  };
}

interface LinkRow {
  sequence: string;
  kind: RecordKind;
  row_id: string;
  hash: Buffer;
  row: Record<string, unknown> | null;
  is_in_place: boolean | null;
}

/** Links after $1, $2 at most, each with its row. */
const linksQuery = `
  SELECT l.sequence, l.kind, l.row_id, l.hash, t.row, t.is_in_place
  FROM (SELECT * FROM audit_links WHERE sequence > $1 ORDER BY sequence LIMIT $2) l
  LEFT JOIN LATERAL (${recordKinds
    .map(
      (kind) => `
    SELECT ${hashedRows[kind]} AS row,
      (t.xid, t.position, t.at) = (l.xid, l.position, l.at) AND t.report_id IS NOT DISTINCT FROM l.report_id
        AND ${callerOf[kind]} IS NOT DISTINCT FROM l.caller_id AS is_in_place
    FROM ${recordTables[kind]} t WHERE l.kind = '${kind}' AND t.id = l.row_id`,
    )
    .join(' UNION ALL ')}) t ON true
  ORDER BY l.sequence`;

async function walkLinks(client: pg.ClientBase, batch: number) {
  const faults: ChainFault[] = [];
  const suspects: Suspect[] = [];
  let previous: Uint8Array | undefined = beginning;
  let sequence = 0;
  let links = 0;
  for (;;) {
    const { rows }: pg.QueryResult<LinkRow> = await client.query<LinkRow>(linksQuery, [sequence, batch]);
    for (const link of rows) {
      const at = Number(link.sequence);
      const row = { kind: link.kind, id: link.row_id };
      if (at !== sequence + 1) {
        faults.push(missing(sequence + 1, at - 1));
        // What followed the missing link cannot be worked out without it.
        previous = undefined;
      }
      sequence = at;
      links += 1;
      if (link.row === null) {
        const detail = 'Its row is gone.';
        faults.push({ kind: 'DELETED', sequence: at, row, detail });
      } else if (link.is_in_place === false) {
        const detail = 'Its place, time, report or caller is not what the link says.';
        faults.push({ kind: 'CHANGED', sequence: at, row, detail });
      } else if (previous !== undefined) {
        const recorded = { ...row, row: link.row };
        if (!linkHash(previous, recorded).equals(link.hash))
          suspects.push({ sequence: at, recorded, previous, hash: link.hash });
      }
      previous = link.hash;
    }
    if (rows.length < batch) break;
  }
  return { links, lastSequence: sequence, faults: [...faults, ...explainSuspects(suspects)] };
}

function missing(first: number, last: number): ChainFault {
  const what = first === last ? `Link ${first} is` : `Links ${first} to ${last} are`;
  return {
    ...{ kind: 'DELETED', sequence: first, row: null },
    detail: `${what} gone; the row of link ${last + 1} can only be checked by what follows.`,
  };
}

/** Rows that stand before the last link of their table and in no link. */
async function unlinkedRows(client: pg.ClientBase): Promise<ChainFault[]> {
  const found: ChainFault[] = [];
  for (const kind of recordKinds) {
    const { rows } = await client.query<{ id: string }>(
      `SELECT t.id FROM ${recordTables[kind]} t WHERE NOT (${afterLastLink(kind)})
         AND NOT EXISTS (SELECT 1 FROM audit_links l WHERE l.kind = '${kind}' AND l.row_id = t.id)
       ORDER BY t.xid, t.position`,
    );
    const detail = 'It stands among sealed rows and in no link.';
    found.push(
      ...rows.map(({ id }) => ({ kind: 'INSERTED' as const, sequence: null, row: { kind, id }, detail })),
    );
  }
  return found;
}

async function unsealedRows(client: pg.ClientBase): Promise<number> {
  const counts = recordKinds.map(
    (kind) => `(SELECT count(*) FROM ${recordTables[kind]} t WHERE ${afterLastLink(kind)})`,
  );
  const { rows } = await client.query<{ n: number }>(`SELECT (${counts.join(' + ')})::int AS n`);
  return rows[0]?.n ?? 0;
}

/** What heads say that the chain does not. Links that agree with themselves may have been worked out anew. */
async function headFaults(
  client: pg.ClientBase,
  what: 'head' | 'anchor',
  heads: readonly AuditHead[],
  lastSequence: number,
  { isSignedByUs }: VerifyParts,
): Promise<ChainFault[]> {
  const { rows } = await client.query<{ sequence: string; hash: Buffer }>(
    'SELECT sequence, hash FROM audit_links WHERE sequence = ANY($1::bigint[])',
    [heads.map(({ sequence }) => sequence)],
  );
  const hashAt = new Map(rows.map(({ sequence, hash }) => [Number(sequence), hash]));
  const faults: ChainFault[] = [];
  let agreed = 0;
  for (const head of heads) {
    const { sequence, hash } = head;
    const fault = (kind: FaultKind, detail: string) => faults.push({ kind, sequence, row: null, detail });
    if (isSignedByUs && !isSignedByUs(head)) fault('FORGED', `The signature of this ${what} is not ours.`);
    if (hashAt.get(sequence)?.equals(hash)) {
      agreed = sequence;
      continue;
    }
    const place = await placeOf(client, hash);
    if (place !== undefined)
      fault(
        place < sequence ? 'DELETED' : 'INSERTED',
        `${Math.abs(place - sequence)} links were ${place < sequence ? 'taken away' : 'put in'} between ${agreed + 1} and ` +
          `${place}: what this ${what} was made of stands at ${place}.`,
      );
    else if (sequence > lastSequence)
      fault('TRUNCATED', `The chain ends at ${lastSequence}; this ${what} was made at ${sequence}.`);
    else fault('REWRITTEN', `Links between ${agreed + 1} and ${sequence} are not those of this ${what}.`);
  }
  return faults;
}

async function placeOf(client: pg.ClientBase, hash: Uint8Array): Promise<number | undefined> {
  const { rows } = await client.query<{ sequence: string }>(
    'SELECT sequence FROM audit_links WHERE hash = $1',
    [hash],
  );
  return rows[0] && Number(rows[0].sequence);
}
