import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Category } from '#client';
import { Loading } from '../../design/loading.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import type { UiLanguage } from '../../i18n/languages.js';
import { triageQuery } from './queries.js';
import { standing, type TriageStep } from './triage-walk.js';
import classes from './guidance.module.css';

interface TriageQuestionsProps {
  readonly categories: readonly Category[];
  /** Told once the answers lead to a category that can be filed. */
  readonly onFound: (category: string, steps: readonly TriageStep[]) => void;
  readonly onClose: () => void;
}

/** Plain questions, one at a time, for a caller who does not know what it is. */
export function TriageQuestions({ categories, onFound, onClose }: TriageQuestionsProps) {
  const { t, i18n } = useTranslation('guidance');
  const language = i18n.language as UiLanguage;
  const { data, error, refetch } = useQuery(triageQuery);
  const [steps, setSteps] = useState<readonly TriageStep[]>([]);
  const heading = useRef<HTMLParagraphElement>(null);
  const isThere = data !== undefined;
  // The question that comes is read out, and Tab goes on to its answers.
  useEffect(() => heading.current?.focus(), [steps, isThere]);
  const at = data && standing(data, steps);
  const found = categories.find(({ code }) => code === at?.category);
  const answer = (step: TriageStep, category: string | null) => {
    const answered = [...steps, step];
    setSteps(answered);
    if (category !== null && categories.find(({ code }) => code === category)?.ground !== 'ADVICE')
      onFound(category, answered);
  };
  return (
    <section className={classes.triage} aria-label={t('triage.label')}>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {!data && !error && <Loading rows={3} />}
      {at?.question && (
        <>
          <p ref={heading} tabIndex={-1} className={classes.question}>
            {at.question.texts[language]}
          </p>
          <div className={classes.answers}>
            {at.question.answers.map(({ key, texts, category }) => (
              <Button
                key={key}
                variant="default"
                onClick={() => answer({ question: at.question?.key ?? '', answer: key }, category)}
              >
                {texts[language]}
              </Button>
            ))}
          </div>
        </>
      )}
      {found && (
        <>
          <p ref={heading} tabIndex={-1} className={classes.question}>
            {t('triage.found', { category: found.labels[language] })}
          </p>
          <p>{t('triage.advice')}</p>
        </>
      )}
      <Group gap="xs">
        {steps.length > 0 && (
          <Button variant="subtle" size="xs" onClick={() => setSteps(steps.slice(0, -1))}>
            {t('triage.back')}
          </Button>
        )}
        <Button variant="subtle" size="xs" onClick={onClose}>
          {t('triage.close')}
        </Button>
      </Group>
    </section>
  );
}
