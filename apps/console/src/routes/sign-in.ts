import { createRoute, redirect } from '@tanstack/react-router';
import { rootRoute } from './root.js';

/** Where sign-in links lead. Whoever gets here without one sees the sign-in, or the first page. */
export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  beforeLoad: () => {
    // The router takes a redirect that is thrown.
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw redirect({ to: '/', replace: true });
  },
});
