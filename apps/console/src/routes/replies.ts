import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readReportSearch } from '../features/reports/report-search.js';
import { rootRoute } from './root.js';

/** What platforms sent back and a person has to look at; filters of the lists are kept for whoever goes back to them. */
export const repliesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/replies',
  staticData: { act: 'READ_WORK' },
  validateSearch: readReportSearch,
  component: lazyRouteComponent(() => import('../features/replies/replies-page.js'), 'RepliesPage'),
});
