import '../../design/mantine-later.css';
import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebhookEndpoint } from '#client';
import { client } from '../../api/client.js';
import { Card } from '../../design/card.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { useEndpointAct } from './use-endpoint-act.js';

/** What the API takes. */
const mostAMinute = 10_000;

/** Whether events of one report wait for each other, and how many it gets a minute. What was typed stays until it is saved. */
export function Pace({ endpoint, etag }: { endpoint: WebhookEndpoint; etag: string }) {
  const { t } = useTranslation('webhooks');
  const [typed, setTyped] = useState<{ readonly isOrdered: boolean; readonly rate: string }>();
  const { isOrdered, rate } = typed ?? {
    isOrdered: endpoint.isOrdered,
    rate: endpoint.ratePerMinute === null ? '' : String(endpoint.ratePerMinute),
  };
  const isRate =
    rate.trim() === '' || (/^\s*\d{1,5}\s*$/.test(rate) && Number(rate) >= 1 && Number(rate) <= mostAMinute);
  const save = useEndpointAct(async () => {
    const ratePerMinute = rate.trim() === '' ? null : Number(rate);
    await client.setWebhookPace(endpoint.id, etag, { isOrdered, ratePerMinute });
    setTyped(undefined);
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Card title={t('pace.title')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <ProblemAlert error={save.error} />
          <Checkbox
            label={t('pace.ordered')}
            description={t('pace.orderedHint')}
            checked={isOrdered}
            onChange={(event) => setTyped({ isOrdered: event.currentTarget.checked, rate })}
          />
          <TextInput
            label={t('pace.rate')}
            description={t('pace.rateHint')}
            inputMode="numeric"
            value={rate}
            error={isRate ? undefined : t('pace.wrong', { most: mostAMinute })}
            onChange={(event) => setTyped({ isOrdered, rate: event.currentTarget.value })}
          />
          <Group>
            <Button
              type="submit"
              size="xs"
              variant="default"
              loading={save.isPending}
              disabled={typed === undefined || !isRate}
            >
              {t('pace.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
