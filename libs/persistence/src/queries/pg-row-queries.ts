import type pg from 'pg';

/** The report that something belongs to, as far as rights depend on it; both null where it belongs to none. */
export interface RowOwner {
  readonly reportId: string | null;
  readonly category: string | null;
}

const statements = {
  report: 'SELECT id, category FROM reports WHERE id = $1',
  reference: 'SELECT id, category FROM reports WHERE reference = $1',
  submission:
    'SELECT r.id, r.category FROM submissions s JOIN reports r ON r.id = s.report_id WHERE s.id = $1',
  reply: `SELECT r.id, r.category FROM replies p LEFT JOIN submissions s ON s.id = p.submission_id
    LEFT JOIN reports r ON r.id = s.report_id WHERE p.id = $1`,
} as const;

/** Whose row it is that a request names. */
export class PgRowQueries {
  constructor(private readonly pool: pg.Pool) {}

  /** @returns undefined where there is no such row */
  async ownerOf(what: keyof typeof statements, value: string): Promise<RowOwner | undefined> {
    const { rows } = await this.pool.query<{ id: string | null; category: string | null }>(statements[what], [
      value,
    ]);
    return rows[0] && { reportId: rows[0].id, category: rows[0].category };
  }
}
