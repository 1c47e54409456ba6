import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from './root.js';

/** Where members' links lead: `/member#code=…`. Nobody signs in there. */
export const memberRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/member',
  component: lazyRouteComponent(() => import('../features/member/member-page.js'), 'MemberPage'),
});
