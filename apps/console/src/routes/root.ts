import { createRootRoute } from '@tanstack/react-router';
import { NotFoundPage } from '../design/not-found-page.js';
import { Shell } from '../shell/shell.js';

export const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: NotFoundPage,
});
