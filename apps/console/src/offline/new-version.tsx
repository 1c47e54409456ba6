import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Note } from '../design/note.js';
import { useServiceWorker } from './use-service-worker.js';

/** Pages stay open for days: it says so where a newer version has come since. */
export function NewVersion() {
  const { t } = useTranslation();
  const { isNewerThere } = useServiceWorker();
  if (!isNewerThere) return null;
  return (
    <Note tone="moving" role="status">
      <p>{t('newVersion')}</p>
      <Button variant="default" size="xs" mt="xs" onClick={() => window.location.reload()}>
        {t('reload')}
      </Button>
    </Note>
  );
}
