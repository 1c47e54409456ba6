import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from './root.js';

/** Where whoever called reads how it stands: `/status`, or `/status#code=…`. Nobody signs in there. */
export const statusRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/status',
  component: lazyRouteComponent(() => import('../features/caller/status-page.js'), 'StatusPage'),
});
