import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Report, Submission } from '#client';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import { observationsQuery } from './queries.js';
import classes from './observations.module.css';

const shownAtFirst = 3;

/** Every look whether it is still there, dated: what the platform says and what we see stay two things. */
export function Observations({ report, submission }: { report: Pick<Report, 'id'>; submission: Submission }) {
  const { t } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  const { data: looks, error, refetch } = useQuery(observationsQuery(report.id, submission.id));
  const [showsAll, setShowsAll] = useState(false);
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!looks || looks.length === 0) return null;
  return (
    <section className={classes.looks} aria-label={t('observations.title')}>
      <h4 className={classes.title}>{t('observations.title')}</h4>
      <ol className={classes.list}>
        {(showsAll ? looks : looks.slice(0, shownAtFirst)).map(({ observedAt, seen, by, effects }) => (
          <li key={`${observedAt} ${by} ${seen}`}>
            <Time at={observedAt} style="absolute" />
            {' · '}
            <strong>{code(`verification.${seen}`)}</strong>
            {effects.map((effect) => ` · ${code(`effect.${effect}`)}`)}
            {' · '}
            {code(`observer.${by}`)}
          </li>
        ))}
      </ol>
      {looks.length > shownAtFirst && (
        <Button variant="subtle" size="compact-sm" onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? t('observations.fewer') : t('observations.all', { count: looks.length })}
        </Button>
      )}
    </section>
  );
}
