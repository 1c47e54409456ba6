import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readAuditSearch } from '../features/audit/audit-search.js';
import { rootRoute } from './root.js';

/** Who read and changed what: for auditors. */
export const auditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/audit',
  staticData: { act: 'READ_AUDIT' },
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import('../features/audit/audit-page.js'), 'AuditPage'),
});
