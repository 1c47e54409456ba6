import { QueryCache, MutationCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '#client';
import { sessionEnded } from './session-state.js';

/** Wherever the API says that nobody is signed in, the sign-in opens over the page. */
function noticeEnd(error: unknown): void {
  if (error instanceof ApiProblem && error.status === 401) sessionEnded();
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeEnd }),
  mutationCache: new MutationCache({ onError: noticeEnd }),
  defaultOptions: {
    // The client itself tries again where a repeat is harmless.
    queries: { retry: false, staleTime: 10_000 },
    mutations: { retry: false },
  },
});
