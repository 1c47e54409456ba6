import { createRootRoute } from '@tanstack/react-router';
import { onDemand } from '../design/later.js';
import { Frame } from '../shell/frame.js';

const NotFoundPage = onDemand(async () => (await import('../design/not-found-page.js')).NotFoundPage);

export const rootRoute = createRootRoute({
  component: Frame,
  notFoundComponent: NotFoundPage,
});
