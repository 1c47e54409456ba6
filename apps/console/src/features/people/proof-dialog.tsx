import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { IconFingerprint } from '@tabler/icons-react';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionProof } from '#client';
import { client } from '../../api/client.js';
import { queryClient } from '../../api/query-client.js';
import { Dialog } from '../../design/dialog.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { askPasskey, canUsePasskeys } from '../session/passkeys.js';
import { sessionQuery, waysQuery } from '../session/session.js';
import { endAskedProof, useAskedProof } from './proof.js';

/** Asks who is signed in to prove it anew, for what must not be done by whoever finds the screen unlocked. */
export function ProofDialog() {
  const { t } = useTranslation('people');
  const asked = useAskedProof();
  const { data: ways } = useQuery(waysQuery);
  const [totp, setTotp] = useState('');
  const prove = useMutation({
    mutationFn: async (by: () => SessionProof | Promise<SessionProof>) => client.proveAgain(await by()),
    onSuccess: (session) => {
      queryClient.setQueryData(sessionQuery.queryKey, session);
      asked?.give();
      close();
    },
  });
  const close = () => {
    setTotp('');
    prove.reset();
    endAskedProof();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    prove.mutate(() => ({ totp }));
  };
  const refuse = () => {
    asked?.refuse();
    close();
  };
  return (
    <Dialog isOpen={asked !== undefined} title={t('proof.title')} onClose={refuse}>
      <Stack gap="md">
        <Text c="dimmed">{t('proof.text')}</Text>
        <ProblemAlert error={prove.error} />
        {ways && canUsePasskeys(ways) && (
          <Button
            leftSection={<IconFingerprint size={20} aria-hidden />}
            loading={prove.isPending}
            onClick={() => prove.mutate(askPasskey)}
          >
            {t('proof.passkey')}
          </Button>
        )}
        <form onSubmit={submit}>
          <Stack gap="md">
            <TextInput
              label={t('totp.code')}
              autoComplete="one-time-code"
              inputMode="numeric"
              value={totp}
              onChange={(event) => setTotp(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" disabled={totp.trim() === ''}>
              {t('proof.byCode')}
            </Button>
          </Stack>
        </form>
      </Stack>
    </Dialog>
  );
}
