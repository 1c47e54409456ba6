import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Card } from '../../design/card.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import people from '../people/people.module.css';
import { ungradedQuery } from './queries.js';

/** Reports that wait, held, until a second person confirms that they are about abuse images; nothing where there are none. */
export function UngradedReports() {
  const { t } = useTranslation('approvals');
  const { data: reports, error, refetch } = useQuery(ungradedQuery);
  if (error === null && !reports?.length) return null;
  return (
    <Card title={t('ungraded.title')}>
      <p>{t('ungraded.text')}</p>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      <ul className={people.list}>
        {reports?.map(({ id, reference, createdAt }) => (
          <li key={id}>
            <Link to="/reports/$reference" params={{ reference }}>
              {reference}
            </Link>{' '}
            · <Time at={createdAt} style="both" />
          </li>
        ))}
      </ul>
    </Card>
  );
}
