import '../../design/mantine-later.css';
import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { Card } from '../../design/card.js';
import { ConfirmButton } from '../../design/confirm-button.js';
import { Loading } from '../../design/loading.js';
import { Note } from '../../design/note.js';
import { Page } from '../../design/page.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import { OwnDayCard } from '../wellbeing/own-day-card.js';
import { canUsePasskeys, makePasskey } from '../session/passkeys.js';
import { sessionQuery, waysQuery } from '../session/session.js';
import { MySessions } from './my-sessions.js';
import { NewPasswordForm } from './new-password-form.js';
import { ProofDialog } from './proof-dialog.js';
import { proved } from './proof.js';
import { meQuery } from './queries.js';
import { RecoveryCodes } from './recovery-codes.js';
import classes from './people.module.css';

/** One's own account: who one is here, how one signs in, and where. */
export function AccountPage() {
  const { t } = useTranslation('people');
  const { data: session } = useQuery(sessionQuery);
  return (
    <Page title={t('account.title')} width="narrow">
      {session?.isTrial ? (
        <Stack gap="lg">
          <Note tone="calm">
            <p>{t('account.trial')}</p>
          </Note>
          <OwnDayCard />
        </Stack>
      ) : (
        <Account />
      )}
      <ProofDialog />
    </Page>
  );
}

function Account() {
  const { t } = useTranslation('codes');
  const { data: me, error, refetch } = useQuery(meQuery);
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!me) return <Loading />;
  return (
    <Stack gap="lg">
      <Card title={me.name}>
        <Text>{me.mail}</Text>
        <Text c="dimmed">{me.roles.map((role) => t(`personRole.${role}`)).join(', ')}</Text>
      </Card>
      {me.roles.some((role) => rolesWithReports.includes(role)) && <OwnDayCard />}
      {me.roles.some((role) => rolesWithReports.includes(role)) && <Digests me={me} />}
      <Passkeys me={me} />
      <Password me={me} />
      <MySessions />
    </Stack>
  );
}

/** Who files and follows reports every day, who leads every week. */
const rolesWithReports: readonly Me['roles'][number][] = ['STAFF', 'ANALYST', 'SUPERVISOR'];

const keep = (me: Me) => queryClient.setQueryData(meQuery.queryKey, me);
const readAnew = () => queryClient.invalidateQueries({ queryKey: keys.me });

function Digests({ me }: { me: Me }) {
  const { t } = useTranslation('people');
  const change = useMutation({
    mutationFn: (wantsDigests: boolean) => client.changeMe({ wantsDigests }),
    onSuccess: keep,
  });
  return (
    <Card title={t('digests.title')}>
      <Stack gap="md">
        <ProblemAlert error={change.error} />
        <Checkbox
          label={t('digests.wanted')}
          description={t('digests.text')}
          checked={me.wantsDigests}
          disabled={change.isPending}
          onChange={(event) => change.mutate(event.currentTarget.checked)}
        />
      </Stack>
    </Card>
  );
}

function Passkeys({ me }: { me: Me }) {
  const { t } = useTranslation('people');
  const { data: ways } = useQuery(waysQuery);
  const [name, setName] = useState('');
  const add = useMutation({
    mutationFn: async () => {
      const options = await proved(() => client.beginPasskey());
      return client.addPasskey(await makePasskey(options, name.trim() || t('passkeys.another')));
    },
    onSuccess: (changed) => {
      setName('');
      keep(changed);
    },
  });
  const remove = useMutation({
    mutationFn: (id: string) => proved(() => client.removePasskey(id)),
    onSuccess: keep,
  });
  return (
    <Card title={t('passkeys.title')}>
      <Stack gap="md">
        <Text c="dimmed">{t('passkeys.text')}</Text>
        <ProblemAlert error={add.error ?? remove.error} />
        <ul className={classes.list}>
          {me.passkeys.map((passkey) => (
            <li key={passkey.id} className={classes.row}>
              <p>
                {passkey.name} <Time at={passkey.lastUsedAt ?? passkey.createdAt} />
              </p>
              <ConfirmButton
                size="xs"
                title={t('passkeys.removeTitle', { name: passkey.name })}
                text={t('passkeys.removeText')}
                confirmLabel={t('passkeys.remove')}
                onConfirm={() => remove.mutate(passkey.id)}
              >
                {t('passkeys.remove')}
              </ConfirmButton>
            </li>
          ))}
        </ul>
        {ways && canUsePasskeys(ways) && (
          <>
            <TextInput
              label={t('passkeys.name')}
              value={name}
              maxLength={100}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Group>
              <Button variant="light" loading={add.isPending} onClick={() => add.mutate()}>
                {t('passkeys.add')}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Card>
  );
}

function Password({ me }: { me: Me }) {
  const { t } = useTranslation('people');
  const [isOpen, setIsOpen] = useState(false);
  const [codes, setCodes] = useState<readonly string[]>([]);
  const renew = useMutation({
    mutationFn: () => proved(() => client.makeRecoveryCodes()),
    onSuccess: async ({ recoveryCodes }) => {
      setCodes(recoveryCodes);
      await readAnew();
    },
  });
  const remove = useMutation({
    mutationFn: () => proved(() => client.removePassword()),
    onSuccess: keep,
  });
  const choose = async (chosen: Parameters<typeof client.changePassword>[0]) => {
    const { recoveryCodes } = await proved(() => client.changePassword(chosen));
    setCodes(recoveryCodes);
    setIsOpen(false);
    await readAnew();
  };
  return (
    <Card title={t('password.title')}>
      <Stack gap="md">
        <Text c="dimmed">
          {me.hasPassword ? t('password.is', { left: me.recoveryCodesLeft }) : t('password.isNot')}
        </Text>
        <ProblemAlert error={renew.error ?? remove.error} />
        {codes.length > 0 && <RecoveryCodes codes={codes} />}
        {isOpen && (
          <NewPasswordForm
            {...(!me.hasTotp && { makeSecret: () => proved(() => client.makeTotpSecret()) })}
            onChosen={choose}
          />
        )}
        <Group>
          {!isOpen && (
            <Button variant="light" onClick={() => setIsOpen(true)}>
              {me.hasPassword ? t('password.change') : t('password.add')}
            </Button>
          )}
          {me.hasPassword && (
            <>
              <Button variant="default" loading={renew.isPending} onClick={() => renew.mutate()}>
                {t('codes.renew')}
              </Button>
              <ConfirmButton
                title={t('password.removeTitle')}
                text={t('password.removeText')}
                confirmLabel={t('password.remove')}
                onConfirm={() => remove.mutate()}
              >
                {t('password.remove')}
              </ConfirmButton>
            </>
          )}
        </Group>
      </Stack>
    </Card>
  );
}
