import { createRoute, redirect } from '@tanstack/react-router';
import { rootRoute } from './root.js';

/** Most people come to file. */
export const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    // The router takes a redirect that is thrown.
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw redirect({ to: '/file', replace: true });
  },
});
