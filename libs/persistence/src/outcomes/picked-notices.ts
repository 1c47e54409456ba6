import { figureColumns, noticeAt } from './notice-figures.js';

/**
 * The notices that are asked about, as SQL.
 *
 * $1 from, $2 to, $3 mode, $4 platform, $5 channel, $6 regime, $7 category, $8 team (null lets all through), $9 time zone,
 * $10 and $11 from when until when cells are read; what of the period lies outside, and what is in no cell yet, is counted
 * notice by notice.
 */

/** A notice and its report. */
export const noticeSource = 'submissions s LEFT JOIN reports r ON r.id = s.report_id';

/** Of before there were modes, those that went to their platform: where it stood at the time of the last send. */
const armedBeforeModes = `SELECT d.submission_id FROM sends d JOIN submissions o ON o.id = d.submission_id AND o.mode IS NULL
          WHERE d.mode = 'armed' AND NOT EXISTS (
            SELECT 1 FROM sends later WHERE later.submission_id = d.submission_id AND later.number > d.number)`;

function isAsked(category: string, team: string): string {
  return `($4::text IS NULL OR s.platform = $4) AND ($5::text IS NULL OR s.channel = $5)
        AND ($6::text IS NULL OR s.regime = $6) AND ($7::text IS NULL OR ${category} = $7)
        AND ($8::text IS NULL OR ${team} = $8)`;
}

function isBetween(from: string, to: string): string {
  return `${noticeAt('s')} >= ${from} AND ${noticeAt('s')} < ${to}`;
}

/** Whether a notice `s` left in that mode. */
export function isOfMode(mode: string): string {
  return `(s.mode = ${mode} OR (s.mode IS NULL AND (s.id IN (${armedBeforeModes})) = (${mode} = 'armed')))`;
}

export const isPicked = `${isBetween('$1::timestamptz', '$2::timestamptz')} AND ${isOfMode('$3')} AND ${isAsked('r.category', 'r.team')}
        AND $9::text IS NOT NULL`;

const columns = figureColumns.map((name) => `s.${name}`).join(', ');
const cellsFrom = '$10::timestamptz';
const cellsTo = '$11::timestamptz';

/** What no cell that is read tells, as `figuresOf` wants it. */
export const noticesBesideCells = `(
      SELECT ${columns}, r.category, r.team, 1 AS sign FROM ${noticeSource} WHERE NOT s.in_cells AND ${isPicked}
      UNION ALL
      SELECT ${columns}, r.category, r.team, 1 FROM ${noticeSource}
      WHERE s.in_cells AND ${isBetween('$1::timestamptz', `LEAST(${cellsFrom}, $2::timestamptz)`)} AND ${isPicked}
      UNION ALL
      SELECT ${columns}, r.category, r.team, 1 FROM ${noticeSource}
      WHERE s.in_cells AND ${isBetween(`GREATEST(${cellsTo}, $1::timestamptz)`, '$2::timestamptz')} AND ${isPicked}
      UNION ALL
      -- In a cell, and no longer true.
      SELECT ${columns}, s.category, s.team, -1 FROM outcome_changes s
      WHERE ${isBetween(cellsFrom, cellsTo)} AND s.mode = $3 AND ${isAsked('s.category', 's.team')}
    )`;
