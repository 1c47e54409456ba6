import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from './root.js';

/** What waits for a second person, and who opened reports without the role they take. */
export const approvalsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/approvals',
  staticData: { act: 'DECIDE' },
  component: lazyRouteComponent(() => import('../features/approvals/approvals-page.js'), 'ApprovalsPage'),
});
