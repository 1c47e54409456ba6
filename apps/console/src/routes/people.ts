import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from './root.js';

/** Who may come in, and as what: for administrators. */
export const peopleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people',
  staticData: { act: 'MANAGE_PEOPLE' },
  component: lazyRouteComponent(() => import('../features/people/people-page.js'), 'PeoplePage'),
});
