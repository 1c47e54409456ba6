import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from './root.js';

/** API keys of programs: for administrators. */
export const keysRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/keys',
  staticData: { act: 'MANAGE_KEYS' },
  component: lazyRouteComponent(() => import('../features/keys/keys-page.js'), 'KeysPage'),
});
