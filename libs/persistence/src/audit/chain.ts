import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** A row of the record as it is hashed: what it says, not where it lies. */
export interface RecordedRow {
  readonly kind: 'EVENT' | 'ENTRY';
  readonly id: string;
  /** Every other column, times as text with microseconds. */
  readonly row: Readonly<Record<string, unknown>>;
}

/** What the first link follows. */
export const beginning: Buffer = Buffer.alloc(32);

/** SHA-256 over the hash before and the row in canonical JSON (RFC 8785). */
export function linkHash(previous: Uint8Array, { kind, id, row }: RecordedRow): Buffer {
  return createHash('sha256').update(previous).update(canonicalJson({ kind, id, row })).digest();
}

/** The place of the chain that a head signs, as it stands in anchors too. */
export interface HeadPlace {
  readonly sequence: number;
  readonly hash: Uint8Array;
  readonly atMs: number;
}

/** What is signed of a head, in canonical JSON. */
export function headText({ sequence, hash, atMs }: HeadPlace): Buffer {
  return Buffer.from(
    canonicalJson({
      at: new Date(atMs).toISOString(),
      hash: Buffer.from(hash).toString('base64'),
      sequence,
    }),
  );
}

function canonicalJson(value: object): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('this has no canonical form');
  return text;
}

const microseconds = (column: string) =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** The rows of both tables as they are hashed, in JSON; `t` is the table. */
export const hashedRows = {
  EVENT: `jsonb_build_object('reportId', t.report_id, 'sequence', t.sequence, 'type', t.type, 'v', t.v,
    'at', ${microseconds('t.at')}, 'submissionId', t.submission_id, 'platform', t.platform, 'word', t.word,
    'previousWord', t.previous_word, 'status', t.status, 'previousStatus', t.previous_status,
    'attention', t.attention, 'detail', t.detail, 'caller', t.caller)`,
  ENTRY: `jsonb_build_object('at', ${microseconds('t.at')}, 'act', t.act, 'operation', t.operation,
    'callerKind', t.caller_kind, 'callerId', t.caller_id, 'reportId', t.report_id, 'subject', t.subject,
    'reasonId', t.reason_id, 'origin', t.origin)`,
} as const;

export const recordTables = { EVENT: 'events', ENTRY: 'audit_entries' } as const;
export const recordKinds = ['EVENT', 'ENTRY'] as const;
export type RecordKind = RecordedRow['kind'];

/** Who caused a row; `t` is the table. */
export const callerOf = {
  EVENT: `(t.caller ->> 'id')::uuid`,
  ENTRY: 't.caller_id',
} as const;
