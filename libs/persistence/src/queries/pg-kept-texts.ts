import type pg from 'pg';
import {
  confidentialNames,
  followUpField,
  holdNoteField,
  keepNoteField,
  withdrawalNoteField,
  type ReportCipher,
} from '#application';

/** Texts of staff about one report that the report itself does not show, opened. */
export interface KeptTexts {
  readonly confidential: readonly string[];
  readonly holds: readonly KeptNote[];
  readonly keeps: readonly KeptNote[];
  readonly withdrawals: readonly KeptNote[];
  /** What was said to platforms after the notice: answers, reminders, withdrawals, corrections. */
  readonly messages: readonly KeptMessage[];
}

export interface KeptNote {
  readonly reason: string;
  readonly at: string;
  readonly note: string | null;
}

export interface KeptMessage {
  readonly submissionId: string;
  readonly purpose: string;
  readonly state: string;
  readonly at: string;
  readonly text: string | null;
}

export class PgKeptTexts {
  constructor(
    private readonly pool: pg.Pool,
    private readonly cipher: ReportCipher,
  ) {}

  /** Undefined where there is no such report, or it was erased. */
  async ofReport(reportId: string): Promise<KeptTexts | undefined> {
    const { rows } = await this.pool.query<Row>(statement, [reportId]);
    const [row] = rows;
    if (!row) return undefined;
    const key = await this.cipher.openKey(reportId, {
      wrapped: row.wrapped,
      wrappingKeyId: row.wrapping_key_id,
    });
    const open = (sealed: string | null, field: string) =>
      sealed === null ? null : key.open(Buffer.from(sealed, 'base64'), field);
    const notes = (kept: readonly NoteJson[] | null, field: (id: string) => string): KeptNote[] =>
      (kept ?? []).map(({ id, reason, at, note }) => ({
        reason,
        at: isoOf(at),
        note: open(note, field(id)),
      }));
    return {
      confidential: confidentialNames(row, key),
      holds: notes(row.holds, holdNoteField),
      keeps: notes(row.keeps, keepNoteField),
      withdrawals: notes(row.withdrawals, withdrawalNoteField),
      messages: (row.messages ?? []).map(({ id, submissionId, purpose, state, at, text }) => ({
        ...{ submissionId, purpose, state, at: isoOf(at), text: open(text, followUpField(id)) },
      })),
    };
  }
}

const statement = `
  SELECT r.confidential, k.wrapped, k.wrapping_key_id,
    (SELECT jsonb_agg(jsonb_build_object('id', h.id, 'reason', h.reason, 'at', h.held_at,
      'note', encode(h.note, 'base64')) ORDER BY h.held_at) FROM report_holds h WHERE h.report_id = r.id) AS holds,
    (SELECT jsonb_agg(jsonb_build_object('id', p.id, 'reason', p.reason, 'at', p.kept_at,
      'note', encode(p.note, 'base64')) ORDER BY p.kept_at) FROM report_keeps p WHERE p.report_id = r.id) AS keeps,
    (SELECT jsonb_agg(jsonb_build_object('id', s.id, 'reason', w.reason, 'at', w.withdrawn_at,
      'note', encode(w.note, 'base64')) ORDER BY s.ordinal)
      FROM submissions s JOIN withdrawals w ON w.submission_id = s.id WHERE s.report_id = r.id) AS withdrawals,
    (SELECT jsonb_agg(jsonb_build_object('id', f.id, 'submissionId', f.submission_id, 'purpose', f.purpose,
      'state', f.state, 'at', f.created_at, 'text', encode(f.text, 'base64')) ORDER BY f.id)
      FROM submissions s JOIN follow_ups f ON f.submission_id = s.id WHERE s.report_id = r.id) AS messages
  FROM reports r JOIN data_keys k ON k.owner_id = r.id WHERE r.id = $1`;

function isoOf(at: string): string {
  return new Date(at).toISOString();
}

interface NoteJson {
  id: string;
  reason: string;
  at: string;
  note: string | null;
}

interface Row {
  confidential: Buffer | null;
  wrapped: Buffer;
  wrapping_key_id: string;
  holds: NoteJson[] | null;
  keeps: NoteJson[] | null;
  withdrawals: NoteJson[] | null;
  messages:
    | { id: string; submissionId: string; purpose: string; state: string; at: string; text: string | null }[]
    | null;
}
