import { Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense } from 'react';
import { Shell } from './shell.js';

/** What stands around a page: everything, for staff; nothing on a member's page, where nobody is signed in. */
export function Frame() {
  const isOfMember = useRouterState({ select: ({ location }) => location.pathname === '/member' });
  if (!isOfMember) return <Shell />;
  return (
    <Suspense fallback={null}>
      <Outlet />
    </Suspense>
  );
}
