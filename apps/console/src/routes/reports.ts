import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readReportSearch } from '../features/reports/report-search.js';
import { rootRoute } from './root.js';

export const reportsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reports',
  staticData: { act: 'READ_REPORT' },
  validateSearch: readReportSearch,
  component: lazyRouteComponent(() => import('../features/reports/reports-page.js'), 'ReportsPage'),
});
