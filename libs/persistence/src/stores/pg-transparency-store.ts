import type pg from 'pg';
import type { TransparencyDay } from '#application';
import { inTransaction } from './in-transaction.js';

/** Counts from daily files of the DSA Transparency Database. */
export class PgTransparencyStore {
  constructor(private readonly pool: pg.Pool) {}

  /**
   * Keeps these days in place of what was known of them: all of them or none.
   *
   * @returns how many of them were known before
   */
  async replace(days: readonly TransparencyDay[]): Promise<number> {
    const replaced = await inTransaction(this.pool, async (client) => {
      await client.query('BEGIN');
      // Two imports at once go one after the other.
      await client.query(`SELECT pg_advisory_xact_lock(hashtext('uniflag transparency'))`);
      const { rowCount } = await client.query(
        `DELETE FROM transparency_days d USING jsonb_to_recordset($1) AS x (day date, platform text)
         WHERE d.day = x.day AND d.platform = x.platform`,
        [JSON.stringify(days)],
      );
      await client.query(
        `INSERT INTO transparency_days (day, platform, statements)
         SELECT day, platform, statements FROM jsonb_to_recordset($1) AS x (day date, platform text, statements int)`,
        [JSON.stringify(days)],
      );
      const counts = days.flatMap(({ day, platform, flagged }) =>
        flagged.map((each) => ({ day, platform, ...each })),
      );
      await client.query(
        `INSERT INTO transparency_counts (day, platform, month, category, decisions, count)
         SELECT day, platform, month, category, decisions, count FROM jsonb_to_recordset($1)
           AS x (day date, platform text, month text, category text, decisions text[], count int)`,
        [JSON.stringify(counts)],
      );
      return rowCount ?? 0;
    });
    return replaced ?? 0;
  }
}
