import Papa from 'papaparse';
import type { Rejected } from './sort-out.js';

/** What a list holds that is no target, to send back to whoever made it. No cell is one that a spreadsheet would run. */
export function rejectedAsCsv(rejected: readonly Rejected[]): string {
  const rows = rejected.map(({ line, address, reason, hint }) => ({ line, address, reason, hint }));
  // The mark tells Excel that it is UTF-8.
  return `\ufeff${Papa.unparse(rows, { delimiter: ';', escapeFormulae: true })}\r\n`;
}
