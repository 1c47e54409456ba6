import { Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Approval, Platform } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { Card } from '../../design/card.js';
import { ConfirmButton } from '../../design/confirm-button.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import { useMay } from '../session/may.js';
import { neededRoles } from '../session/needed-roles.js';
import { useRoleNames } from '../session/role-names.js';

/** One act that waits: who asked for it, until when, and what a second person decides. */
export function ApprovalCard({ approval }: { approval: Approval }) {
  const { t } = useTranslation('approvals');
  const { act, askedBy, askedAt, expiresAt, isYours } = approval;
  const what = useWhat(approval);
  const roleNames = useRoleNames();
  const mayDoIt = useMay(act);
  const decide = useMutation({
    mutationFn: (does: typeof client.approve) => does(approval.id),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: keys.approvals }),
        queryClient.invalidateQueries({ queryKey: keys.platforms }),
      ]),
  });
  return (
    <Card title={what} aside={<Time at={askedAt} />}>
      <Stack gap="sm">
        <Text>
          {t('askedBy', { name: askedBy })} {t('until')} <Time at={expiresAt} style="both" />
        </Text>
        <ProblemAlert error={decide.error} />
        {isYours && <Text c="dimmed">{t('yours')}</Text>}
        {!isYours && !mayDoIt && act === 'ARM_PLATFORM' && (
          <Text c="dimmed">{t('otherRole', { roles: roleNames(neededRoles[act]) })}</Text>
        )}
        {!isYours && mayDoIt && (
          <Group gap="xs">
            <ConfirmButton
              size="sm"
              variant="filled"
              loading={decide.isPending}
              title={t('approve.title', { what })}
              text={t('approve.text', { name: askedBy })}
              confirmLabel={t('approve.confirm')}
              onConfirm={() => decide.mutate(client.approve)}
            >
              {t('approve.button')}
            </ConfirmButton>
            <ConfirmButton
              size="sm"
              loading={decide.isPending}
              title={t('refuse.title', { what })}
              text={t('refuse.text', { name: askedBy })}
              confirmLabel={t('refuse.confirm')}
              onConfirm={() => decide.mutate(client.refuse)}
            >
              {t('refuse.button')}
            </ConfirmButton>
          </Group>
        )}
      </Stack>
    </Card>
  );
}

function useWhat({ act, subject }: Approval): string {
  const { t } = useTranslation('approvals');
  const { t: code } = useTranslation('codes');
  if (act !== 'ARM_PLATFORM') return t('what.other', { act, subject });
  return t('what.arm', { platform: code(`platform.${subject as Platform['key']}`) });
}
