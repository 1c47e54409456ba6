import { queryOptions } from '@tanstack/react-query';
import { client } from '../../api/client.js';

/** What the member of this link does in the app, in every language. */
export const instructionsQuery = (code: string) =>
  queryOptions({
    queryKey: ['member-instructions', code],
    queryFn: () => client.readMemberInstructions(code),
    staleTime: Infinity,
  });
