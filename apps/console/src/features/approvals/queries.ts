import { queryOptions } from '@tanstack/react-query';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';

/** What waits for a second person. Nothing tells of changes: it is asked for anew. */
export const approvalsQuery = queryOptions({
  queryKey: keys.approvals,
  queryFn: () => client.listApprovals('ASKED'),
  refetchInterval: 60_000,
});

/** What is held until its category is confirmed: the latest hundred. */
export const ungradedQuery = queryOptions({
  queryKey: [...keys.reports, 'ungraded'],
  queryFn: async () => (await client.reportPage({ held: 'ungraded', limit: 100 })).data,
});
