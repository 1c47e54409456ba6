import { queryOptions } from '@tanstack/react-query';
import { client } from '../../api/client.js';

/** When a break is suggested, and whom one can call. It changes with a restart only. */
export const wellbeingQuery = queryOptions({
  queryKey: ['wellbeing'],
  queryFn: () => client.readWellbeing(),
  staleTime: Infinity,
});
