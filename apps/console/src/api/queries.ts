import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client } from './client.js';
import { keys } from './keys.js';

/** Platforms change by hand, and no event tells of it. */
export const platformsQuery = queryOptions({
  queryKey: keys.platforms,
  queryFn: () => client.listPlatforms(),
  refetchInterval: 60_000,
});

/** What the law knew on the day of the facts; empty is today. */
export const lawQuery = (factsOn: string) =>
  queryOptions({
    queryKey: [...keys.taxonomy, 'law', factsOn],
    queryFn: () => client.readLaw(factsOn === '' ? {} : { factsOn }),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });

/** The categories change with a new release only. */
export const taxonomyQuery = queryOptions({
  queryKey: keys.taxonomy,
  queryFn: () => client.readTaxonomy(),
  staleTime: Infinity,
});
