import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from './root.js';

/** What platforms sent back and a person has to look at. */
export const repliesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/replies',
  staticData: { act: 'READ_WORK' },
  component: lazyRouteComponent(() => import('../features/replies/replies-page.js'), 'RepliesPage'),
});
