import { queryOptions } from '@tanstack/react-query';
import type { SheetQuery } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';

export const referralsQuery = (reportId: string) =>
  queryOptions({
    queryKey: [...keys.report(reportId), 'referrals'],
    queryFn: () => client.reportReferrals(reportId),
  });

/** Sheets and questions change with a new release only. */
export const sheetQuery = (query: SheetQuery) =>
  queryOptions({ queryKey: ['sheet', query], queryFn: () => client.readSheet(query), staleTime: Infinity });

export const triageQuery = queryOptions({
  queryKey: ['triage'],
  queryFn: () => client.readTriage(),
  staleTime: Infinity,
});
