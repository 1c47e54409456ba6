import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Note } from '../../design/note.js';
import { Time } from '../../design/time.js';
import { missedQuery } from './queries.js';
import classes from './webhooks.module.css';

/** Reports whose later events wait behind one that is used up. Their ids alone: who is here may not read them. */
export function HeldReports({ id }: { id: string }) {
  const { t } = useTranslation('webhooks');
  const held = useQuery(missedQuery(id)).data?.held ?? [];
  if (held.length === 0) return null;
  return (
    <Note tone="attention" title={t('held.title')}>
      <ul className={classes.list}>
        {held.map(({ reportId, deliveryId, since, behind }) => (
          <li key={deliveryId}>
            {t('held.what', { report: reportId, count: behind })} <Time at={since} style="both" />
          </li>
        ))}
      </ul>
    </Note>
  );
}
