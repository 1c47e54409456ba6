import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { platformsQuery } from '../../api/queries.js';
import { Loading } from '../../design/loading.js';
import { Page } from '../../design/page.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { PlatformCard } from './platform-card.js';
import classes from './platforms-page.module.css';

/** How each platform stands, and the switches. */
export function PlatformsPage() {
  const { t } = useTranslation('platforms');
  const { data: platforms, error, isPending, refetch } = useQuery(platformsQuery);
  return (
    <Page title={t('title')} lead={t('lead')}>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {isPending && <Loading />}
      <div className={classes.grid}>
        {platforms?.map((platform) => (
          <PlatformCard key={platform.key} platform={platform} />
        ))}
      </div>
    </Page>
  );
}
