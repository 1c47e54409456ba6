import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Note } from './note.js';

/** In place of a part of a page whose code could not be had: the network is away, or a new version has come. */
export function Missing() {
  const { t } = useTranslation();
  return (
    <Note tone="bad" role="alert">
      <p>{t('missing')}</p>
      <Button variant="default" size="xs" mt="xs" onClick={() => window.location.reload()}>
        {t('reload')}
      </Button>
    </Note>
  );
}
