import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../design/dialog.js';
import { SignInForm } from './sign-in-form.js';

/** The sign-in over the page. */
export function SessionEnded() {
  const { t } = useTranslation('session');
  return (
    <Dialog isOpen title={t('ended')}>
      <Text c="dimmed" mb="md">
        {t('endedText')}
      </Text>
      <SignInForm />
    </Dialog>
  );
}
