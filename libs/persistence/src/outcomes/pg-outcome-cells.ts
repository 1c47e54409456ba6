import type pg from 'pg';
import type { OutcomeCells } from '#application';
import { inTransaction } from '../stores/in-transaction.js';
import { quoted } from '../queries/sla-sql.js';
import { cellColumns, cellSpans, levelBits } from './cell-levels.js';
import { figureColumns, figuresOf, isSettled, noticeAt, reportColumns } from './notice-figures.js';
import { waitCodes } from './outcome-figures.js';

/** Figures of settled submissions, added up. One process keeps them at a time. */
export class PgOutcomeCells implements OutcomeCells {
  constructor(private readonly pool: pg.Pool) {}

  async keep(timeZone: string, limit: number): Promise<number> {
    const kept = await inTransaction(this.pool, async (client) => {
      await client.query('BEGIN');
      await client.query('INSERT INTO outcome_keeping (time_zone) VALUES ($1) ON CONFLICT DO NOTHING', [
        timeZone,
      ]);
      const { rows } = await client.query<{ zone: string | null }>(
        'SELECT time_zone AS zone FROM outcome_keeping FOR UPDATE SKIP LOCKED',
      );
      const [keeping] = rows;
      if (!keeping) return 0;
      if (keeping.zone !== timeZone) return takeApart(client, timeZone, limit);
      const { rowCount } = await client.query(addStatement, [timeZone, limit]);
      return rowCount ?? 0;
    });
    return kept ?? 0;
  }
}

/** Days of another clock are other days: everything is added up anew. */
async function takeApart(client: pg.PoolClient, timeZone: string, limit: number): Promise<number> {
  const { rowCount } = await client.query(
    'UPDATE submissions SET in_cells = false WHERE id IN (SELECT id FROM submissions WHERE in_cells LIMIT $1)',
    [limit],
  );
  if (rowCount) {
    await client.query('UPDATE outcome_keeping SET time_zone = NULL');
    return rowCount;
  }
  await client.query('DELETE FROM outcome_cells');
  await client.query('DELETE FROM outcome_changes');
  await client.query('UPDATE outcome_keeping SET time_zone = $1', [timeZone]);
  return 1;
}

const own = ['mode', 'regime', ...cellColumns];
const level = Object.entries(levelBits)
  .map(([name, bit]) => `CASE WHEN GROUPING(${name}) = 0 THEN ${bit} ELSE 0 END`)
  .join(' + ');
const shorterSpans = cellSpans.slice(0, -1);
const longestSpan = cellSpans.at(-1) ?? 'YEAR';
const span = `CASE ${shorterSpans.map((each) => `WHEN GROUPING(${each}) = 0 THEN '${each}'`).join(' ')} ELSE '${longestSpan}' END`;
const isWait = `split_part(key, ':', 1) IN (${quoted(Object.keys(waitCodes))})`;

/** $1 time zone, $2 rows of each kind at most. One row for each that was added, or taken out. */
const addStatement = `
  WITH added AS (
    UPDATE submissions SET in_cells = true WHERE id IN (
      SELECT s.id FROM submissions s WHERE NOT s.in_cells AND ${isSettled} LIMIT $2 FOR UPDATE SKIP LOCKED)
    RETURNING report_id, ${figureColumns.join(', ')}
  ),
  changed AS (
    DELETE FROM outcome_changes WHERE ctid = ANY (ARRAY(SELECT ctid FROM outcome_changes LIMIT $2))
    RETURNING ${[...figureColumns, ...reportColumns].join(', ')}
  ),
  notices AS MATERIALIZED (
    SELECT ${figureColumns.map((name) => `s.${name}`).join(', ')}, r.category, r.team, 1 AS sign
    FROM added s JOIN reports r ON r.id = s.report_id
    UNION ALL
    SELECT ${[...figureColumns, ...reportColumns].join(', ')}, -1 FROM changed
  ),
  figures AS (${figuresOf(
    'notices',
    {
      ...Object.fromEntries(
        own.map((name) => [name, name === 'team' ? `COALESCE(n.team, '')` : `n.${name}`]),
      ),
      day: `(${noticeAt('n')} AT TIME ZONE $1::text)::date`,
    },
    '$1::text',
  )}),
  cells AS (
    SELECT mode, regime, ${cellColumns.map((name) => `COALESCE(${name}, '') AS ${name}`).join(', ')}, ${level} AS level,
      ${span} AS span, COALESCE(${shorterSpans.join(', ')}, ${longestSpan}) AS starts, key, sum(count)::int AS count
    FROM (SELECT *, ${cellSpans
      .slice(1)
      .map((each) => `date_trunc('${each}', day)::date AS ${each}`)
      .join(', ')} FROM figures) figures
    GROUP BY mode, regime, key, ROLLUP ((platform, channel)), ROLLUP (category, team), ${longestSpan}, ROLLUP (${[...shorterSpans].reverse().join(', ')})
    HAVING sum(count) <> 0
  ),
  stored AS (
    INSERT INTO outcome_cells (mode, level, span, starts, regime, platform, channel, category, team, counts, waits)
    SELECT mode, level, span, starts, regime, platform, channel, category, team,
      COALESCE(jsonb_object_agg(key, count) FILTER (WHERE NOT ${isWait}), '{}'),
      COALESCE(jsonb_object_agg(key, count) FILTER (WHERE ${isWait}), '{}')
    FROM cells GROUP BY mode, level, span, starts, regime, platform, channel, category, team
    ON CONFLICT (mode, level, span, starts, regime, platform, channel, category, team)
      DO UPDATE SET counts = merged_counts(outcome_cells.counts, EXCLUDED.counts),
        waits = merged_counts(outcome_cells.waits, EXCLUDED.waits)
  )
  SELECT 1 FROM notices`;
