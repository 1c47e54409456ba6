import { Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense } from 'react';
import { Shell } from './shell.js';

const alone = ['/member', '/status', '/welcome'];

/** What stands around a page: everything, for staff; nothing on pages of links, where nobody is signed in. */
export function Frame() {
  const isAlone = useRouterState({ select: ({ location }) => alone.includes(location.pathname) });
  if (!isAlone) return <Shell />;
  return (
    <Suspense fallback={null}>
      <Outlet />
    </Suspense>
  );
}
