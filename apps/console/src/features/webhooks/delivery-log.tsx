import { Button, NativeSelect, Stack } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { WebhookEndpoint } from '#client';
import { Card } from '../../design/card.js';
import { useCodeTexts } from '../../design/code-texts.js';
import { MoreButton } from '../../design/more-button.js';
import { Loading } from '../../design/loading.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import { DeliveryRow } from './delivery-row.js';
import { deliveryStates, readLogSearch } from './log-search.js';
import { deliveryPages, eventTypesQuery } from './queries.js';
import classes from './webhooks.module.css';

const route = getRouteApi('/webhooks/$endpointId');

/** What became of each event at one endpoint, the newest event first. */
export function DeliveryLog({ endpoint: { id, state } }: { endpoint: WebhookEndpoint }) {
  const { t } = useTranslation('webhooks');
  const { t: code } = useTranslation('codes');
  const { event: eventText } = useCodeTexts();
  const search = route.useSearch({ select: readLogSearch });
  const navigate = useNavigate();
  const { data: types = [] } = useQuery(eventTypesQuery);
  const pages = useInfiniteQuery(deliveryPages(id, search));
  const deliveries = pages.data?.pages.flatMap(({ data }) => data) ?? [];
  const filter = (changed: object) =>
    void navigate({
      to: '/webhooks/$endpointId',
      params: { endpointId: id },
      search: readLogSearch({ ...search, ...changed }),
      resetScroll: false,
    });
  const every = { value: '', label: t('log.every') };
  return (
    <Card title={t('log.title')}>
      <Stack gap="md">
        <search className={classes.filters} aria-label={t('log.filters')}>
          <NativeSelect
            label={t('log.state')}
            value={search.state ?? ''}
            onChange={(event) => filter({ state: event.currentTarget.value })}
            data={[
              every,
              ...deliveryStates.map((value) => ({ value, label: code(`deliveryState.${value}`) })),
            ]}
          />
          <NativeSelect
            label={t('log.type')}
            value={search.type ?? ''}
            onChange={(event) => filter({ type: event.currentTarget.value })}
            data={[every, ...types.map(({ type }) => ({ value: type, label: eventText(type) }))]}
          />
        </search>
        <ProblemAlert error={pages.error} onRetry={() => void pages.refetch()} />
        {pages.isPending && <Loading rows={3} />}
        {pages.data && (
          <div className={classes.row}>
            <p className={classes.small}>
              {deliveries.length === 0 ? t('log.none') : t('log.asOf')}{' '}
              <Time at={new Date(pages.dataUpdatedAt).toISOString()} />
            </p>
            <Button
              size="xs"
              variant="subtle"
              loading={pages.isFetching && !pages.isFetchingNextPage}
              onClick={() => void pages.refetch()}
            >
              {t('log.again')}
            </Button>
          </div>
        )}
        {deliveries.length > 0 && (
          <ul className={classes.list} aria-label={t('log.title')}>
            {deliveries.map((delivery) => (
              <DeliveryRow key={delivery.id} delivery={delivery} isSent={state === 'ACTIVE'} />
            ))}
          </ul>
        )}
        <MoreButton pages={pages} label={t('log.more')} />
      </Stack>
    </Card>
  );
}
