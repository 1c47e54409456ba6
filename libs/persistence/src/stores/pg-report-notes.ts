import type pg from 'pg';
import { ErasedReport, type Actor, type ErasureCause, type ReportCipher } from '#application';
import type { CategoryCode } from '#core';

/** What somebody wrote to colleagues about a report. Nothing sends it, and no event tells of it. */
export interface ReportNote {
  readonly id: string;
  /** Null where its writer struck it out. */
  readonly text: string | null;
  readonly by: Actor;
  readonly atMs: number;
  readonly struckAtMs: number | null;
}

export interface NewNote {
  readonly id: string;
  readonly text: string;
  readonly by: Actor;
}

/** NOT_YOURS: somebody else wrote it. */
export type StrikeAnswer = 'done' | 'notFound' | 'notYours';

/** Notes of staff in PostgreSQL, by its clock; each sealed with the key of its report. */
export class PgReportNotes {
  constructor(
    private readonly pool: pg.Pool,
    private readonly cipher: ReportCipher,
  ) {}

  /** The oldest first, with the category that says who may read them; undefined where there is no such report. */
  async ofReport(
    reportId: string,
  ): Promise<{ readonly category: CategoryCode; readonly notes: readonly ReportNote[] } | undefined> {
    const { rows } = await this.pool.query<KeyRow & (NoteRow | NoNoteRow)>(
      `SELECT ${keyColumns}, n.id, n.text, n.written_by, n.written_by_id, n.written_at, n.struck_at
       FROM reports r LEFT JOIN data_keys k ON k.owner_id = r.id LEFT JOIN report_notes n ON n.report_id = r.id
       WHERE r.id = $1 ORDER BY n.written_at, n.id`,
      [reportId],
    );
    const [row] = rows;
    if (!row) return undefined;
    const written = rows.filter((each) => each.id !== null);
    if (written.length === 0) return { category: row.category, notes: [] };
    const key = await this.cipher.openKey(reportId, keyOf(row));
    const opened = ({ id, text }: NoteRow) => (text === null ? null : key.open(text, noteField(id)));
    return {
      category: row.category,
      notes: written.map((each) => ({ ...noteOf(each), text: opened(each) })),
    };
  }

  /**
   * @returns undefined where there is no such report
   * @throws ErasedReport
   */
  async add(reportId: string, { id, text, by }: NewNote): Promise<ReportNote | undefined> {
    const { rows: found } = await this.pool.query<KeyRow>(
      `SELECT ${keyColumns} FROM reports r LEFT JOIN data_keys k ON k.owner_id = r.id WHERE r.id = $1`,
      [reportId],
    );
    const [report] = found;
    if (!report) return undefined;
    const key = await this.cipher.openKey(reportId, keyOf(report));
    // The report is locked against an erasure in the same moment, which would leave a note behind.
    const { rows } = await this.pool.query<NoteRow>(
      `INSERT INTO report_notes (id, report_id, text, written_by, written_by_id)
       SELECT $2, r.id, $3, $4, $5 FROM (SELECT id FROM reports WHERE id = $1 AND erased_at IS NULL FOR SHARE) r
       RETURNING id, written_by, written_by_id, written_at, struck_at, pg_notify('uniflag', 'notes')`,
      [reportId, id, Buffer.from(key.seal(text, noteField(id))), by.name, by.id],
    );
    const [row] = rows;
    // Erased between the two: the next look says so.
    return row ? { ...noteOf(row), text } : this.add(reportId, { id, text, by });
  }

  /** Destroys the text of a note; that there was one stays. Done twice it is done. */
  async strike(reportId: string, id: string, byId: string): Promise<StrikeAnswer> {
    const { rows } = await this.pool.query<{ written_by_id: string }>(
      `WITH struck AS (
         UPDATE report_notes SET text = NULL, struck_at = now()
         WHERE report_id = $1 AND id = $2 AND written_by_id = $3 AND struck_at IS NULL
         RETURNING pg_notify('uniflag', 'notes')
       )
       SELECT n.written_by_id, (SELECT count(*) FROM struck) FROM report_notes n WHERE n.report_id = $1 AND n.id = $2`,
      [reportId, id, byId],
    );
    const [row] = rows;
    if (!row) return 'notFound';
    return row.written_by_id === byId ? 'done' : 'notYours';
  }
}

/** Name of the sealed text of a note. */
export function noteField(id: string): string {
  return `note-${id}`;
}

const keyColumns = 'r.category, r.reference, r.erased_because, r.erased_at, k.wrapped, k.wrapping_key_id';

interface KeyRow {
  readonly category: CategoryCode;
  readonly reference: string;
  readonly erased_because: ErasureCause;
  readonly erased_at: Date | null;
  readonly wrapped: Buffer;
  readonly wrapping_key_id: string;
}

interface NoteRow {
  readonly id: string;
  readonly text: Buffer | null;
  readonly written_by: string;
  readonly written_by_id: string;
  readonly written_at: Date;
  readonly struck_at: Date | null;
}

interface NoNoteRow {
  readonly id: null;
}

function keyOf({ reference, erased_because: because, erased_at: erasedAt, ...key }: KeyRow) {
  if (erasedAt) throw new ErasedReport(reference, because, erasedAt.getTime());
  return { wrapped: key.wrapped, wrappingKeyId: key.wrapping_key_id };
}

function noteOf({ id, written_by: name, written_by_id: byId, ...row }: NoteRow): Omit<ReportNote, 'text'> {
  return {
    ...{ id, by: { id: byId, name }, atMs: row.written_at.getTime() },
    struckAtMs: row.struck_at?.getTime() ?? null,
  };
}
