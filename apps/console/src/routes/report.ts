import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from './root.js';

/** One report, by its reference: `/reports/UF-2026-000123`. */
export const reportRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reports/$reference',
  component: lazyRouteComponent(() => import('../features/submissions/report-page.js'), 'ReportPage'),
});
