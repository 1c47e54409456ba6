import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewPerson, Role } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { Card } from '../../design/card.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { languageNames, languages } from '../../i18n/languages.js';
import { OneTimeLink } from './one-time-link.js';
import { proved } from './proof.js';
import { RoleChoice } from './role-choice.js';

/** Makes an account and mails the link to its person, or shows it. */
export function InviteForm({ byMail }: { byMail: boolean }) {
  const { t } = useTranslation('people');
  const [name, setName] = useState('');
  const [mail, setMail] = useState('');
  const [roles, setRoles] = useState<Role[]>(['STAFF']);
  const [language, setLanguage] = useState<NewPerson['language']>('fr');
  const invite = useMutation({
    mutationFn: () => proved(() => client.invitePerson({ name, mail, roles, language, byMail })),
    onSuccess: async () => {
      setName('');
      setMail('');
      await queryClient.invalidateQueries({ queryKey: keys.people });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    invite.mutate();
  };
  return (
    <Card title={t('invite.title')}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <ProblemAlert error={invite.error} />
          {invite.data && <OneTimeLink made={invite.data} />}
          <TextInput
            label={t('field.name')}
            required
            withAsterisk={false}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t('field.mail')}
            type="email"
            required
            withAsterisk={false}
            value={mail}
            onChange={(event) => setMail(event.currentTarget.value)}
          />
          <RoleChoice value={roles} onChange={setRoles} />
          <NativeSelect
            label={t('field.language')}
            value={language}
            onChange={(event) => setLanguage(event.currentTarget.value as NewPerson['language'])}
            data={languages.map((each) => ({ value: each, label: languageNames[each] }))}
          />
          <Group>
            <Button type="submit" loading={invite.isPending}>
              {t('invite.make')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
