import { Button, Group, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { WebhookEndpoint, WebhookEndpointChange } from '#client';
import { client } from '../../api/client.js';
import { ConfirmButton } from '../../design/confirm-button.js';
import { Note } from '../../design/note.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { useEndpointAct } from './use-endpoint-act.js';

interface EndpointActsProps {
  readonly endpoint: WebhookEndpoint;
  readonly etag: string;
}

/** Ping, pause, off and on, and its end. */
export function EndpointActs({ endpoint: { id, state, lastPing }, etag }: EndpointActsProps) {
  const { t } = useTranslation('webhooks');
  const navigate = useNavigate();
  const ping = useEndpointAct(async () => {
    await client.pingWebhookEndpoint(id);
    return lastPing?.at ?? null;
  });
  const set = useEndpointAct((to: NonNullable<WebhookEndpointChange['state']>) =>
    client.changeWebhookEndpoint(id, etag, { state: to }),
  );
  const remove = useEndpointAct(async () => {
    await client.removeWebhookEndpoint(id, etag);
    await navigate({ to: '/webhooks' });
  });
  const isOn = state === 'ACTIVE' || state === 'UNPROVEN';
  const isAsked = ping.isSuccess && ping.data === (lastPing?.at ?? null);
  return (
    <Stack gap="sm">
      <ProblemAlert error={ping.error ?? set.error ?? remove.error} />
      {isAsked && (
        <Note tone="moving" role="status">
          <p>{t('ping.asked')}</p>
        </Note>
      )}
      <Group gap="xs">
        <Button size="xs" variant="light" loading={ping.isPending} onClick={() => ping.mutate()}>
          {t('ping.button')}
        </Button>
        {isOn && (
          <Button size="xs" variant="default" loading={set.isPending} onClick={() => set.mutate('PAUSED')}>
            {t('pause')}
          </Button>
        )}
        {!isOn && (
          <Button size="xs" variant="default" loading={set.isPending} onClick={() => set.mutate('ACTIVE')}>
            {state === 'PAUSED' ? t('goOn') : t('switchOn')}
          </Button>
        )}
        {state !== 'DISABLED' && (
          <ConfirmButton
            size="xs"
            title={t('off.title')}
            text={t('off.text')}
            confirmLabel={t('off.button')}
            onConfirm={() => set.mutate('DISABLED')}
          >
            {t('off.button')}
          </ConfirmButton>
        )}
        <ConfirmButton
          size="xs"
          color="red"
          title={t('remove.title')}
          text={t('remove.text')}
          confirmLabel={t('remove.confirm')}
          onConfirm={() => remove.mutate()}
        >
          {t('remove.button')}
        </ConfirmButton>
      </Group>
    </Stack>
  );
}
