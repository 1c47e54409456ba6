import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Report, Submission } from '#client';
import { Note } from '../../design/note.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Quote } from '../../design/quote.js';
import { Time } from '../../design/time.js';
import { LongText } from '../../design/long-text.js';
import { repliesQuery, showReplyOnce, type Reply } from './queries.js';
import { HiddenFor } from './hidden-for.js';
import classes from './own-words.module.css';

/** What the platform wrote, as it wrote it: text, and no more than text. The latest first. */
export function OwnWords({
  report,
  submission,
}: {
  report: Pick<Report, 'id' | 'language'>;
  submission: Submission;
}) {
  const { t } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  const { data: replies, error, refetch } = useQuery(repliesQuery(report.id, submission.id));
  const [showsAll, setShowsAll] = useState(false);
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!replies || replies.length === 0) return null;
  const title = t('words.title', { who: code(`platform.${submission.platform}`) });
  return (
    <section className={classes.words} aria-label={title}>
      <h4 className={classes.title}>{title}</h4>
      {(showsAll ? replies : replies.slice(0, 1)).map((reply) => (
        <ReplyText key={reply.id} reply={reply} />
      ))}
      {replies.length > 1 && (
        <Button variant="subtle" size="compact-sm" onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? t('words.latestOnly') : t('words.earlier', { count: replies.length - 1 })}
        </Button>
      )}
    </section>
  );
}

function ReplyText({ reply }: { reply: Reply }) {
  const { t } = useTranslation('report');
  const { via, state, textState, subject, text, receivedAt, attachments } = reply;
  const isForPerson = state === 'UNREADABLE' || state === 'REFUSED';
  return (
    <>
      <Quote
        source={
          <>
            <Time at={receivedAt} style="both" />
            {via === 'EMAIL' && subject !== '' && <span>{t('words.subject', { subject })}</span>}
            {attachments.length > 0 && <span>{t('words.attachments', { count: attachments.length })}</span>}
          </>
        }
      >
        {textState === 'READABLE' ? <Words text={text} /> : <WordsOnce reply={reply} />}
      </Quote>
      {isForPerson && <Note tone="attention">{t('words.forPerson')}</Note>}
    </>
  );
}

function Words({ text }: { text: string }) {
  const { t } = useTranslation('report');
  return text.trim() === '' ? t('words.noText') : <LongText text={text.trim()} label={t('words.text')} />;
}

/** What names persons is shown once, to whoever asks for it, and stands nowhere afterwards. */
function WordsOnce({ reply: { id, textState, contentFor } }: { reply: Reply }) {
  const { t } = useTranslation('report');
  const show = useMutation({ mutationFn: () => showReplyOnce(id), gcTime: 0 });
  if (show.data) return <Words text={show.data.text} />;
  if (textState === 'NEEDS_ROLE') return contentFor && <HiddenFor roles={contentFor} />;
  if (textState === 'DESTROYED') return t('words.destroyed');
  return (
    <>
      <Note tone="attention">{t('words.namesPersons')}</Note>
      {show.error && <ProblemAlert error={show.error} />}
      <Button variant="default" size="compact-sm" loading={show.isPending} onClick={() => show.mutate()}>
        {t('words.showOnce')}
      </Button>
    </>
  );
}
