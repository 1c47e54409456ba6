import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import type { LogSearch } from './log-search.js';

/** No event tells of endpoints and deliveries: while they are looked at, they are read anew so often. */
const everyMs = 5_000;

export const endpointsQuery = queryOptions({
  queryKey: keys.webhooks,
  queryFn: () => client.listWebhookEndpoints(),
  refetchInterval: everyMs,
});

/** With the ETag that changing it takes. */
export const endpointQuery = (id: string) =>
  queryOptions({
    queryKey: keys.webhook(id),
    queryFn: () => client.readWebhookEndpoint(id),
    refetchInterval: everyMs,
  });

export const missedQuery = (id: string) =>
  queryOptions({
    queryKey: [...keys.webhook(id), 'missed'],
    queryFn: () => client.readMissedDeliveries(id),
    refetchInterval: everyMs,
  });

export const noticesQuery = (id: string) =>
  queryOptions({
    queryKey: [...keys.webhook(id), 'notices'],
    queryFn: () => client.listWebhookNotices(id),
    refetchInterval: everyMs,
  });

/** The event types change with a new release only. */
export const eventTypesQuery = queryOptions({
  queryKey: ['webhook-event-types'],
  queryFn: () => client.listWebhookEventTypes(),
  staleTime: Infinity,
});

/** Read anew by itself while its newest page is all there is; who leafs through it asks for that. */
export const deliveryPages = (id: string, search: LogSearch) =>
  infiniteQueryOptions({
    queryKey: [...keys.webhook(id), 'deliveries', search],
    queryFn: ({ pageParam }) =>
      client.webhookDeliveryPage(id, { ...search, ...(pageParam === '' ? {} : { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : everyMs),
  });

/** With what was answered, which the record says who read: once, not again and again. */
export const deliveryQuery = (endpointId: string, id: string, attempts: number) =>
  queryOptions({
    queryKey: [...keys.webhook(endpointId), 'delivery', id, attempts],
    queryFn: () => client.readWebhookDelivery(id),
    staleTime: Infinity,
  });
