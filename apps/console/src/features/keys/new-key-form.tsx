import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { Card } from '../../design/card.js';
import { CopyButton } from '../../design/copy-button.js';
import { Note } from '../../design/note.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import people from '../people/people.module.css';
import { RoleChoice } from '../people/role-choice.js';
import { sessionQuery } from '../session/session.js';

const dayMs = 24 * 60 * 60 * 1_000;
/** How long a key can be made for. */
const lifetimes = [30, 90, 180, 365] as const;

/** Makes a key and shows it this once. */
export function NewKeyForm() {
  const { t } = useTranslation('keys');
  const { data: session } = useQuery(sessionQuery);
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<Role[]>(['INTEGRATOR']);
  const [days, setDays] = useState<number>(365);
  const make = useMutation({
    mutationFn: () =>
      client.makeKey({ name, roles, expiresAt: new Date(Date.now() + days * dayMs).toISOString() }),
    // What is shown once is not kept either.
    gcTime: 0,
    onSuccess: async () => {
      setName('');
      await queryClient.invalidateQueries({ queryKey: keys.apiKeys });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <Card title={t('make.title')}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <ProblemAlert error={make.error} />
          {make.data && (
            <Note tone="good" role="status" title={t('made.title', { name: make.data.name })}>
              <p>{t('made.text')}</p>
              <code className={people.secret}>{make.data.key}</code>{' '}
              <CopyButton value={make.data.key} label={t('made.key')} />
            </Note>
          )}
          <TextInput
            label={t('make.name')}
            description={t('make.nameHint')}
            required
            withAsterisk={false}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <RoleChoice
            value={roles}
            onChange={setRoles}
            among={['INTEGRATOR', ...(session?.caller.roles ?? [])]}
          />
          <NativeSelect
            label={t('make.ends')}
            value={String(days)}
            onChange={(event) => setDays(Number(event.currentTarget.value))}
            data={lifetimes.map((each) => ({ value: String(each), label: t('make.days', { count: each }) }))}
          />
          <Group>
            <Button type="submit" loading={make.isPending} disabled={roles.length === 0}>
              {t('make.button')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
