import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconEyeExclamation } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../../api/query-client.js';
import { Time } from '../../design/time.js';
import banner from '../../shell/mode-banner.module.css';
import { sessionQuery } from '../session/session.js';

/** On every page while a report is open without the role it takes. When its time is up, all is read anew without it. */
export function GlassBanner() {
  const { t } = useTranslation();
  const open = useQuery(sessionQuery).data?.glass ?? [];
  const firstEndMs = Math.min(...open.map(({ until }) => Date.parse(until)));
  useEffect(() => {
    if (!Number.isFinite(firstEndMs)) return;
    const timer = setTimeout(() => void queryClient.invalidateQueries(), firstEndMs - Date.now() + 1_000);
    return () => clearTimeout(timer);
  }, [firstEndMs]);
  return open.map(({ reportId, reportReference, until }) => (
    <aside key={reportId} className={banner.banner} data-stopped aria-label={t('glass.label')}>
      <IconEyeExclamation size={20} aria-hidden />
      <p>
        {t('glass.open')}{' '}
        <Link to="/reports/$reference" params={{ reference: reportReference }}>
          {reportReference}
        </Link>{' '}
        {t('glass.closes')} <Time at={until} />
      </p>
    </aside>
  ));
}
