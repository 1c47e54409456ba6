import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from './root.js';

export const fileRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/file',
  staticData: { act: 'FILE' },
  component: lazyRouteComponent(() => import('../features/filing/file-page.js'), 'FilePage'),
});
