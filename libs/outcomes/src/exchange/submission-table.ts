import type { ExportedSubmission } from '#application';
import {
  decisionCodesOf,
  transparencyCodesOf,
  type CategoryCode,
  type DescribedCategory,
  type TransparencyCodes,
} from '#core';
import { codes, time, type Table } from './table.js';

export type Categories = ReadonlyMap<CategoryCode, Pick<DescribedCategory, 'codes'>>;

/** Submissions for a spreadsheet; the names of columns are kept, new ones come at the end. */
export function submissionTable(categories: Categories): Table<ExportedSubmission> {
  const codesOf = ({ category }: ExportedSubmission) => transparencyCodesIn(categories, category);
  return {
    name: 'Submissions',
    columns: [
      { title: 'report', cell: ({ report }) => report },
      { title: 'number', cell: ({ ordinal }) => ordinal },
      { title: 'filed_at', cell: ({ filedAtMs }) => time(filedAtMs) },
      { title: 'category', cell: ({ category }) => category },
      { title: 'platform', cell: ({ platform }) => platform },
      { title: 'channel', cell: ({ channel }) => channel },
      { title: 'regime', cell: ({ regime }) => regime },
      { title: 'target_kind', cell: ({ targetKind }) => targetKind },
      { title: 'mode', cell: ({ mode }) => mode },
      { title: 'word', cell: ({ word }) => word },
      { title: 'delivery', cell: ({ delivery }) => delivery },
      { title: 'decision', cell: ({ decision }) => decision },
      { title: 'effects', cell: ({ effects }) => codes(effects) },
      { title: 'refusal_reason', cell: ({ refusalReason }) => refusalReason },
      { title: 'verification', cell: ({ verification }) => verification },
      { title: 'remedy', cell: ({ remedy }) => remedy },
      { title: 'sent_at', cell: ({ sentAtMs }) => time(sentAtMs) },
      { title: 'decided_at', cell: ({ decidedAtMs }) => time(decidedAtMs) },
      { title: 'verified_at', cell: ({ seenAtMs }) => time(seenAtMs) },
      { title: 'acknowledge_due_at', cell: ({ acknowledgeDueAtMs }) => time(acknowledgeDueAtMs) },
      { title: 'due_at', cell: ({ dueAtMs }) => time(dueAtMs) },
      { title: 'escalation_step', cell: ({ escalationStep }) => escalationStep },
      { title: 'tries', cell: ({ tries }) => tries },
      { title: 'erased_at', cell: ({ erasedAtMs }) => time(erasedAtMs) },
      { title: 'tdb_category', cell: (row) => codesOf(row)?.category ?? null },
      { title: 'tdb_keywords', cell: (row) => codes(codesOf(row)?.keywords ?? []) },
      { title: 'tdb_if_minor', cell: (row) => ifMinor(codesOf(row)) },
      { title: 'tdb_decisions', cell: ({ effects }) => codes(decisionCodesOf(effects)) },
    ],
  };
}

export function transparencyCodesIn(
  categories: Categories,
  category: CategoryCode,
): TransparencyCodes | null {
  const named = categories.get(category);
  return named ? transparencyCodesOf(named.codes) : null;
}

export function ifMinor(tdb: TransparencyCodes | null): string | null {
  return tdb?.ifMinor ? codes([tdb.ifMinor.category, ...tdb.ifMinor.keywords]) : null;
}
