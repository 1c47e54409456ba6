import { queryOptions } from '@tanstack/react-query';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';

/** Alerts whose cause stands, the newest first: as many as a person can look through. */
export const alertsQuery = queryOptions({
  queryKey: keys.alerts,
  queryFn: () => client.alertPage({ state: 'standing', limit: 50 }),
  // The live stream tells of changes; this is for those that it lost.
  refetchInterval: 60_000,
});
