import { Button, Group, NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel, NewChannelMark } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { ProblemAlert } from '../../design/problem-alert.js';

const deadReasons = ['BOUNCES', 'MOVED', 'CLOSED', 'SILENT', 'OTHER'] as const;

/** A person says that a way in leads nowhere, or that it works again. */
export function ChannelMark({ platform, channel: { id, state } }: { platform: string; channel: Channel }) {
  const { t } = useTranslation('platforms');
  const { t: code } = useTranslation('codes');
  const [isAsking, setIsAsking] = useState(false);
  const [reason, setReason] = useState<(typeof deadReasons)[number]>('BOUNCES');
  const mark = useMutation({
    mutationFn: (body: NewChannelMark) => client.markChannel(platform, id, body),
    onSuccess: () => setIsAsking(false),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.platforms }),
  });
  if (state === 'OFF') return null;
  return (
    <>
      {state === 'DEAD' && (
        <Button
          size="compact-sm"
          variant="default"
          loading={mark.isPending}
          onClick={() => mark.mutate({ state: 'USABLE', reason: 'WORKS' })}
        >
          {t('mark.usable')}
        </Button>
      )}
      {state === 'USABLE' && !isAsking && (
        <Button size="compact-sm" variant="subtle" ml={-8} onClick={() => setIsAsking(true)}>
          {t('mark.dead')}
        </Button>
      )}
      {state === 'USABLE' && isAsking && (
        <Group gap="xs" align="end">
          <NativeSelect
            label={t('mark.why')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value as typeof reason)}
            data={deadReasons.map((each) => ({ value: each, label: code(`channelMarkReason.${each}`) }))}
          />
          <Button size="sm" loading={mark.isPending} onClick={() => mark.mutate({ state: 'DEAD', reason })}>
            {t('mark.confirm')}
          </Button>
        </Group>
      )}
      <ProblemAlert error={mark.error} />
    </>
  );
}
