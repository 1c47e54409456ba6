import { queryOptions } from '@tanstack/react-query';
import { client } from './client.js';
import { keys } from './keys.js';

/** Platforms change by hand, and no event tells of it. */
export const platformsQuery = queryOptions({
  queryKey: keys.platforms,
  queryFn: () => client.listPlatforms(),
  refetchInterval: 60_000,
});

/** The categories change with a new release only. */
export const taxonomyQuery = queryOptions({
  queryKey: keys.taxonomy,
  queryFn: () => client.readTaxonomy(),
  staleTime: Infinity,
});
