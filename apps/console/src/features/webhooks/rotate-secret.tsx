import { Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebhookEndpoint } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { Card } from '../../design/card.js';
import { ConfirmButton } from '../../design/confirm-button.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import { OneTimeSecret } from './one-time-secret.js';

/** How long the secret before can go on signing, in hours; 0 ends it at once. */
const overlaps = [24, 72, 168, 0] as const;

/** A new secret, and how long both sign. */
export function RotateSecret({ endpoint: { id, earlierSecretUntil } }: { endpoint: WebhookEndpoint }) {
  const { t } = useTranslation('webhooks');
  const [hours, setHours] = useState<number>(overlaps[0]);
  const rotate = useMutation({
    mutationFn: () => client.rotateWebhookSecret(id, { overlapHours: hours }),
    // What is shown once is not kept either.
    gcTime: 0,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.webhooks }),
  });
  return (
    <Card title={t('rotate.title')}>
      <Stack gap="md">
        <Text c="dimmed">{t('rotate.text')}</Text>
        <ProblemAlert error={rotate.error} />
        {rotate.data && <OneTimeSecret secret={rotate.data.secret} />}
        {earlierSecretUntil !== null && (
          <Text>
            {t('rotate.both')} <Time at={earlierSecretUntil} style="both" />
          </Text>
        )}
        <Group align="flex-end">
          <NativeSelect
            label={t('rotate.overlap')}
            value={String(hours)}
            onChange={(event) => setHours(Number(event.currentTarget.value))}
            data={overlaps.map((each) => ({
              value: String(each),
              label: each === 0 ? t('rotate.atOnce') : t('rotate.hours', { count: each }),
            }))}
          />
          <ConfirmButton
            loading={rotate.isPending}
            title={t('rotate.question')}
            text={hours === 0 ? t('rotate.endsAtOnce') : t('rotate.endsLater', { count: hours })}
            confirmLabel={t('rotate.button')}
            onConfirm={() => rotate.mutate()}
          >
            {t('rotate.button')}
          </ConfirmButton>
        </Group>
      </Stack>
    </Card>
  );
}
