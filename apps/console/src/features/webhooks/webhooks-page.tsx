import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconWebhook } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../design/empty-state.js';
import { Loading } from '../../design/loading.js';
import { Page } from '../../design/page.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { EndpointCard } from './endpoint-card.js';
import { NewEndpoint } from './new-endpoint.js';
import { endpointsQuery } from './queries.js';

/** Which other programs hear of events, and whether they do. */
export function WebhooksPage() {
  const { t } = useTranslation('webhooks');
  const { data: endpoints, error, isPending, refetch } = useQuery(endpointsQuery);
  return (
    <Page title={t('title')} lead={t('lead')} width="narrow">
      <Stack gap="lg">
        <NewEndpoint />
        <ProblemAlert error={error} onRetry={() => void refetch()} />
        {isPending && <Loading />}
        {endpoints?.length === 0 && (
          <EmptyState icon={IconWebhook} title={t('none.title')} text={t('none.text')} />
        )}
        {endpoints?.map((endpoint) => (
          <EndpointCard key={endpoint.id} endpoint={endpoint} />
        ))}
      </Stack>
    </Page>
  );
}
