import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReportEvent } from '#client';
import { Note } from '../../design/note.js';
import { EventList } from './timeline.js';

interface ChangedMeanwhileProps {
  /** What happened since it was read; undefined: nothing that hinders. */
  readonly changes: readonly ReportEvent[] | undefined;
  readonly onLoadAnew: () => void;
}

/** Somebody else, a platform or a worker was faster: what happened, and on with it. */
export function ChangedMeanwhile({ changes, onLoadAnew }: ChangedMeanwhileProps) {
  const { t } = useTranslation('report');
  if (changes === undefined) return null;
  return (
    <Note tone="attention" role="alert" title={t('correct.changed')}>
      <p>{t('correct.changedText')}</p>
      <EventList events={[...changes].reverse()} />
      <Button variant="default" size="xs" mt="xs" onClick={onLoadAnew}>
        {t('correct.loadAnew')}
      </Button>
    </Note>
  );
}
