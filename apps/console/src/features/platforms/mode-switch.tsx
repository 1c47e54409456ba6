import { Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconHandStop, IconMasksTheater, IconSend2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Platform, PlatformMode } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { ConfirmButton } from '../../design/confirm-button.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { useMay } from '../session/may.js';
import { WaitingArming } from './waiting-arming.js';

/** The modes a platform is not in, each with what it would mean. */
export function ModeSwitch({ platform: { key, name, mode } }: { platform: Platform }) {
  const { t } = useTranslation('platforms');
  const change = useMutation({
    mutationFn: (to: PlatformMode) => client.setPlatformMode(key, to),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: keys.platforms }),
        queryClient.invalidateQueries({ queryKey: keys.approvals }),
      ]),
  });
  const mayArm = useMay('ARM_PLATFORM');
  const mayStop = useMay('STOP_PLATFORM');
  const loading = (to: PlatformMode) => change.isPending && change.variables === to;
  return (
    <>
      <ProblemAlert error={change.error} />
      <WaitingArming platform={key} />
      <Group gap="xs">
        {mayArm && mode !== 'armed' && (
          <ConfirmButton
            size="sm"
            variant="filled"
            leftSection={<IconSend2 size={18} aria-hidden />}
            loading={loading('armed')}
            title={t('arm.title', { platform: name })}
            text={t('arm.text', { platform: name })}
            confirmLabel={t('arm.confirm')}
            onConfirm={() => change.mutate('armed')}
          >
            {t('arm.button')}
          </ConfirmButton>
        )}
        {mayStop && mode !== 'rehearsed' && (
          <ConfirmButton
            size="sm"
            leftSection={<IconMasksTheater size={18} aria-hidden />}
            loading={loading('rehearsed')}
            title={t('rehearse.title', { platform: name })}
            text={t('rehearse.text', { platform: name })}
            confirmLabel={t('rehearse.confirm')}
            onConfirm={() => change.mutate('rehearsed')}
          >
            {t('rehearse.button')}
          </ConfirmButton>
        )}
        {mayStop && mode !== 'stopped' && (
          <ConfirmButton
            size="sm"
            leftSection={<IconHandStop size={18} aria-hidden />}
            loading={loading('stopped')}
            title={t('stop.title', { platform: name })}
            text={t('stop.text', { platform: name })}
            confirmLabel={t('stop.confirm')}
            color="red"
            onConfirm={() => change.mutate('stopped')}
          >
            {t('stop.button')}
          </ConfirmButton>
        )}
      </Group>
    </>
  );
}
