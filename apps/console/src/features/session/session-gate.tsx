import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '#client';
import { useSessionEnded } from '../../api/session-state.js';
import { Dialog } from '../../design/dialog.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { startLive } from '../../live/start-live.js';
import { useMay } from './may.js';
import { sessionQuery } from './session.js';
import { SignInForm } from './sign-in-form.js';
import { SignInPage } from './sign-in-page.js';
import classes from './session-gate.module.css';

/**
 * Shows the pages to who is signed in. When the session ends, they stay as they are below the sign-in: nothing typed is
 * lost.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const { data: session, error, refetch } = useQuery(sessionQuery);
  const isEnded = useSessionEnded();
  const isSignedIn = session !== undefined && !isEnded;
  const isLive = useMay('READ_EVENTS') && isSignedIn;
  useEffect(() => (isLive ? startLive() : undefined), [isLive]);
  if (session !== undefined)
    return (
      <>
        {children}
        <SessionEnded isOpen={isEnded} />
      </>
    );
  if (error instanceof ApiProblem && error.status === 401) return <SignInPage />;
  if (error === null) return null;
  return (
    <main className={classes.trouble}>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
    </main>
  );
}

function SessionEnded({ isOpen }: { isOpen: boolean }) {
  const { t } = useTranslation('session');
  return (
    <Dialog isOpen={isOpen} title={t('ended')}>
      <Text c="dimmed" mb="md">
        {t('endedText')}
      </Text>
      <SignInForm />
    </Dialog>
  );
}
