import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import type { ReportSearch } from './report-search.js';

const rowsAPage = 50;

/** The list page by page; the rows before stay while another filter's are on their way. */
export const reportPages = (search: ReportSearch) =>
  infiniteQueryOptions({
    queryKey: keys.reportPage(search),
    queryFn: ({ pageParam }) =>
      client.reportPage({ ...search, limit: rowsAPage, ...(pageParam !== null && { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
