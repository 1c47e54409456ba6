import type pg from 'pg';
import { repliesForPerson } from '#application';
import { quoted } from './sla-sql.js';
import { isInList, workLists } from './work-lists.js';

/** As far as a list is counted: from there on it is many. */
export const countedAtMost = 99;

/** Lists that are counted: those of reports, all reports, and the replies that wait for a person. */
export const countedLists = [...workLists, 'all', 'replies'] as const;
export type CountedList = (typeof countedLists)[number];

export type ListCounts = Readonly<Record<CountedList, number>>;

/** How much stands in each list, one more than `countedAtMost` where there are more. */
export class PgListCounts {
  constructor(
    private readonly pool: pg.Pool,
    private readonly rules: { readonly dueSoonMs: number },
  ) {}

  /** @param personId whose list `mine` is; null where nobody signed in by themselves */
  async read(personId: string | null): Promise<ListCounts> {
    const counts = workLists.map(
      (list) => `(${counted(isInList(list, { person: '$1', dueSoonMs: '$2' }))}) AS ${list}`,
    );
    const { rows } = await this.pool.query<ListCounts>(
      `SELECT ${counts.join(',\n         ')},\n         (${counted('r.created_at IS NOT NULL')}) AS "all",
         (${waitingReplies}) AS replies`,
      [personId, this.rules.dueSoonMs],
    );
    return rows[0] as ListCounts;
  }
}

/** In the order of the list, so that it stops at the last one counted. */
function counted(condition: string): string {
  return `SELECT count(*)::int FROM (
    SELECT FROM reports r WHERE ${condition} ORDER BY r.created_at DESC, r.id DESC LIMIT ${countedAtMost + 1}) f`;
}

const waitingReplies = `SELECT count(*)::int FROM (
    SELECT FROM replies WHERE state IN (${quoted(repliesForPerson)}) LIMIT ${countedAtMost + 1}) w`;
