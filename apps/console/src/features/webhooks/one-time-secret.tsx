import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../design/copy-button.js';
import { Note } from '../../design/note.js';

/** A secret that is shown this once, and what else to know of it. */
export function OneTimeSecret({ secret, children }: { secret: string; children?: ReactNode }) {
  const { t } = useTranslation('webhooks');
  return (
    <Note tone="good" role="status" title={t('secret.title')}>
      <p>{t('secret.text')}</p>
      <code>{secret}</code> <CopyButton value={secret} label={t('secret.what')} />
      {children}
    </Note>
  );
}
