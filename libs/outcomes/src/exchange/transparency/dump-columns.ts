import { DumpFault } from './dump-fault.js';

/**
 * Columns of the daily files, by version of the database's schema: until 30 June 2025 (1), and since (2). The light files leave
 * out the long texts.
 *
 * Source: github.com/digital-services-act/transparency-database, app/Exports/StatementExportTrait.php, and files of
 * 2024-03-14 and 2025-07-01, read on 2026-11-28.
 */
const ofBoth = [
  ...['uuid', 'decision_visibility', 'decision_visibility_other', 'end_date_visibility_restriction'],
  ...['decision_monetary', 'decision_monetary_other', 'end_date_monetary_restriction', 'decision_provision'],
  ...['end_date_service_restriction', 'decision_account', 'end_date_account_restriction', 'account_type'],
  ...['decision_ground', 'decision_ground_reference_url', 'illegal_content_legal_ground'],
  ...['illegal_content_explanation', 'incompatible_content_ground', 'incompatible_content_explanation'],
  ...['incompatible_content_illegal', 'category', 'category_addition', 'category_specification'],
  ...[
    'category_specification_other',
    'content_type',
    'content_type_other',
    'content_language',
    'content_date',
  ],
  ...['territorial_scope', 'application_date', 'decision_facts', 'source_type', 'source_identity'],
  ...['automated_detection', 'automated_decision', 'platform_name', 'platform_uid', 'created_at'],
];
const since2025 = 'content_id_ean';

/** What is counted by. */
export const countedColumns = [
  ...['decision_visibility', 'decision_monetary', 'decision_provision', 'decision_account'],
  ...['category', 'application_date', 'source_type', 'platform_name', 'created_at'],
] as const;
export type CountedColumn = (typeof countedColumns)[number];

export interface DumpColumns {
  readonly schemaVersion: 1 | 2;
  /** Where each stands. */
  readonly places: Readonly<Record<CountedColumn, number>>;
  /** Of no version that is known here, and left aside. */
  readonly unknown: readonly string[];
}

/** @throws DumpFault where it is the head of something else, or of a version without a column that is counted by */
export function columnsIn(head: readonly string[]): DumpColumns {
  const missing = countedColumns.filter((name) => !head.includes(name));
  if (missing.length > countedColumns.length / 2)
    throw new DumpFault(
      'NO_DUMP',
      'Its first line is not that of a daily file of the DSA Transparency Database (full or light). Aggregates, Parquet and other ' +
        'tables are not read.',
    );
  if (missing.length > 0)
    throw new DumpFault(
      'OTHER_COLUMNS',
      `It is of a version of the database that is not known here: it has no ${missing.join(', ')}. Known are 1 (until June 2025) and 2.`,
    );
  const places = Object.fromEntries(countedColumns.map((name) => [name, head.indexOf(name)]));
  return {
    schemaVersion: head.includes(since2025) ? 2 : 1,
    places: places as Record<CountedColumn, number>,
    unknown: head.filter((name) => !ofBoth.includes(name) && name !== since2025),
  };
}
