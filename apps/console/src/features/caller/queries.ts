import { queryOptions } from '@tanstack/react-query';
import { client } from '../../api/client.js';

/** How it stands by this code. Forgotten as soon as nobody looks at it. */
export const callerStatusQuery = (code: string) =>
  queryOptions({
    queryKey: ['caller-status', code],
    queryFn: () => client.readCallerStatus(code),
    gcTime: 0,
  });

/** Whom to call. */
export const callerHelpQuery = queryOptions({
  queryKey: ['caller-help'],
  queryFn: () => client.readCallerHelp(),
  staleTime: Infinity,
});
