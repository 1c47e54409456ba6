import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiProblem, ApiUnreachable } from '#client';
import { useSessionEnded } from '../../api/session-state.js';
import { later, onDemand } from '../../design/later.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { useMay } from './may.js';
import { sessionQuery } from './session.js';
import classes from './session-gate.module.css';

const Live = later(async () => (await import('../../live/live.js')).Live);
const NoServer = onDemand(async () => (await import('../../offline/no-server.js')).NoServer);
const SessionEnded = later(async () => (await import('./session-ended.js')).SessionEnded);
const SignInPage = onDemand(async () => (await import('./sign-in-page.js')).SignInPage);

/** Where the server does not answer. */
const askAgainMs = 2_000;

/**
 * Shows the pages to who is signed in. When the session ends, they stay as they are below the sign-in: nothing typed is
 * lost.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const {
    data: session,
    error,
    errorUpdateCount,
    refetch,
  } = useQuery({
    ...sessionQuery,
    refetchInterval: ({ state }) => (state.error instanceof ApiUnreachable ? askAgainMs : false),
  });
  const isEnded = useSessionEnded();
  const isSignedIn = session !== undefined && !isEnded;
  const isLive = useMay('READ_EVENTS') && isSignedIn;
  if (session !== undefined)
    return (
      <>
        {children}
        {isLive && <Live />}
        {isEnded && <SessionEnded />}
      </>
    );
  if (error instanceof ApiProblem && error.status === 401) return <SignInPage />;
  // While it is asked again, the error is none.
  const isAskedAgain = error === null && errorUpdateCount > 0;
  if (error instanceof ApiUnreachable || isAskedAgain) return <NoServer onRetry={() => void refetch()} />;
  if (error === null) return null;
  return (
    <main className={classes.trouble}>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
    </main>
  );
}
