import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Platform } from '#client';
import { Note } from '../../design/note.js';
import { Time } from '../../design/time.js';
import { approvalsQuery } from '../approvals/queries.js';
import { useMay } from '../session/may.js';

/** Somebody asked to arm it, and it is not armed before a second person approves. */
export function WaitingArming({ platform }: { platform: Platform['key'] }) {
  const { t } = useTranslation('platforms');
  const { data: approvals = [] } = useQuery({ ...approvalsQuery, enabled: useMay('DECIDE') });
  const waiting = approvals.find(({ act, subject }) => act === 'ARM_PLATFORM' && subject === platform);
  if (!waiting) return null;
  return (
    <Note tone="attention" role="status" title={t('waiting.title')}>
      <p>
        {t(waiting.isYours ? 'waiting.yours' : 'waiting.text', { name: waiting.askedBy })}{' '}
        <Time at={waiting.expiresAt} style="both" />
      </p>
      <Link to="/approvals">{t('waiting.toApprovals')}</Link>
    </Note>
  );
}
