import { infiniteQueryOptions } from '@tanstack/react-query';
import type { AuditQuery } from '#client';
import { client } from '../../api/client.js';

/** Each page that is read is recorded itself: nothing here is read anew unasked, and what was left is asked for again. */
export const auditPages = (asked: AuditQuery) =>
  infiniteQueryOptions({
    queryKey: ['audit', asked],
    queryFn: async ({ pageParam }) => {
      const cursor = pageParam === '' ? {} : { cursor: pageParam };
      return client.auditPage({ ...asked, ...(await reportOf(asked)), ...cursor });
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: Infinity,
    gcTime: 0,
  });

/** The record knows reports by their ids, people by their references. */
async function reportOf({ report }: AuditQuery): Promise<Pick<AuditQuery, 'report'>> {
  if (report === undefined || !/^UF-/i.test(report)) return {};
  return { report: (await client.readReport(report.toUpperCase())).id };
}
