import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberAnswer } from '#client';
import { ApiProblem } from '#client';
import { client } from '../../api/client.js';
import { queryClient } from '../../api/query-client.js';
import { Note } from '../../design/note.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { absoluteTime } from '../../design/times.js';
import classes from './member-page.module.css';
import { instructionsQuery } from './queries.js';

const answers: readonly MemberAnswer[] = ['DONE', 'COULD_NOT', 'GONE'];

interface AnswerProps {
  readonly code: string;
  readonly given: MemberAnswer | null;
  readonly expiresAt: string;
}

/** How it went: chosen, asked once more, and thanked for. */
export function Answer({ code, given, expiresAt }: AnswerProps) {
  const { t, i18n } = useTranslation('member');
  const [chosen, setChosen] = useState<MemberAnswer | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const give = useMutation({
    mutationFn: (answer: MemberAnswer) => client.answerMemberLink(code, answer),
    onSuccess: (instructions) => queryClient.setQueryData(instructionsQuery(code).queryKey, instructions),
    // Answered in another tab, or ended: what holds is shown.
    onError: (error) => {
      if (error instanceof ApiProblem && [404, 409].includes(error.status))
        void queryClient.invalidateQueries({ queryKey: instructionsQuery(code).queryKey });
    },
  });
  // What was pressed is gone: its successor takes the focus.
  useEffect(() => {
    if (chosen !== null) heading.current?.focus();
  }, [chosen, given]);
  const textOf = useAnswerTexts();
  if (given !== null)
    return (
      <section className={classes.answer}>
        <h2 ref={heading} tabIndex={-1} className={classes.question}>
          {t('thanks.title')}
        </h2>
        <Note tone="good" role="status">
          <p>{textOf(given).thanks}</p>
        </Note>
        <p className={classes.small}>{t('thanks.said', { answer: textOf(given).name })}</p>
      </section>
    );
  return (
    <section className={classes.answer}>
      <h2 ref={heading} tabIndex={-1} className={classes.question}>
        {chosen === null ? t('answer.title') : t('answer.sure', { answer: textOf(chosen).name })}
      </h2>
      <ProblemAlert error={give.error} />
      {chosen === null ? (
        <div className={classes.choices}>
          {answers.map((answer) => (
            <Button key={answer} variant="default" size="md" fullWidth onClick={() => setChosen(answer)}>
              {textOf(answer).name}
            </Button>
          ))}
        </div>
      ) : (
        <>
          <p>{t('answer.once')}</p>
          <Group>
            <Button size="md" loading={give.isPending} onClick={() => give.mutate(chosen)}>
              {t('answer.send')}
            </Button>
            <Button size="md" variant="default" disabled={give.isPending} onClick={() => setChosen(null)}>
              {t('answer.back')}
            </Button>
          </Group>
        </>
      )}
      <p className={classes.small}>
        {t('until', { time: absoluteTime(Date.parse(expiresAt), i18n.language) })}
      </p>
    </section>
  );
}

function useAnswerTexts() {
  const { t } = useTranslation('member');
  return (answer: MemberAnswer) => {
    switch (answer) {
      case 'DONE':
        return { name: t('answer.done'), thanks: t('thanks.done') };
      case 'COULD_NOT':
        return { name: t('answer.couldNot'), thanks: t('thanks.couldNot') };
      case 'GONE':
        return { name: t('answer.gone'), thanks: t('thanks.gone') };
    }
  };
}
