import type pg from 'pg';

/** Somebody opened, still has open, or left the page of a report. */
export interface SaidOfPage {
  readonly reportId: string;
  readonly personId: string;
  readonly isHere: boolean;
}

/**
 * Tells all processes who has which page open. It goes from process to process by the database's notifications alone: no
 * table and no record has it.
 */
export class PgPresence {
  constructor(private readonly pool: pg.Pool) {}

  async say({ reportId, personId, isHere }: SaidOfPage): Promise<void> {
    const said = `${isHere ? 'here' : 'left'} ${reportId} ${personId}`;
    await this.pool.query(`SELECT pg_notify('uniflag', $1)`, [said]);
  }

  /** Of those who are still with us, by name. */
  async peopleOf(ids: readonly string[]): Promise<readonly { readonly id: string; readonly name: string }[]> {
    if (ids.length === 0) return [];
    const { rows } = await this.pool.query<{ id: string; name: string }>(
      `SELECT id, name FROM people WHERE id = ANY($1::uuid[]) AND status = 'ACTIVE' ORDER BY lower(name), id`,
      [ids],
    );
    return rows;
  }
}

/** What a notification says of a page; undefined where it is about something else. */
export function presenceIn(payload: string): SaidOfPage | undefined {
  const [, what, reportId, personId] = /^(here|left) ([0-9a-f-]{36}) ([0-9a-f-]{36})$/.exec(payload) ?? [];
  if (what === undefined || reportId === undefined || personId === undefined) return undefined;
  return { reportId, personId, isHere: what === 'here' };
}
