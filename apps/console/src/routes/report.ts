import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readTimelineSearch } from '../features/submissions/timeline-entries.js';
import { rootRoute } from './root.js';

/** One report, by its reference: `/reports/UF-2026-000123`. */
export const reportRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reports/$reference',
  validateSearch: readTimelineSearch,
  component: lazyRouteComponent(() => import('../features/submissions/report-page.js'), 'ReportPage'),
});
