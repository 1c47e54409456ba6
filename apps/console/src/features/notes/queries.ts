import { queryOptions } from '@tanstack/react-query';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';

/** What colleagues wrote about a report, the oldest first. */
export const notesQuery = (reportId: string) =>
  queryOptions({ queryKey: keys.notesOf(reportId), queryFn: () => client.listNotes(reportId) });
