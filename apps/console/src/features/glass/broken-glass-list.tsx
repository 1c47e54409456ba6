import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { Card } from '../../design/card.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import people from '../people/people.module.css';

const brokenGlassQuery = queryOptions({
  queryKey: keys.brokenGlass,
  queryFn: () => client.listBrokenGlass(),
  refetchInterval: 60_000,
});

/** Who opened which report without the role it takes, when and why. */
export function BrokenGlassList() {
  const { t } = useTranslation('approvals');
  const { data: broken, error, refetch } = useQuery(brokenGlassQuery);
  return (
    <Card title={t('glass.title')}>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {broken?.length === 0 && <p>{t('glass.none')}</p>}
      <ul className={people.list}>
        {broken?.map(({ reportId, reportReference, by, reason, openedAt }) => (
          <li key={`${reportId} ${openedAt}`}>
            <Link to="/reports/$reference" params={{ reference: reportReference }}>
              {reportReference}
            </Link>{' '}
            · {by} · <Time at={openedAt} style="both" />
            <p>{reason ?? t('glass.erased')}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
