import { queryOptions } from '@tanstack/react-query';
import { createClient, type Session, type SignIn } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { sessionBegan } from '../../api/session-state.js';

/** Nothing is shown before it is known whose page it is: that the server does not answer is told at once, and asked again. */
const atOnce = createClient({ baseUrl: window.location.origin, retries: 0 });

/** Who is signed in; a 401 problem where nobody is. */
export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: () => atOnce.session(),
  staleTime: 300_000,
});

/** How one signs in here. */
export const waysQuery = queryOptions({
  queryKey: keys.ways,
  queryFn: () => client.signInWays(),
  staleTime: Infinity,
});

/** Tabs of one browser share the session: who signs out in one has left them all. */
const tabs = new BroadcastChannel('uniflag-session');
tabs.onmessage = forgetAndReload;

/**
 * Opens a session, and goes on where the one before ended. What somebody else typed and saw is not handed on.
 *
 * @throws ApiProblem ACCESS.KEY_WRONG, ACCESS.CODE_SPENT or 429
 */
export async function signIn(by: SignIn): Promise<void> {
  const before = queryClient.getQueryData(sessionQuery.queryKey);
  const session = await client.signIn(by);
  if (before && who(before) !== who(session)) return forgetAndReload();
  queryClient.setQueryData(sessionQuery.queryKey, session);
  sessionBegan();
  await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.session[0] });
}

/** Ends the session on the server first: a page that only looks signed out would be worse than one that does not. */
export async function signOut(): Promise<void> {
  await client.signOut();
  tabs.postMessage('signed out');
  forgetAndReload();
}

function who({ caller }: Session): string {
  return caller.id ?? caller.name;
}

function forgetAndReload(): void {
  sessionStorage.clear();
  window.location.assign('/');
}
