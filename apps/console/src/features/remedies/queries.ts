import { queryOptions } from '@tanstack/react-query';
import type { Language, RouteCode, Submission } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';

/** What can still be done. The report's own key begins it, so that an event reads it anew. */
export const routesQuery = (reportId: string, { id, remedy, word }: Submission) =>
  queryOptions({
    queryKey: [...keys.report(reportId), 'routes', id, remedy, word],
    queryFn: () => client.listRoutes(id),
  });

/** A letter is filled in by the API, and never kept beyond the page. */
export const letterQuery = (submissionId: string, route: RouteCode, language: Language, body?: string) =>
  queryOptions({
    queryKey: ['letter', submissionId, route, language, body ?? null],
    queryFn: () =>
      client.draftRoute(submissionId, route, { language, ...(body === undefined ? {} : { body }) }),
    gcTime: 0,
  });
