import { Button, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useShownPage } from '../design/shown-page.js';
import { isUntouched, loadDraft } from '../features/filing/draft.js';
import classes from './no-server.module.css';

/** In place of every page while the server cannot be asked who is signed in. */
export function NoServer({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation();
  useShownPage(`${t('noServer.title')} · Uniflag`);
  return (
    <main className={classes.page} role="status">
      <Title order={1}>{t('noServer.title')}</Title>
      <Text mt="sm">{t('noServer.text')}</Text>
      {!isUntouched(loadDraft()) && <Text mt="sm">{t('noServer.draft')}</Text>}
      <Button mt="lg" variant="default" onClick={onRetry}>
        {t('tryAgain')}
      </Button>
    </main>
  );
}
