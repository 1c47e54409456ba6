import { isInList, type WorkList } from './work-lists.js';

/** What a list's statement knows of who takes care of report `r`, and of the lists that it stands in. */

export const claimJoin = `LEFT JOIN report_claims c ON c.report_id = r.id LEFT JOIN people cp ON cp.id = c.person_id
  LEFT JOIN people ch ON ch.id = c.handed_over_by`;

export const claimJson = `CASE WHEN c.report_id IS NOT NULL THEN jsonb_build_object('personId', c.person_id, 'name', cp.name,
    'sinceMs', floor(extract(epoch FROM c.since) * 1000), 'handedOverBy', ch.name) END`;

export interface ListFilter {
  /** Reports that somebody takes care of, that `personId` does, or that nobody does while there is something to. */
  readonly claim?: 'any' | 'none' | 'mine';
  readonly list?: WorkList;
  /** Whose reports `mine` are. */
  readonly personId?: string;
  /** Only reports of content with one of these keyed hashes. */
  readonly contentHashes?: readonly Uint8Array[];
  /** Reports of these categories are left out. */
  readonly exceptCategories?: readonly string[];
}

/**
 * Conditions that stand in the statement only where they are asked for: as a part of `… OR …` none would use its index.
 *
 * @param parameter adds a value, and gives its name in the statement
 */
export function listConditions(
  { claim, list, personId, contentHashes, exceptCategories }: ListFilter,
  dueSoonMs: string,
  parameter: (value: unknown) => string,
): string {
  const ofClaim = ({ none: 'unclaimed', mine: 'mine', any: undefined } as const)[claim ?? 'any'];
  const lists: readonly (WorkList | undefined)[] = [ofClaim, list];
  const conditions = [
    ...(claim === 'any' ? ['r.id IN (SELECT m.report_id FROM report_claims m)'] : []),
    ...lists.flatMap((each) =>
      each === undefined
        ? []
        : [isInList(each, { dueSoonMs, person: each === 'mine' ? parameter(personId ?? null) : 'NULL' })],
    ),
    ...(contentHashes === undefined
      ? []
      : [
          `r.id IN (SELECT x.report_id FROM submissions x WHERE x.content_hash = ANY(${parameter(contentHashes)}::bytea[]))`,
        ]),
    ...(exceptCategories === undefined ? [] : [`r.category <> ALL(${parameter(exceptCategories)}::text[])`]),
  ];
  return conditions.map((condition) => `AND ${condition}`).join('\n         ');
}
