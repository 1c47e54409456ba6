import { Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Approval, RefusalCause } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { Card } from '../../design/card.js';
import { ConfirmButton } from '../../design/confirm-button.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import { useMay } from '../session/may.js';
import { neededRoles, type PageAct } from '../session/needed-roles.js';
import { useRoleNames } from '../session/role-names.js';
import { ChoiceButton } from '../submissions/choice-button.js';
import { useWhat } from './use-what.js';

const causes = ['NOT_JUSTIFIED', 'NOT_NOW', 'MISTAKE', 'OTHER'] as const satisfies readonly RefusalCause[];

/** One act that waits: what exactly, who asked for it, until when, and what a second person decides. */
export function ApprovalCard({ approval }: { approval: Approval }) {
  const { t } = useTranslation('approvals');
  const { t: code } = useTranslation('codes');
  const { id, act, reportReference, askedBy, askedAt, expiresAt, isYours } = approval;
  const { what, meaning } = useWhat(approval);
  const roleNames = useRoleNames();
  const mayDoIt = useMay(act);
  const mayReadReports = useMay('READ_REPORT');
  const decide = useMutation({
    mutationFn: (does: () => Promise<Approval>) => does(),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: keys.approvals }),
        queryClient.invalidateQueries({ queryKey: keys.platforms }),
        queryClient.invalidateQueries({ queryKey: keys.reports }),
      ]),
  });
  return (
    <Card title={what} aside={<Time at={askedAt} />}>
      <Stack gap="sm">
        {meaning !== null && <Text>{meaning}</Text>}
        <Text>
          {t('askedBy', { name: askedBy })} {t('until')} <Time at={expiresAt} style="both" />
        </Text>
        {mayReadReports && reportReference !== null && (
          <Link to="/reports/$reference" params={{ reference: reportReference }}>
            {t('toReport', { reference: reportReference })}
          </Link>
        )}
        <ProblemAlert error={decide.error} />
        {isYours && <Text c="dimmed">{t('yours')}</Text>}
        {!isYours && !mayDoIt && isKnown(act) && (
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
              onConfirm={() => decide.mutate(() => client.approve(id))}
            >
              {t('approve.button')}
            </ConfirmButton>
            <ChoiceButton
              label={t('refuse.button')}
              text={t('refuse.text', { name: askedBy })}
              confirmLabel={t('refuse.confirm')}
              reasons={causes.map((value) => ({ value, label: code(`refusalCause.${value}`) }))}
              onConfirm={(because) => decide.mutate(() => client.refuse(id, because))}
            />
          </Group>
        )}
      </Stack>
    </Card>
  );
}

function isKnown(act: Approval['act']): act is Approval['act'] & PageAct {
  return Object.hasOwn(neededRoles, act);
}
