import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebhookEndpoint } from '#client';
import { client } from '../../api/client.js';
import { platformsQuery, taxonomyQuery } from '../../api/queries.js';
import { Card } from '../../design/card.js';
import { Note } from '../../design/note.js';
import { EndpointForm } from './endpoint-form.js';
import { changesOf, termsOf, type Terms } from './terms.js';
import { useEndpointAct } from './use-endpoint-act.js';

interface EndpointEditingProps {
  readonly endpoint: WebhookEndpoint;
  /** As it was read last: after a conflict, what was typed is saved over what is shown by then. */
  readonly etag: string;
}

/** What it gets, and changing that. */
export function EndpointEditing({ endpoint, etag }: EndpointEditingProps) {
  const { t } = useTranslation('webhooks');
  const [before, setBefore] = useState<Terms>();
  const save = useEndpointAct(async (changes: Partial<Terms>) => {
    await client.changeWebhookEndpoint(endpoint.id, etag, changes);
    setBefore(undefined);
  });
  const open = () => {
    save.reset();
    setBefore(termsOf(endpoint));
  };
  return (
    <Card title={t('gets.title')}>
      <Stack gap="md">
        <Terms endpoint={endpoint} />
        {before === undefined ? (
          <div>
            <Button size="xs" variant="default" onClick={open}>
              {t('gets.change')}
            </Button>
          </div>
        ) : (
          <EndpointForm
            before={before}
            error={save.error}
            isPending={save.isPending}
            submitLabel={t('gets.save')}
            onSubmit={(terms) => save.mutate(changesOf(before, terms))}
            onCancel={() => setBefore(undefined)}
          />
        )}
      </Stack>
    </Card>
  );
}

function Terms({ endpoint }: { endpoint: WebhookEndpoint }) {
  const { t, i18n } = useTranslation('webhooks');
  const { t: code } = useTranslation('codes');
  const { data: platforms = [] } = useQuery(platformsQuery);
  const { data: taxonomy = [] } = useQuery(taxonomyQuery);
  const { events, unknownEvents, platforms: on, categories, sla, format } = endpoint;
  const platformName = (key: string) => platforms.find((each) => each.key === key)?.name ?? key;
  const categoryName = (name: string) =>
    taxonomy.find((each) => each.code === name)?.labels[i18n.language] ?? name;
  return (
    <>
      {unknownEvents.length > 0 && (
        <Note tone="attention">
          <p>{t('gets.unknown', { entries: unknownEvents.join(', ') })}</p>
        </Note>
      )}
      <Text>{events === null ? t('events.all') : t('gets.events', { list: events.join(', ') })}</Text>
      {on !== null && <Text>{t('gets.platforms', { list: on.map(platformName).join(', ') })}</Text>}
      {categories !== null && (
        <Text>{t('gets.categories', { list: categories.map(categoryName).join(', ') })}</Text>
      )}
      {sla !== null && (
        <Text>{t('gets.sla', { list: sla.map((each) => code(`webhookSla.${each}`)).join(', ') })}</Text>
      )}
      <Text>{t('gets.format', { format: code(`webhookFormat.${format}`) })}</Text>
    </>
  );
}
