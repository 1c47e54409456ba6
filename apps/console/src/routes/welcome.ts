import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from './root.js';

/** Where links lead by which people come in: `/welcome#code=…`. Nobody is signed in there yet. */
export const welcomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/welcome',
  component: lazyRouteComponent(() => import('../features/people/welcome-page.js'), 'WelcomePage'),
});
