import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from './root.js';

export const platformsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/platforms',
  component: lazyRouteComponent(() => import('../features/platforms/platforms-page.js'), 'PlatformsPage'),
});
