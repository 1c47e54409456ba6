import { Button, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconLogout } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../design/problem-alert.js';
import { sessionQuery, signOut } from './session.js';

/** Who is signed in, and the way out. */
export function SignedIn() {
  const { t } = useTranslation('session');
  const { data: session } = useQuery(sessionQuery);
  const leave = useMutation({ mutationFn: signOut });
  return (
    <div>
      <Text size="sm" c="dimmed" mb={6}>
        {t('signedInAs', { name: session?.caller.name })}
      </Text>
      {session?.isTrial === false && (
        <Text size="sm" mb={6}>
          <Link to="/account">{t('account')}</Link>
        </Text>
      )}
      <Button
        fullWidth
        variant="default"
        leftSection={<IconLogout size={18} aria-hidden />}
        loading={leave.isPending}
        onClick={() => leave.mutate()}
      >
        {t('signOut')}
      </Button>
      <ProblemAlert error={leave.error} />
    </div>
  );
}
