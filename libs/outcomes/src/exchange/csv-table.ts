import { stringify } from 'csv-stringify/sync';
import { cellsOf, titlesOf, type Cell, type Pages, type Table } from './table.js';

/**
 * A table as CSV (RFC 4180), in UTF-8 with a byte order mark, by which Excel knows it. Text that a spreadsheet would take
 * for a formula (=, +, -, @, their full-width forms, tab, line break) gets an apostrophe in front, also where it is a
 * code: https://owasp.org/www-community/attacks/CSV_Injection. Times are ISO 8601 in UTC.
 */
export async function* csvOf<Row>(table: Table<Row>, pages: Pages<Row>): AsyncGenerator<string> {
  yield `\uFEFF${lines([titlesOf(table)])}`;
  for await (const page of pages) yield lines(page.map((row) => cellsOf(table, row)));
}

function lines(rows: readonly (readonly Cell[])[]): string {
  return stringify(
    rows.map((row) => row.map(guarded)),
    { record_delimiter: 'windows', escape_formulas: true },
  );
}

/** What the library leaves alone: a line break in front, and signs behind spaces, which spreadsheets cut off. */
function guarded(cell: Cell): string | number {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString();
  return typeof cell === 'string' && /^(?:\n|\s+[=+\-@＝＋－＠])/.test(cell) ? `'${cell}` : cell;
}
