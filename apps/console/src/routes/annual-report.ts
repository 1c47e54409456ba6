import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from './root.js';

/** The yearly report of a trusted flagger: for supervisors and auditors. */
export const annualReportRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/annual-report',
  staticData: { act: 'READ_OUTCOMES' },
  component: lazyRouteComponent(
    () => import('../features/outcomes/annual-report-page.js'),
    'AnnualReportPage',
  ),
});
