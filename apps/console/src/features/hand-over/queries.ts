import { queryOptions } from '@tanstack/react-query';
import type { HandOver, ReportRow } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';

const rowsAPage = 100;
/** As many reports one act takes. */
const atMost = 500;

/** Everything that whoever is signed in takes care of. */
export const ownReports = queryOptions({
  queryKey: keys.ownReports,
  queryFn: async (): Promise<readonly ReportRow[]> => {
    const rows: ReportRow[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof client.reportPage>> = await client.reportPage({
        ...{ list: 'mine', limit: rowsAPage },
        ...(cursor !== null && { cursor }),
      });
      rows.push(...page.data);
      cursor = page.nextCursor;
    } while (cursor !== null && rows.length < atMost);
    return rows;
  },
});

/** What colleagues handed over, the latest first. */
export const handedOver = queryOptions({
  queryKey: keys.handedOver,
  queryFn: () => client.listHandOvers(),
});

/** Reports that somebody handed over at one time. */
export interface HandedOverAtOnce {
  readonly by: string;
  readonly at: string;
  readonly reports: readonly HandOver[];
  /** What they wrote, each text once. */
  readonly notes: readonly string[];
}

export function atOnce(handOvers: readonly HandOver[]): readonly HandedOverAtOnce[] {
  const times = [...new Set(handOvers.map(({ by, at }) => `${at} ${by}`))];
  return times.flatMap((time) => {
    const reports = handOvers.filter(({ by, at }) => `${at} ${by}` === time);
    const [first] = reports;
    const notes = new Set(reports.flatMap(({ note }) => note ?? []));
    return first ? [{ by: first.by, at: first.at, reports, notes: [...notes] }] : [];
  });
}
