import { Button, PasswordInput, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../design/problem-alert.js';
import { signIn } from './session.js';

/** Exchanges an API key for a session. `problem` is what went wrong before it was shown. */
export function SignInForm({ problem }: { problem?: unknown }) {
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
        <ProblemAlert error={enter.error ?? (enter.isIdle ? problem : null)} />
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
