import type pg from 'pg';
import type { ReportCipher } from '#application';
import type { CategoryCode } from '#core';
import { noteField } from '../stores/pg-report-notes.js';

/** A report that a colleague handed over to whoever takes care of it. */
export interface HandOverView {
  readonly reportId: string;
  readonly reportReference: string;
  readonly category: CategoryCode;
  /** Name of who handed it over. */
  readonly by: string;
  readonly atMs: number;
  /** What they wrote with it; null where they wrote nothing, or struck it out. */
  readonly note: string | null;
}

/** What was handed over, until whoever has it says that they are on it. */
export class PgHandOvers {
  constructor(
    private readonly pool: pg.Pool,
    private readonly cipher: ReportCipher,
  ) {}

  /** To this person, the latest first. */
  async to(personId: string): Promise<readonly HandOverView[]> {
    const { rows } = await this.pool.query<HandOverRow>(
      `SELECT c.report_id, r.reference, r.category, h.name, c.since, n.id AS note_id, n.text, k.wrapped, k.wrapping_key_id
       FROM report_claims c JOIN people h ON h.id = c.handed_over_by JOIN reports r ON r.id = c.report_id
       LEFT JOIN report_notes n ON n.id = c.handed_over_note AND n.report_id = c.report_id
       LEFT JOIN data_keys k ON k.owner_id = c.report_id
       WHERE c.person_id = $1 ORDER BY c.since DESC, r.reference`,
      [personId],
    );
    return Promise.all(
      rows.map(async (row) => ({
        ...{ reportId: row.report_id, reportReference: row.reference, category: row.category },
        ...{ by: row.name, atMs: row.since.getTime(), note: await this.open(row) },
      })),
    );
  }

  private async open({
    report_id,
    note_id,
    text,
    wrapped,
    wrapping_key_id,
  }: HandOverRow): Promise<string | null> {
    if (note_id === null || text === null || wrapped === null) return null;
    const key = await this.cipher.openKey(report_id, { wrapped, wrappingKeyId: wrapping_key_id });
    return key.open(text, noteField(note_id));
  }
}

interface HandOverRow {
  readonly report_id: string;
  readonly reference: string;
  readonly category: CategoryCode;
  readonly name: string;
  readonly since: Date;
  readonly note_id: string | null;
  readonly text: Buffer | null;
  readonly wrapped: Buffer | null;
  readonly wrapping_key_id: string;
}
