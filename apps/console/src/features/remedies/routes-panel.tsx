import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RemedyAct } from '#client';
import { client } from '../../api/client.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import type { ActProps } from '../submissions/acts/act-props.js';
import { useAct } from '../submissions/use-act.js';
import { hasEnded } from './has-ended.js';
import { OutcomeForm } from './outcome-form.js';
import { routesQuery } from './queries.js';
import { RouteEntry } from './route-entry.js';
import classes from './remedies.module.css';

/** What can still be done about a submission that was refused or never answered; nothing while there is nothing. */
export function RoutesPanel(about: ActProps) {
  return hasEnded(about.submission) ? <OpenRoutes {...about} /> : null;
}

function OpenRoutes(about: ActProps) {
  const { report, submission } = about;
  const { t } = useTranslation('guidance');
  const { t: code } = useTranslation('codes');
  const { data, error, refetch } = useQuery(routesQuery(report.id, submission));
  const act = useAct(about, (given: RemedyAct) => client.recordRemedy(submission.id, given));
  return (
    <section className={classes.panel} aria-label={t('routes.title')}>
      <h4 className={classes.title}>{t('routes.title')}</h4>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      <ProblemAlert error={act.error} />
      {data && (
        <>
          {data.outcomes.length > 0 && (
            <OutcomeForm outcomes={data.outcomes} isPending={act.isPending} onEnd={act.mutate} />
          )}
          {data.data.length === 0 && data.outcomes.length === 0 && <p>{t('routes.none')}</p>}
          {data.data.length > 0 && (
            <ul className={classes.routes}>
              {data.data.map((route) => (
                <RouteEntry
                  key={route.route}
                  route={route}
                  submission={submission}
                  isPending={act.isPending}
                  onTake={(body) =>
                    act.mutate({ route: route.route, ...(body === undefined ? {} : { body }) })
                  }
                />
              ))}
            </ul>
          )}
          <details>
            <summary>{t('routes.closed')}</summary>
            <ul className={classes.closed}>
              {data.notOffered.map(({ route, reason }) => (
                <li key={route}>
                  {t('routes.closedRoute', {
                    route: code(`route.${route}`),
                    why: code(`hindrance.${reason}`),
                  })}
                </li>
              ))}
            </ul>
          </details>
        </>
      )}
    </section>
  );
}
