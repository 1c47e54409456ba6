import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from './root.js';

/** What somebody takes care of goes to a colleague at the end of a shift. */
export const handOverRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/hand-over',
  staticData: { act: 'READ_WORK' },
  component: lazyRouteComponent(() => import('../features/hand-over/hand-over-page.js'), 'HandOverPage'),
});
