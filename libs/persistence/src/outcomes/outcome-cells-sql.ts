import type { OutcomeDimension } from '#core';
import { cellColumns, cellSpans } from './cell-levels.js';

/**
 * The whole days of a period, which cells tell of.
 *
 * $1 from, $2 to, $3 time zone. Where no cell may be read, as the days of the cells are those of another clock, all are at
 * the end of time.
 */
export const boundsStatement = `
  WITH keeping AS (
    SELECT EXISTS (SELECT 1 FROM outcome_keeping WHERE time_zone = $3) AS is_usable,
      $1::timestamptz AT TIME ZONE $3 AS from_at, $2::timestamptz AT TIME ZONE $3 AS to_at
  ),
  days AS (
    SELECT CASE WHEN NOT is_usable THEN 'infinity' WHEN from_at = date_trunc('day', from_at) THEN from_at::date
      ELSE from_at::date + 1 END AS day_from,
      -- In no cell is anything of today: a month that is not over is read whole.
      CASE WHEN is_usable AND to_at <= now() AT TIME ZONE $3 THEN to_at::date ELSE 'infinity' END AS day_to
    FROM keeping
  ),
  whole AS (SELECT day_from, GREATEST(day_from, day_to) AS day_to FROM days)
  SELECT now() AS at, (now() AT TIME ZONE $3)::date::text AS today, day_from::text AS "dayFrom", day_to::text AS "dayTo",
    (day_from::timestamp AT TIME ZONE $3)::text AS "cellsFrom", (day_to::timestamp AT TIME ZONE $3)::text AS "cellsTo"
  FROM whole`;

export interface CellBounds {
  readonly at: Date;
  /** On the clock that is asked for. */
  readonly today: string;
  /** The first day, and the first one after the last; `infinity` and `-infinity` are days, too. */
  readonly dayFrom: string;
  readonly dayTo: string;
  readonly cellsFrom: string;
  readonly cellsTo: string;
}

/** $1 mode, $2 level, $3 `edgesOf` the days, $4 platform, $5 channel, $6 regime, $7 category, $8 team (null lets all through). */
function cells(columns: string): string {
  const isAsked = `($4::text IS NULL OR platform = $4) AND ($5::text IS NULL OR channel = $5) AND ($6::text IS NULL OR regime = $6)
      AND ($7::text IS NULL OR category = $7) AND ($8::text IS NULL OR team = $8)`;
  const parts = [...cellSpans, ...cellSpans.slice(0, -1).reverse()].map(
    (span, index) => `SELECT ${columns} FROM outcome_cells
      WHERE mode = $1 AND level = $2 AND span = '${span}' AND starts >= ($3::date[])[${index + 1}] AND starts < ($3::date[])[${index + 2}]
        AND ${isAsked}`,
  );
  return parts.join(' UNION ALL ');
}

/** Counts of cells with the columns of a group; what is not asked for is null. */
export function cellStatement(by: readonly OutcomeDimension[]): string {
  // Nobody of a team is empty there.
  const kept = (name: (typeof cellColumns)[number]) => (name === 'team' ? `NULLIF(team, '')` : name);
  const own = cellColumns.map((name) => `${by.includes(name) ? kept(name) : 'NULL'} AS ${name}`);
  return cells(
    `regime, ${own.join(', ')}, ${by.includes('month') ? `to_char(starts, 'YYYY-MM')` : 'NULL'} AS month, counts, waits`,
  );
}

/** How right notices were, by regime, category and platform. */
export const judgedStatement = `
  SELECT regime, category, platform, sum(acted)::int AS "actedOn", (sum(acted) + sum(other))::int AS judged
  FROM (${cells(`regime, category, platform, COALESCE((counts ->> 'd:ACTIONED')::int, 0) AS acted,
    COALESCE((counts ->> 'd:REFUSED')::int, 0) + COALESCE((counts ->> 'd:REVERSED')::int, 0) AS other`)}) cells
  GROUP BY 1, 2, 3`;
