import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { taxonomyQuery } from '../../api/queries.js';
import { later } from '../../design/later.js';
import { Loading } from '../../design/loading.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import type { TriageStep } from '../guidance/triage-walk.js';
import { CategoryChoice } from './category-choice.js';
import classes from './filing.module.css';
import { FieldMistake, ids, Step } from './step.js';

const TriageQuestions = later(async () => (await import('../guidance/triage-questions.js')).TriageQuestions);

interface WhatStepProps {
  readonly category: string | null;
  /** With the answers that led to it, where the caller was asked. */
  readonly onCategory: (code: string, triage?: readonly TriageStep[]) => void;
  readonly mistake: string | undefined;
}

/** What is it? Once it is chosen, the choice alone stays on the page. */
export function WhatStep({ category, onCategory, mistake }: WhatStepProps) {
  const { t, i18n } = useTranslation('filing');
  const { data, error, refetch } = useQuery(taxonomyQuery);
  const { t: guidance } = useTranslation('guidance');
  const [isOpen, setIsOpen] = useState(category === null);
  const [isAsking, setIsAsking] = useState(false);
  const chosen = data?.find(({ code }) => code === category);
  return (
    <Step name="what" number={2} title={t('what.title')}>
      <div className={classes.body}>
        <ProblemAlert error={error} onRetry={() => void refetch()} />
        {!data && !error && <Loading rows={3} />}
        <FieldMistake name="category" text={mistake} />
        {data && (!chosen || isOpen) && !isAsking && (
          <Button variant="default" className={classes.unsure} onClick={() => setIsAsking(true)}>
            {guidance('triage.open')}
          </Button>
        )}
        {data && isAsking && (
          <TriageQuestions
            categories={data}
            onFound={(code, steps) => {
              onCategory(code, steps);
              setIsAsking(false);
              setIsOpen(false);
            }}
            onClose={() => setIsAsking(false)}
          />
        )}
        {data && (!chosen || isOpen) && !isAsking && (
          <CategoryChoice
            all={data}
            category={category}
            onCategory={(code) => onCategory(code)}
            onDone={() => setIsOpen(false)}
            isWrong={mistake !== undefined}
          />
        )}
        {chosen && !isOpen && (
          <Chosen
            label={chosen.labels[i18n.language] ?? chosen.code}
            description={chosen.descriptions[i18n.language] ?? ''}
            onChange={() => setIsOpen(true)}
          />
        )}
      </div>
    </Step>
  );
}

function Chosen(props: { label: string; description: string; onChange: () => void }) {
  const { t } = useTranslation('filing');
  const button = useRef<HTMLButtonElement>(null);
  // Where the list was that had the focus. A page that has just been opened has its focus elsewhere.
  useEffect(() => {
    if (document.activeElement === document.body) button.current?.focus();
  }, []);
  return (
    <div className={classes.chosen}>
      <div>
        <p className={classes.choiceLabel}>{props.label}</p>
        <p className={classes.choiceHint}>{props.description}</p>
      </div>
      <Button ref={button} id={ids.field('category')} variant="default" onClick={props.onChange}>
        {t('what.change')}
      </Button>
    </div>
  );
}
