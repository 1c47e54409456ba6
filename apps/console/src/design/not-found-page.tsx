import './mantine-later.css';
import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from './page.js';

/** For addresses that lead nowhere. */
export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('notFound.title')} width="narrow">
      <Text mb="md">{t('notFound.text')}</Text>
      <Anchor component={Link} to="/reports">
        {t('notFound.toReports')}
      </Anchor>
    </Page>
  );
}
