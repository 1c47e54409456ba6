import { createRoute } from '@tanstack/react-router';
import { Home } from '../shell/home.js';
import { rootRoute } from './root.js';

export const homeRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: Home });
