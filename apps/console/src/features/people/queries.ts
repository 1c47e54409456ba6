import { queryOptions } from '@tanstack/react-query';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';

export const meQuery = queryOptions({ queryKey: keys.me, queryFn: () => client.readMe() });
export const mySessionsQuery = queryOptions({
  queryKey: [...keys.me, 'sessions'],
  queryFn: () => client.listMySessions(),
});
export const peopleQuery = queryOptions({ queryKey: keys.people, queryFn: () => client.listPeople() });

/** Whom a link is for. It may be spent meanwhile: asked anew by each page. */
export const personLinkQuery = (code: string) =>
  queryOptions({
    queryKey: ['person-link', code],
    queryFn: () => client.readPersonLink(code),
    staleTime: Infinity,
  });
