import '../../design/mantine-later.css';
import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TotpSecret } from '#client';
import { CopyButton } from '../../design/copy-button.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import classes from './people.module.css';

export interface PasswordWithCodes {
  readonly password: string;
  readonly totp?: { readonly secret: string; readonly code: string };
}

interface NewPasswordFormProps {
  /** Makes a secret for an app for one-time codes; absent where there is an app already. */
  readonly makeSecret?: () => Promise<TotpSecret>;
  readonly onChosen: (chosen: PasswordWithCodes) => Promise<unknown>;
}

/** A password, and the app for one-time codes that it goes with. */
export function NewPasswordForm({ makeSecret, onChosen }: NewPasswordFormProps) {
  const { t } = useTranslation('people');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const secret = useQuery({
    queryKey: ['totp-secret'],
    queryFn: () => makeSecret?.(),
    enabled: makeSecret !== undefined,
    staleTime: Infinity,
    gcTime: 0,
  });
  const choose = useMutation({
    mutationFn: () =>
      onChosen({ password, ...(secret.data && { totp: { secret: secret.data.secret, code } }) }),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    choose.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <ProblemAlert error={choose.error ?? secret.error} />
        <PasswordInput
          label={t('password.new')}
          description={t('password.hint')}
          autoComplete="new-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
        />
        {secret.data && (
          <>
            <Text size="sm">{t('totp.text')}</Text>
            <code className={classes.secret}>{secret.data.secret}</code>
            <div className={classes.row}>
              <a href={secret.data.address}>{t('totp.open')}</a>
              <CopyButton value={secret.data.secret} label={t('totp.secret')} />
            </div>
            <TextInput
              label={t('totp.code')}
              autoComplete="one-time-code"
              inputMode="numeric"
              required
              withAsterisk={false}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          </>
        )}
        <Button type="submit" variant="light" loading={choose.isPending}>
          {t('password.choose')}
        </Button>
      </Stack>
    </form>
  );
}
