import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readLogSearch } from '../features/webhooks/log-search.js';
import { rootRoute } from './root.js';

/** Which other programs hear of events: for administrators and integrators. */
export const webhooksRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/webhooks',
  staticData: { act: 'MANAGE_WEBHOOKS' },
  component: lazyRouteComponent(() => import('../features/webhooks/webhooks-page.js'), 'WebhooksPage'),
});

/** One of them, with the log of its deliveries. */
export const webhookRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/webhooks/$endpointId',
  staticData: { act: 'MANAGE_WEBHOOKS' },
  validateSearch: readLogSearch,
  component: lazyRouteComponent(() => import('../features/webhooks/endpoint-page.js'), 'EndpointPage'),
});
