import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Queues } from '#client';
import { client } from '../../api/client.js';
import { Card } from '../../design/card.js';
import { Loading } from '../../design/loading.js';
import { Note } from '../../design/note.js';
import { Page } from '../../design/page.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import { durationText } from '../outcomes/figures/duration.js';
import { PlatformQueue } from './platform-queue.js';
import classes from './queues.module.css';

/** No event tells of it: read anew while it is looked at. */
const queuesQuery = {
  queryKey: ['queues'],
  queryFn: () => client.readQueues(),
  refetchInterval: 10_000,
};

/** What waits, where and since when: for who keeps the workers running. */
export function QueuesPage() {
  const { t } = useTranslation('queues');
  const { data, error, isPending, dataUpdatedAt, refetch } = useQuery(queuesQuery);
  return (
    <Page title={t('title')} lead={t('lead')} width="narrow">
      <Stack gap="lg">
        <ProblemAlert error={error} onRetry={() => void refetch()} />
        {isPending && <Loading rows={5} />}
        {data && (
          <>
            <p className={classes.small}>
              {t('asOf')} <Time at={new Date(dataUpdatedAt).toISOString()} style="both" />
            </p>
            <Overdue overdue={data.overdue} />
            {data.platforms.map((queue) => (
              <PlatformQueue key={queue.platform} queue={queue} />
            ))}
            <Common common={data.common} />
            <Link to="/platforms">{t('toPlatforms')}</Link>
          </>
        )}
      </Stack>
    </Page>
  );
}

function Overdue({ overdue: { count, oldestSeconds } }: Pick<Queues, 'overdue'>) {
  const { t, i18n } = useTranslation('queues');
  if (count === 0)
    return (
      <Note tone="good">
        <p>{t('fine')}</p>
      </Note>
    );
  const time = durationText(Math.round(oldestSeconds / 60), i18n.language);
  return (
    <Note tone="bad" role="status" title={t('overdue.title', { count: count })}>
      <p>{t('overdue.text', { time })}</p>
    </Note>
  );
}

function Common({ common }: Pick<Queues, 'common'>) {
  const { t, i18n } = useTranslation('queues');
  const names = {
    WAKE_UPS: t('common.WAKE_UPS'),
    REPLIES: t('common.REPLIES'),
    WEBHOOKS: t('common.WEBHOOKS'),
  };
  return (
    <Card title={t('common.title')}>
      <dl className={classes.common}>
        {common.map(({ queue, count, firstAt }) => (
          <div key={queue}>
            <dt>{names[queue]}</dt>
            <dd>
              {count.toLocaleString(i18n.language)}
              {firstAt !== null && (
                <span className={classes.small}>
                  {' '}
                  {t('first')} <Time at={firstAt} style="both" />
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
