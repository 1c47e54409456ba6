import '../../design/mantine-later.css';
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { signIn } from './session.js';

/** Address and password, then a one-time code or one of the recovery codes. */
export function PasswordForm() {
  const { t } = useTranslation('session');
  const [mail, setMail] = useState('');
  const [password, setPassword] = useState('');
  const begin = useMutation({ mutationFn: () => client.beginWithPassword(mail, password) });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    begin.mutate();
  };
  if (begin.data) return <SecondStepForm step={begin.data.step} onAgain={() => begin.reset()} />;
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <ProblemAlert error={begin.error} />
        <TextInput
          label={t('mail')}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={mail}
          onChange={(event) => setMail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
        />
        <Button type="submit" variant="light" size="md" loading={begin.isPending}>
          {t('goOn')}
        </Button>
      </Stack>
    </form>
  );
}

function SecondStepForm({ step, onAgain }: { step: string; onAgain: () => void }) {
  const { t } = useTranslation('session');
  const [code, setCode] = useState('');
  const finish = useMutation({
    mutationFn: () =>
      signIn(/^[\d\s]{6,7}$/.test(code.trim()) ? { step, totp: code.trim() } : { step, recoveryCode: code }),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    finish.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <ProblemAlert error={finish.error} />
        <TextInput
          label={t('oneTimeCode')}
          description={t('oneTimeCodeHint')}
          autoComplete="one-time-code"
          autoFocus
          required
          withAsterisk={false}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" variant="light" size="md" loading={finish.isPending}>
          {t('goOn')}
        </Button>
        <Button variant="subtle" onClick={onAgain}>
          {t('again')}
        </Button>
      </Stack>
    </form>
  );
}
