import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { WebhookEndpoint } from '#client';
import { Card } from '../../design/card.js';
import { useCodeTexts } from '../../design/code-texts.js';
import { Loading } from '../../design/loading.js';
import { Page } from '../../design/page.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import { DeliveryLog } from './delivery-log.js';
import { EndpointActs } from './endpoint-acts.js';
import { Waits } from './endpoint-card.js';
import { EndpointEditing } from './endpoint-editing.js';
import { EndpointBadge, useStateMeaning } from './endpoint-state.js';
import { HeldReports } from './held-reports.js';
import { Notices } from './notices.js';
import { Pace } from './pace.js';
import { endpointQuery } from './queries.js';
import { Recover } from './recover.js';
import { RotateSecret } from './rotate-secret.js';
import classes from './webhooks.module.css';

const route = getRouteApi('/webhooks/$endpointId');

/** One endpoint: how it stands, what can be done about it, and what became of each event. */
export function EndpointPage() {
  const { endpointId } = route.useParams();
  const { t } = useTranslation('webhooks');
  const { data, error, refetch } = useQuery(endpointQuery(endpointId));
  const name = data === undefined ? t('endpoint') : data.endpoint.description || data.endpoint.url;
  return (
    <Page title={name} lead={<Link to="/webhooks">{t('toAll')}</Link>} width="narrow">
      <Stack gap="lg">
        <ProblemAlert error={error} onRetry={() => void refetch()} />
        {!data && !error && <Loading rows={4} />}
        {data && (
          <>
            <Standing endpoint={data.endpoint} etag={data.etag} />
            <Card title={t('missed.title')}>
              <Stack gap="md">
                <Waits id={endpointId} />
                <HeldReports id={endpointId} />
                <Recover id={endpointId} />
              </Stack>
            </Card>
            <DeliveryLog endpoint={data.endpoint} />
            <EndpointEditing endpoint={data.endpoint} etag={data.etag} />
            <Pace endpoint={data.endpoint} etag={data.etag} />
            <RotateSecret endpoint={data.endpoint} />
            <Notices id={endpointId} />
          </>
        )}
      </Stack>
    </Page>
  );
}

function Standing({ endpoint, etag }: { endpoint: WebhookEndpoint; etag: string }) {
  const { t } = useTranslation('webhooks');
  const meaning = useStateMeaning();
  const { url, state, hearsSince } = endpoint;
  return (
    <Card title={t('standing')} aside={<EndpointBadge state={state} />}>
      <Stack gap="xs">
        <Text>{url}</Text>
        <Text>{meaning[state]}</Text>
        <LastPing endpoint={endpoint} />
        <p className={classes.small}>
          {t('hearsSince')} <Time at={hearsSince} style="absolute" />
        </p>
        <EndpointActs endpoint={endpoint} etag={etag} />
      </Stack>
    </Card>
  );
}

function LastPing({ endpoint: { lastPing } }: { endpoint: WebhookEndpoint }) {
  const { t } = useTranslation('webhooks');
  const { deliveryOutcome } = useCodeTexts();
  if (lastPing === null) return <p className={classes.small}>{t('ping.none')}</p>;
  const { at, outcome, status } = lastPing;
  return (
    <p className={classes.small}>
      {t('ping.last')} <Time at={at} style="both" />: {deliveryOutcome(outcome)}
      {status !== null && ` (${status})`}
    </p>
  );
}
