import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../design/card.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import { noticesQuery } from './queries.js';
import classes from './webhooks.module.css';

/** That it failed, was switched off or on again, or gave a delivery up. */
export function Notices({ id }: { id: string }) {
  const { t } = useTranslation('webhooks');
  const { data: notices = [], error } = useQuery(noticesQuery(id));
  const texts: Readonly<Record<string, (percent: number) => string>> = {
    'endpoint.failing': (percent) => t('notice.failing', { percent }),
    'endpoint.disabled': () => t('notice.disabled'),
    'endpoint.enabled': () => t('notice.enabled'),
    'delivery.exhausted': () => t('notice.exhausted'),
  };
  if (notices.length === 0 && !error) return null;
  return (
    <Card title={t('notice.title')}>
      <ProblemAlert error={error} />
      <ul className={classes.list}>
        {notices.map(({ kind, at, percent, deliveryId }) => (
          <li key={`${at} ${kind} ${deliveryId ?? ''}`}>
            {texts[kind]?.(percent ?? 0) ?? kind} <Time at={at} style="both" />
          </li>
        ))}
      </ul>
    </Card>
  );
}
