import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readSheetSearch } from '../features/guidance/sheet-search.js';
import { rootRoute } from './root.js';

/** What you can do yourself: `/sheet?category=CYBERBULLYING&platform=instagram&language=fr`. */
export const sheetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sheet',
  validateSearch: readSheetSearch,
  component: lazyRouteComponent(() => import('../features/guidance/sheet-page.js'), 'SheetPage'),
});
