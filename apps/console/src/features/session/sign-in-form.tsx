import '../../design/mantine-later.css';
import { Button, PasswordInput, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { IconBuilding, IconFingerprint } from '@tabler/icons-react';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../design/loading.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { askPasskey, canUsePasskeys } from './passkeys.js';
import { PasswordForm } from './password-form.js';
import { signIn, waysQuery } from './session.js';
import classes from './sign-in-page.module.css';

/** Every way in that there is here, the best first. `problem` is what went wrong before it was shown. */
export function SignInForm({ problem }: { problem?: unknown }) {
  const { t } = useTranslation('session');
  const { data: ways, error, refetch } = useQuery(waysQuery);
  const byPasskey = useMutation({ mutationFn: async () => signIn(await askPasskey()) });
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!ways) return <Loading rows={2} />;
  return (
    <Stack gap="md">
      <ProblemAlert error={byPasskey.error ?? (byPasskey.isIdle ? problem : null)} />
      {canUsePasskeys(ways) && (
        <Button
          size="md"
          leftSection={<IconFingerprint size={20} aria-hidden />}
          loading={byPasskey.isPending}
          onClick={() => byPasskey.mutate()}
        >
          {t('usePasskey')}
        </Button>
      )}
      {ways.organisation !== null && (
        <Button
          component="a"
          href="/v1/session/organisation"
          size="md"
          variant="default"
          leftSection={<IconBuilding size={20} aria-hidden />}
        >
          {t('atOrganisation', { name: ways.organisation })}
        </Button>
      )}
      {ways.apiKey && <KeyForm />}
      <details className={classes.more} open={!ways.apiKey && !canUsePasskeys(ways)}>
        <summary>{t('byPassword')}</summary>
        <PasswordForm />
      </details>
    </Stack>
  );
}

/** Exchanges an API key for a session. */
function KeyForm() {
  const { t } = useTranslation('session');
  const [apiKey, setApiKey] = useState('');
  const enter = useMutation({ mutationFn: () => signIn({ apiKey: apiKey.trim() }) });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (apiKey.trim() !== '') enter.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <ProblemAlert error={enter.error} />
        <PasswordInput
          label={t('key')}
          description={t('keyHint')}
          autoComplete="current-password"
          spellCheck={false}
          data-autofocus
          autoFocus
          required
          withAsterisk={false}
          value={apiKey}
          onChange={(event) => setApiKey(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('showKey') }}
        />
        <Button type="submit" size="md" loading={enter.isPending}>
          {t('signIn')}
        </Button>
      </Stack>
    </form>
  );
}
