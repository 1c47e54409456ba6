import { Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { IconFingerprint } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, type AcceptPersonLink, type OpenPersonLink } from '#client';
import { client } from '../../api/client.js';
import { Loading } from '../../design/loading.js';
import { Mark } from '../../design/mark.js';
import { Note } from '../../design/note.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { useShownPage } from '../../design/shown-page.js';
import { Language } from '../../i18n/language.js';
import { canUsePasskeys, makePasskey } from '../session/passkeys.js';
import { waysQuery } from '../session/session.js';
import { NewPasswordForm } from './new-password-form.js';
import { forgetPersonCode, personCode, takePersonCode } from './person-code.js';
import { personLinkQuery } from './queries.js';
import { RecoveryCodes } from './recovery-codes.js';
import classes from './people.module.css';

/** Where somebody who was invited chooses how they sign in from now on. */
export function WelcomePage() {
  const { t } = useTranslation('people');
  useShownPage(`${t('welcome.title')} · Uniflag`);
  useEffect(() => {
    // Another link pasted into this tab.
    const look = () => takePersonCode() && window.location.reload();
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, []);
  const code = personCode();
  return (
    <div className={classes.page}>
      <main className={classes.card}>
        <Mark size={44} />
        <Title order={1}>{t('welcome.title')}</Title>
        {code === null ? <NotValid /> : <Opened code={code} />}
      </main>
      <Language />
    </div>
  );
}

function NotValid() {
  const { t } = useTranslation('people');
  return (
    <Note tone="attention" role="status">
      <p>{t('welcome.spent')}</p>
    </Note>
  );
}

function Opened({ code }: { code: string }) {
  const { data: link, error, refetch } = useQuery(personLinkQuery(code));
  if (error instanceof ApiProblem && error.status === 404) return <NotValid />;
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return link ? <Choices code={code} link={link} /> : <Loading rows={2} />;
}

function Choices({ code, link }: { code: string; link: OpenPersonLink }) {
  const { t, i18n } = useTranslation('people');
  const { data: ways } = useQuery(waysQuery);
  const [name, setName] = useState('');
  const [mail, setMail] = useState('');
  const isFirst = link.kind === 'FIRST_ADMINISTRATOR';
  const own = { code, ...(isFirst && { name, mail }) };
  const accept = useMutation({
    mutationFn: async (chosen: () => Promise<Partial<AcceptPersonLink>>) => {
      const language = i18n.language as AcceptPersonLink['language'];
      return client.acceptPersonLink({ ...own, language, ...(await chosen()) });
    },
    onSuccess: ({ recoveryCodes }) => {
      forgetPersonCode();
      if (recoveryCodes.length === 0) enter();
    },
  });
  const byPasskey = async () => ({
    passkey: await makePasskey(await client.beginPasskeyByLink(own), t('passkeys.first')),
  });
  if (accept.data) return <Done codes={accept.data.recoveryCodes} />;
  return (
    <Stack gap="md">
      <Text c="dimmed">
        {isFirst ? t('welcome.first') : t('welcome.person', { name: link.name, mail: link.mail })}
      </Text>
      {link.kind === 'RECOVERY' && (
        <Note tone="attention">
          <p>{t('welcome.recovery')}</p>
        </Note>
      )}
      {isFirst && (
        <>
          <TextInput
            label={t('field.name')}
            autoComplete="name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t('field.mail')}
            type="email"
            autoComplete="email"
            value={mail}
            onChange={(event) => setMail(event.currentTarget.value)}
          />
        </>
      )}
      <ProblemAlert error={accept.error} />
      {ways && canUsePasskeys(ways) ? (
        <Button
          size="md"
          leftSection={<IconFingerprint size={20} aria-hidden />}
          loading={accept.isPending}
          onClick={() => accept.mutate(byPasskey)}
        >
          {t('welcome.passkey')}
        </Button>
      ) : (
        <Text size="sm">{t('welcome.noPasskey', { domain: ways?.passkeyDomain })}</Text>
      )}
      <details>
        <summary>{t('welcome.password')}</summary>
        <NewPasswordForm
          makeSecret={() => client.makeTotpSecretByLink(own)}
          onChosen={(chosen) => accept.mutateAsync(() => Promise.resolve(chosen))}
        />
      </details>
    </Stack>
  );
}

function Done({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation('people');
  return (
    <Stack gap="md">
      {codes.length > 0 && <RecoveryCodes codes={codes} />}
      <Button size="md" onClick={enter}>
        {t('welcome.enter')}
      </Button>
    </Stack>
  );
}

/** The session is there: everything is read anew with it. */
function enter(): void {
  window.location.assign('/');
}
