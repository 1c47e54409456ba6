import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { Report } from '#client';
import { Dialog } from '../../design/dialog.js';
import { Note } from '../../design/note.js';
import { useMay } from '../session/may.js';
import { HiddenFor } from '../submissions/hidden-for.js';
import { BreakGlassForm } from './break-glass-form.js';

/** Content of this report is hidden: whose role it takes, and the way in where it cannot wait for them. */
export function BreakGlassNote({ report: { id, contentFor } }: { report: Report }) {
  const { t } = useTranslation('report');
  const [isOpen, { open, close }] = useDisclosure();
  const mayBreak = useMay('BREAK_GLASS');
  return (
    <Note tone="calm" title={t('glass.hidden')}>
      {contentFor !== null && (
        <p>
          <HiddenFor roles={contentFor} />
        </p>
      )}
      {mayBreak && (
        <Button variant="default" size="xs" mt="xs" onClick={open}>
          {t('glass.break')}
        </Button>
      )}
      <Dialog isOpen={isOpen} title={t('glass.title')} onClose={close}>
        <BreakGlassForm report={id} onClose={close} />
      </Dialog>
    </Note>
  );
}
