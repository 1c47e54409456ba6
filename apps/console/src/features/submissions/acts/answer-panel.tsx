import { Button, Group, Textarea } from '@mantine/core';
import { useRef, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DetailKind } from '#client';
import { client } from '../../../api/client.js';
import { Note } from '../../../design/note.js';
import { ProblemAlert } from '../../../design/problem-alert.js';
import { useAct } from '../use-act.js';
import type { ActProps } from './act-props.js';
import classes from './acts.module.css';
import { detailsIn } from './outgoing-details.js';
import { UnconfirmedDetails } from './unconfirmed-details.js';

const maxChars = 5_000;

/** The platform asked: the answer goes into its own thread, or was given elsewhere. */
export function AnswerPanel(about: ActProps) {
  const { submission, standing } = about;
  const { t } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  const [text, setText] = useState('');
  const [confirmed, setConfirmed] = useState<readonly DetailKind[]>([]);
  const [isMissing, setIsMissing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  /** One a text: pressed twice, or sent again after a lost answer, it leaves once. */
  const key = useRef({ text: '', key: '' });
  const send = useAct(about, (answer: string) => {
    const written = [answer, ...confirmed].join('\n');
    if (key.current.text !== written) key.current = { text: written, key: crypto.randomUUID() };
    const body = { text: answer, ...(confirmed.length === 0 ? {} : { confirmedFindings: [...confirmed] }) };
    return client.answerInformation(submission.id, body, { idempotencyKey: key.current.key });
  });
  const unconfirmed = detailsIn(send.error);
  const givenElsewhere = useAct(about, () =>
    client.answerInformation(submission.id, { givenElsewhere: true }),
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const answer = text.trim();
    setIsMissing(answer === '');
    if (answer === '') field.current?.focus();
    else send.mutate(answer);
  };
  const who = code(`platform.${submission.platform}`);
  const kind = standing?.channels.find(({ id }) => id === submission.channel)?.kind;
  const isByHand = kind !== undefined && kind !== 'EMAIL' && kind !== 'API';
  return (
    <>
      <h4 className={classes.title}>{t('acts.answer')}</h4>
      {submission.question?.answer?.state === 'UNCERTAIN' && (
        <Note tone="attention">{t('answer.mayRepeat', { who })}</Note>
      )}
      {isByHand && <p>{t('answer.byHand', { who })}</p>}
      {!isByHand && (
        <form onSubmit={submit} noValidate>
          <Textarea
            ref={field}
            label={t('answer.label', { who })}
            description={t('answer.help')}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setIsMissing(false);
              setConfirmed([]);
            }}
            error={isMissing ? t('answer.needed') : undefined}
            maxLength={maxChars}
            autosize
            minRows={4}
            maxRows={14}
            required
          />
          <UnconfirmedDetails kinds={unconfirmed} confirmed={confirmed} onConfirm={setConfirmed} />
          <Group mt="sm" justify="space-between" align="center">
            <Button type="submit" loading={send.isPending} disabled={givenElsewhere.isPending}>
              {t('answer.send', { who })}
            </Button>
            <span className={classes.count}>{t('answer.left', { count: maxChars - text.length })}</span>
          </Group>
        </form>
      )}
      <div>
        <Button
          variant={isByHand ? 'filled' : 'subtle'}
          size={isByHand ? 'sm' : 'compact-sm'}
          loading={givenElsewhere.isPending}
          disabled={send.isPending}
          onClick={() => givenElsewhere.mutate()}
        >
          {t('answer.givenElsewhere')}
        </Button>
      </div>
      <ProblemAlert error={unconfirmed.length > 0 ? null : (send.error ?? givenElsewhere.error)} />
    </>
  );
}
