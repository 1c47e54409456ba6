import { createRouter } from '@tanstack/react-router';
import { ErrorPage } from './design/error-page.js';
import { Loading } from './design/loading.js';
import type { PageAct } from './features/session/needed-roles.js';
import { accountRoute } from './routes/account.js';
import { annualReportRoute } from './routes/annual-report.js';
import { approvalsRoute } from './routes/approvals.js';
import { auditRoute } from './routes/audit.js';
import { fileRoute } from './routes/file.js';
import { handOverRoute } from './routes/hand-over.js';
import { homeRoute } from './routes/home.js';
import { keysRoute } from './routes/keys.js';
import { memberRoute } from './routes/member.js';
import { outcomesRoute } from './routes/outcomes.js';
import { peopleRoute } from './routes/people.js';
import { platformsRoute } from './routes/platforms.js';
import { queuesRoute } from './routes/queues.js';
import { repliesRoute } from './routes/replies.js';
import { reportRoute } from './routes/report.js';
import { reportsRoute } from './routes/reports.js';
import { retentionRoute } from './routes/retention.js';
import { rootRoute } from './routes/root.js';
import { sheetRoute } from './routes/sheet.js';
import { signInRoute } from './routes/sign-in.js';
import { statusRoute } from './routes/status.js';
import { webhookRoute, webhooksRoute } from './routes/webhooks.js';
import { welcomeRoute } from './routes/welcome.js';

/** Every page of the console. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([
    homeRoute,
    fileRoute,
    reportsRoute,
    reportRoute,
    repliesRoute,
    handOverRoute,
    platformsRoute,
    sheetRoute,
    memberRoute,
    statusRoute,
    accountRoute,
    peopleRoute,
    approvalsRoute,
    outcomesRoute,
    annualReportRoute,
    keysRoute,
    webhooksRoute,
    webhookRoute,
    auditRoute,
    retentionRoute,
    queuesRoute,
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
  // It is kept in the browser, where a caller's page leaves nothing.
  scrollRestoration: !window.location.pathname.startsWith('/status'),
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
