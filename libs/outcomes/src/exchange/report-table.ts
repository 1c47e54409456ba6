import type { ExportedReport } from '#application';
import { words } from '#core';
import { ifMinor, transparencyCodesIn, type Categories } from './submission-table.js';
import { codes, time, type Table } from './table.js';

/** Reports for a spreadsheet; the names of columns are kept, new ones come at the end. */
export function reportTable(categories: Categories): Table<ExportedReport> {
  const codesOf = ({ category }: ExportedReport) => transparencyCodesIn(categories, category);
  return {
    name: 'Reports',
    columns: [
      { title: 'report', cell: ({ reference }) => reference },
      { title: 'filed_at', cell: ({ filedAtMs }) => time(filedAtMs) },
      { title: 'updated_at', cell: ({ updatedAtMs }) => time(updatedAtMs) },
      { title: 'category', cell: ({ category }) => category },
      { title: 'status', cell: ({ status }) => status },
      { title: 'attention', cell: ({ attention }) => codes(attention) },
      { title: 'platforms', cell: ({ platforms }) => codes(platforms) },
      { title: 'submissions', cell: ({ submissions }) => submissions },
      { title: 'erased_at', cell: ({ erasedAtMs }) => time(erasedAtMs) },
      { title: 'tdb_category', cell: (row) => codesOf(row)?.category ?? null },
      { title: 'tdb_keywords', cell: (row) => codes(codesOf(row)?.keywords ?? []) },
      { title: 'tdb_if_minor', cell: (row) => ifMinor(codesOf(row)) },
      ...words.map((word) => ({
        title: `word_${word}`,
        cell: ({ counts }: ExportedReport) => counts[word] ?? 0,
      })),
    ],
  };
}
