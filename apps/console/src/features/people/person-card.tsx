import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person, Role } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { Card } from '../../design/card.js';
import { ConfirmButton } from '../../design/confirm-button.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { sessionQuery } from '../session/session.js';
import { OneTimeLink } from './one-time-link.js';
import { proved } from './proof.js';
import { RoleChoice } from './role-choice.js';

/** One person: what they do here, and what an administrator does about it. */
export function PersonCard({ person, byMail }: { person: Person; byMail: boolean }) {
  const { t } = useTranslation('people');
  const { t: code } = useTranslation('codes');
  const { data: session } = useQuery(sessionQuery);
  const [roles, setRoles] = useState<Role[]>();
  const readAnew = () => queryClient.invalidateQueries({ queryKey: keys.people });
  const act = useMutation({
    mutationFn: (does: () => Promise<unknown>) => proved(does),
    onSettled: () => {
      setRoles(undefined);
      return readAnew();
    },
  });
  const link = useMutation({
    mutationFn: () =>
      proved(() =>
        person.status === 'INVITED'
          ? client.inviteAgain(person.id, { byMail })
          : client.makeRecoveryLink(person.id, { byMail }),
      ),
  });
  const isOther = session?.caller.id !== person.id;
  return (
    <Card title={person.name} aside={<Text size="sm">{code(`personStatus.${person.status}`)}</Text>}>
      <Stack gap="sm">
        <Text>{person.mail}</Text>
        <Text c="dimmed">{person.roles.map((role) => code(`personRole.${role}`)).join(', ')}</Text>
        <ProblemAlert error={act.error ?? link.error} />
        {link.data && <OneTimeLink made={link.data} />}
        {roles && (
          <>
            <RoleChoice value={roles} onChange={setRoles} />
            <Group>
              <Button onClick={() => act.mutate(() => client.changePerson(person, { roles }))}>
                {t('person.keepRoles')}
              </Button>
            </Group>
          </>
        )}
        {person.status !== 'LEFT' && (
          <Group gap="xs">
            {isOther && !roles && (
              <Button variant="default" size="xs" onClick={() => setRoles([...person.roles])}>
                {t('person.roles')}
              </Button>
            )}
            {isOther && (
              <Button variant="default" size="xs" loading={link.isPending} onClick={() => link.mutate()}>
                {person.status === 'INVITED' ? t('person.inviteAgain') : t('person.recover')}
              </Button>
            )}
            <Button
              variant="default"
              size="xs"
              onClick={() => act.mutate(() => client.endSessionsOf(person.id))}
            >
              {t('person.endSessions')}
            </Button>
            <ConfirmButton
              size="xs"
              title={t('person.leaveTitle', { name: person.name })}
              text={t('person.leaveText')}
              confirmLabel={t('person.leave')}
              onConfirm={() => act.mutate(() => client.offBoardPerson(person.id))}
            >
              {t('person.leave')}
            </ConfirmButton>
          </Group>
        )}
      </Stack>
    </Card>
  );
}
