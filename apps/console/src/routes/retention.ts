import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from './root.js';

/** What is kept how long, and proof of what was erased: for supervisors and auditors. */
export const retentionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/retention',
  staticData: { act: 'READ_RETENTION' },
  component: lazyRouteComponent(() => import('../features/retention/retention-page.js'), 'RetentionPage'),
});
