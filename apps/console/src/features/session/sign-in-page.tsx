import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Mark } from '../../design/mark.js';
import { useShownPage } from '../../design/shown-page.js';
import { Language } from '../../i18n/language.js';
import { linkProblem } from './link-code.js';
import { SignInForm } from './sign-in-form.js';
import classes from './sign-in-page.module.css';

/** All there is for somebody who is not signed in. */
export function SignInPage() {
  const { t } = useTranslation('session');
  useShownPage(`${t('signIn')} · Uniflag`);
  return (
    <div className={classes.page}>
      <main className={classes.card}>
        <Mark size={52} />
        <Title order={1} mt="lg">
          {t('welcome')}
        </Title>
        <Text c="dimmed" mt={6} mb="xl">
          {t('lead')}
        </Text>
        <SignInForm problem={linkProblem} />
      </main>
      <Language />
    </div>
  );
}
