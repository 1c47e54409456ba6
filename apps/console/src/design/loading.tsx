import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './loading.module.css';

/** The shape of what is on its way; told once to those who cannot see it. */
export function Loading({ rows = 4 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" className={classes.rows}>
      <span className={classes.told}>{t('loading')}</span>
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={64} radius="md" />
      ))}
    </div>
  );
}
