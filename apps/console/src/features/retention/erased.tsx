import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Retention } from '#client';
import { Card } from '../../design/card.js';
import { Time } from '../../design/time.js';
import classes from './retention.module.css';

/** Proof of what was erased, the latest first: which keys are gone. */
export function Erased({ erased, mostShown }: Pick<Retention, 'erased'> & { readonly mostShown: number }) {
  const { t } = useTranslation('retention');
  return (
    <Card title={t('erased.title')}>
      {erased.length === 0 && <Text c="dimmed">{t('erased.none')}</Text>}
      <ul className={classes.rows}>
        {erased.map(({ reference, by, at, keysDestroyed, keyFingerprints }) => (
          <li key={reference}>
            <strong>{reference}</strong> <Time at={at} style="absolute" />
            <p>{by === null ? t('erased.time') : t('erased.request', { name: by })}</p>
            <details className={classes.small}>
              <summary>{t('erased.keys', { count: keysDestroyed })}</summary>
              {t('erased.fingerprints')}
              <ul className={classes.fingerprints}>
                {keyFingerprints.map((each) => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
      {erased.length === mostShown && <p className={classes.small}>{t('erased.first')}</p>}
    </Card>
  );
}
