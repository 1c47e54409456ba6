import { createRootRoute } from '@tanstack/react-router';
import { NotFoundPage } from '../design/not-found-page.js';
import { Frame } from '../shell/frame.js';

export const rootRoute = createRootRoute({
  component: Frame,
  notFoundComponent: NotFoundPage,
});
