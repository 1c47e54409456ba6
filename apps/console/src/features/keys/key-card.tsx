import { Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ApiKey } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { Card } from '../../design/card.js';
import { ConfirmButton } from '../../design/confirm-button.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';

/** One key, and its end. */
export function KeyCard({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation('keys');
  const { t: code } = useTranslation('codes');
  const { id, name, prefix, roles, madeBy, expiresAt, lastUsedAt } = apiKey;
  const revoke = useMutation({
    mutationFn: () => client.revokeKey(id),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.apiKeys }),
  });
  return (
    <Card title={name} aside={<code>{prefix}</code>}>
      <Stack gap="xs">
        <Text>{roles.map((role) => code(`personRole.${role}`)).join(', ')}</Text>
        <Text c="dimmed" size="sm">
          {madeBy === null ? t('first') : t('madeBy', { name: madeBy })}
        </Text>
        <Text c="dimmed" size="sm">
          {expiresAt === null ? t('endless') : t('ends')}{' '}
          {expiresAt !== null && <Time at={expiresAt} style="both" />}
        </Text>
        <Text c="dimmed" size="sm">
          {lastUsedAt === null ? t('unused') : t('lastUsed')}{' '}
          {lastUsedAt !== null && <Time at={lastUsedAt} style="both" />}
        </Text>
        <ProblemAlert error={revoke.error} />
        <Group>
          <ConfirmButton
            size="xs"
            color="red"
            loading={revoke.isPending}
            title={t('revoke.title', { name })}
            text={t('revoke.text')}
            confirmLabel={t('revoke.confirm')}
            onConfirm={() => revoke.mutate()}
          >
            {t('revoke.button')}
          </ConfirmButton>
        </Group>
      </Stack>
    </Card>
  );
}
