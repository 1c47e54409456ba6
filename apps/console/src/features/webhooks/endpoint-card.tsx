import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { WebhookEndpoint } from '#client';
import { Card } from '../../design/card.js';
import { Time } from '../../design/time.js';
import { EndpointBadge } from './endpoint-state.js';
import { missedQuery } from './queries.js';

/** One endpoint in the list: how it stands, and what waits for it. */
export function EndpointCard({ endpoint }: { endpoint: WebhookEndpoint }) {
  const { id, url, description, state } = endpoint;
  return (
    <Card
      title={
        <Link to="/webhooks/$endpointId" params={{ endpointId: id }}>
          {description === '' ? url : description}
        </Link>
      }
      aside={<EndpointBadge state={state} />}
    >
      <Stack gap="xs">
        {description !== '' && <Text>{url}</Text>}
        <Waits id={id} />
      </Stack>
    </Card>
  );
}

/** How much an endpoint has not had. */
export function Waits({ id }: { id: string }) {
  const { t } = useTranslation('webhooks');
  const { data: missed } = useQuery(missedQuery(id));
  if (!missed) return null;
  const { waiting, exhausted, skipped, oldestAt } = missed;
  if (waiting + exhausted === 0) return <Text c="dimmed">{t('waits.nothing')}</Text>;
  return (
    <Text>
      {t('waits.what', { waiting, exhausted, skipped })}{' '}
      {oldestAt !== null && (
        <>
          {t('waits.oldest')} <Time at={oldestAt} style="both" />
        </>
      )}
    </Text>
  );
}
