import type pg from 'pg';

/** A filter of the list of reports under a name. */
export interface SavedView {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  /** Fields of GET /v1/reports. */
  readonly filter: Readonly<Record<string, string>>;
  readonly isShared: boolean;
}

/** Most views that one person keeps, those for everybody among them. */
export const viewsAtMost = 50;

/** Saved views in PostgreSQL. */
export class PgSavedViews {
  constructor(private readonly pool: pg.Pool) {}

  /** What this person keeps, and what is kept for everybody, by name. */
  async listFor(personId: string): Promise<readonly SavedView[]> {
    const { rows } = await this.pool.query<SavedView>(
      `SELECT id, person_id AS "personId", name, filter, is_shared AS "isShared" FROM saved_views
       WHERE person_id = $1 OR is_shared ORDER BY is_shared, lower(name), id`,
      [personId],
    );
    return rows;
  }

  /** @returns false where this person keeps as many as one may */
  async add({ id, personId, name, filter, isShared }: SavedView): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `INSERT INTO saved_views (id, person_id, name, filter, is_shared) SELECT $1, $2, $3, $4, $5
       WHERE (SELECT count(*) FROM saved_views WHERE person_id = $2) < ${viewsAtMost}`,
      [id, personId, name, JSON.stringify(filter), isShared],
    );
    return rowCount === 1;
  }

  /** Takes away a person's own, or with `mayShared` one that anybody keeps for everybody. */
  async remove(id: string, personId: string, mayShared: boolean): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      'DELETE FROM saved_views WHERE id = $1 AND ((person_id = $2 AND NOT is_shared) OR (is_shared AND $3))',
      [id, personId, mayShared],
    );
    return rowCount === 1;
  }
}
