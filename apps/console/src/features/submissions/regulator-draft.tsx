import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Report, Submission } from '#client';
import { CopyButton } from '../../design/copy-button.js';
import { Note } from '../../design/note.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { LongText } from './long-text.js';
import classes from './own-words.module.css';
import { regulatorDraftQuery } from './queries.js';

/** A complaint about a silent platform, for a person to read and send; offered once the ladder came so far. */
export function RegulatorDraft({
  report,
  submission,
}: {
  report: Pick<Report, 'id'>;
  submission: Submission;
}) {
  const { t, i18n } = useTranslation('report');
  const [isShown, setIsShown] = useState(false);
  const { escalation, regime, sla, clock } = submission;
  const isOffered =
    escalation.step === 'REGULATOR_DRAFT' &&
    (regime === 'DSA_ART16' || regime === 'DSA_ART22') &&
    sla === 'BREACHED' &&
    clock?.whose === 'PLATFORM';
  const query = regulatorDraftQuery(report.id, submission.id, i18n.language);
  const { data: draft, error, refetch } = useQuery({ ...query, enabled: isOffered && isShown });
  if (!isOffered) return null;
  const text = draft && `${draft.subject}\n\n${draft.text}`.trim();
  return (
    <section className={classes.words} aria-label={t('draft.title')}>
      <h4 className={classes.title}>{t('draft.title')}</h4>
      <Note tone="calm">{t('draft.help')}</Note>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {text === undefined ? (
        <Button variant="default" size="xs" loading={isShown && !error} onClick={() => setIsShown(true)}>
          {t('draft.show')}
        </Button>
      ) : (
        <>
          <LongText text={text} label={t('draft.title')} />
          <CopyButton value={text} label={t('draft.copy')} />
        </>
      )}
    </section>
  );
}
