import { queryOptions } from '@tanstack/react-query';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';

/** Who takes care of a report; null where nobody does. */
export const claimQuery = (reportId: string) =>
  queryOptions({ queryKey: keys.claim(reportId), queryFn: () => client.readClaim(reportId) });

export const colleaguesQuery = queryOptions({
  queryKey: keys.colleagues,
  queryFn: () => client.listColleagues(),
  staleTime: 60_000,
});
