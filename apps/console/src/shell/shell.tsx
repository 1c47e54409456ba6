import { Outlet, useMatches, useRouterState } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { later, onDemand } from '../design/later.js';
import { useMay } from '../features/session/may.js';
import { SessionGate } from '../features/session/session-gate.js';
import { Brand } from './brand.js';
import { Navigation } from './navigation.js';
import classes from './shell.module.css';
import { usePreloadedPages } from './use-preloaded-pages.js';

const NeedsRole = onDemand(async () => (await import('../features/session/needs-role.js')).NeedsRole);
const AlertsBell = later(async () => (await import('./later-parts.js')).AlertsBell);
const Banners = later(async () => (await import('./later-parts.js')).Banners);
const OpenCommandBar = later(async () => (await import('./later-parts.js')).OpenCommandBar);
const Preferences = later(async () => (await import('./later-parts.js')).Preferences);

/** What stands around every page. */
export function Shell() {
  const { t } = useTranslation();
  usePreloadedPages();
  const mayWork = useMay('READ_WORK');
  const path = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <SessionGate>
      <div className={classes.shell}>
        <a className={classes.skip} href="#main">
          {t('shell.skip')}
        </a>
        <header className={classes.bar}>
          <Brand />
          <div className={classes.commands}>
            <OpenCommandBar />
          </div>
          <Navigation />
          {mayWork && <AlertsBell />}
          <Preferences />
        </header>
        <main id="main" tabIndex={-1} className={classes.main}>
          <Banners />
          {/* Texts of the page may still be on their way. A new path is a new page: its title takes the focus. */}
          <Suspense fallback={null} key={path}>
            <PageOfTheirs />
          </Suspense>
        </main>
      </div>
    </SessionGate>
  );
}

/** The page, or whose role it takes. */
function PageOfTheirs() {
  const act = useMatches({ select: (matches) => matches.at(-1)?.staticData.act });
  const isTheirs = useMay(act ?? 'USE_SESSION');
  return act === undefined || isTheirs ? <Outlet /> : <NeedsRole act={act} />;
}
