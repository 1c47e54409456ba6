import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from './root.js';

/** What waits, where and since when: for supervisors and administrators. */
export const queuesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/queues',
  staticData: { act: 'READ_QUEUES' },
  component: lazyRouteComponent(() => import('../features/queues/queues-page.js'), 'QueuesPage'),
});
