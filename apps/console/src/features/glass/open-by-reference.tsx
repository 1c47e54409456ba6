import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Card } from '../../design/card.js';
import { Dialog } from '../../design/dialog.js';
import { BreakGlassForm } from './break-glass-form.js';

/** For who sees no report, such as administrators: one of them, by its reference, when it cannot wait. */
export function OpenByReference() {
  const { t } = useTranslation('report');
  const [isOpen, { open, close }] = useDisclosure();
  const navigate = useNavigate();
  return (
    <Card title={t('glass.emergency')}>
      <p>{t('glass.emergencyText')}</p>
      <Button variant="default" size="sm" onClick={open}>
        {t('glass.break')}
      </Button>
      <Dialog isOpen={isOpen} title={t('glass.title')} onClose={close}>
        <BreakGlassForm
          onClose={close}
          onOpened={(reference) => void navigate({ to: '/reports/$reference', params: { reference } })}
        />
      </Dialog>
    </Card>
  );
}
