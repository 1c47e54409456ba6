import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { useCodeTexts } from '../../design/code-texts.js';
import { PlatformName } from '../../design/platform.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import classes from './alerts.module.css';

/** What needs somebody, and who has taken it. */
export function AlertsTray({ alerts, error }: { alerts: readonly Alert[]; error: unknown }) {
  const { t } = useTranslation();
  return (
    <>
      <h2 className={classes.title}>{t('alerts.title')}</h2>
      <ProblemAlert error={error} />
      {alerts.length === 0 && !error && <p className={classes.quiet}>{t('alerts.none')}</p>}
      <ul className={classes.alerts}>
        {alerts.map((alert) => (
          <AlertItem key={alert.id} alert={alert} />
        ))}
      </ul>
    </>
  );
}

function AlertItem({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const { alert: kind } = useCodeTexts();
  const take = useMutation({
    mutationFn: () => client.acknowledgeAlert(alert.id),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.alerts }),
  });
  return (
    <li className={classes.alert} data-urgency={alert.urgency} data-state={alert.state}>
      <p className={classes.head}>
        <Link to="/reports/$reference" params={{ reference: alert.reportReference }}>
          {alert.reportReference}
        </Link>
        {alert.urgency === 'CRITICAL' && <strong>{t('alerts.critical')}</strong>}
        <span className={classes.quiet}>
          <Time at={alert.createdAt} />
        </span>
      </p>
      <p className={classes.what}>
        {alert.platform !== null && <PlatformName platform={alert.platform} size={16} />} {kind(alert.kind)}
      </p>
      {alert.state === 'OPEN' ? (
        <Button
          size="compact-md"
          variant="default"
          loading={take.isPending}
          aria-label={t('alerts.takeWhat', { reference: alert.reportReference, what: kind(alert.kind) })}
          onClick={() => take.mutate()}
        >
          {t('alerts.take')}
        </Button>
      ) : (
        <p className={classes.quiet}>{t('alerts.takenBy', { name: alert.acknowledgedBy })}</p>
      )}
      <ProblemAlert error={take.error} />
    </li>
  );
}
