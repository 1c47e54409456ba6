import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readOutcomeSearch } from '../features/outcomes/figures/outcome-search.js';
import { rootRoute } from './root.js';

/** What became of notices: for supervisors and auditors. */
export const outcomesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/outcomes',
  staticData: { act: 'READ_OUTCOMES' },
  validateSearch: readOutcomeSearch,
  component: lazyRouteComponent(() => import('../features/outcomes/outcomes-page.js'), 'OutcomesPage'),
});
