import { createRouter } from '@tanstack/react-router';
import { ErrorPage } from './design/error-page.js';
import { Loading } from './design/loading.js';
import type { PageAct } from './features/session/needed-roles.js';
import { accountRoute } from './routes/account.js';
import { annualReportRoute } from './routes/annual-report.js';
import { approvalsRoute } from './routes/approvals.js';
import { fileRoute } from './routes/file.js';
import { homeRoute } from './routes/home.js';
import { keysRoute } from './routes/keys.js';
import { memberRoute } from './routes/member.js';
import { outcomesRoute } from './routes/outcomes.js';
import { peopleRoute } from './routes/people.js';
import { platformsRoute } from './routes/platforms.js';
import { repliesRoute } from './routes/replies.js';
import { reportRoute } from './routes/report.js';
import { reportsRoute } from './routes/reports.js';
import { rootRoute } from './routes/root.js';
import { sheetRoute } from './routes/sheet.js';
import { signInRoute } from './routes/sign-in.js';
import { welcomeRoute } from './routes/welcome.js';

/** Every page of the console. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([
    homeRoute,
    fileRoute,
    reportsRoute,
    reportRoute,
    repliesRoute,
    platformsRoute,
    sheetRoute,
    memberRoute,
    accountRoute,
    peopleRoute,
    approvalsRoute,
    outcomesRoute,
    annualReportRoute,
    keysRoute,
    welcomeRoute,
    signInRoute,
  ]),
  defaultErrorComponent: ErrorPage,
  // A page whose code is still on its way over a slow line shows its shape.
  defaultPendingComponent: Loading,
  defaultPendingMs: 300,
  defaultPreload: 'intent',
  // Query decides how long an answer is good for.
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** What one has to be allowed to open the page; absent lets everybody in who is signed in. */
    readonly act?: PageAct;
  }
}
