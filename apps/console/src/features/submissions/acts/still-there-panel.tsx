import { Button, Group, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../api/client.js';
import { CopyButton } from '../../../design/copy-button.js';
import { Loading } from '../../../design/loading.js';
import { Note } from '../../../design/note.js';
import { ProblemAlert } from '../../../design/problem-alert.js';
import { stillThereQuery } from '../queries.js';
import { useAct } from '../use-act.js';
import type { ActProps } from './act-props.js';
import classes from './acts.module.css';

const maxChars = 5_000;

/** The platform said that it removed it, and two looks found it: it is told so in its own thread. */
export function StillTherePanel(about: ActProps) {
  const { report, submission } = about;
  const { t } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  const { data: draft, error, refetch } = useQuery(stillThereQuery(report.id, submission.id));
  const [own, setOwn] = useState<string | null>(null);
  const [isMissing, setIsMissing] = useState(false);
  /** One a text: pressed twice, or sent again after a lost answer, it leaves once. */
  const key = useRef({ text: '', key: '' });
  const send = useAct(about, (text: string) => {
    if (key.current.text !== text) key.current = { text, key: crypto.randomUUID() };
    return client.tellStillThere(submission.id, text, { idempotencyKey: key.current.key });
  });
  const who = code(`platform.${submission.platform}`);
  const text = own ?? draft?.text ?? '';
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setIsMissing(text.trim() === '');
    if (text.trim() !== '') send.mutate(text.trim());
  };
  return (
    <>
      <h4 className={classes.title}>{t('acts.stillThere')}</h4>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {!draft && !error && <Loading rows={2} />}
      {submission.reminder?.state === 'UNCERTAIN' && (
        <Note tone="attention">{t('stillThere.mayRepeat', { who })}</Note>
      )}
      {draft?.byHand && (
        <>
          <p>{t('stillThere.byHand', { who })}</p>
          <p className={classes.fieldValue} lang={draft.language}>
            {draft.text} <CopyButton value={draft.text} label={t('stillThere.label', { who })} />
          </p>
        </>
      )}
      {draft && !draft.byHand && (
        <form onSubmit={submit} noValidate>
          <Textarea
            label={t('stillThere.label', { who })}
            description={t('stillThere.help')}
            lang={draft.language}
            value={text}
            onChange={(event) => {
              setOwn(event.currentTarget.value);
              setIsMissing(false);
            }}
            error={isMissing ? t('stillThere.needed') : undefined}
            maxLength={maxChars}
            autosize
            minRows={4}
            maxRows={14}
            required
          />
          <Group mt="sm">
            <Button type="submit" loading={send.isPending}>
              {t('stillThere.send', { who })}
            </Button>
          </Group>
        </form>
      )}
      <ProblemAlert error={send.error} />
    </>
  );
}
