import { Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Card } from '../../design/card.js';
import { ConfirmButton } from '../../design/confirm-button.js';
import { LongText } from '../../design/long-text.js';
import { Note } from '../../design/note.js';
import { PlatformMark } from '../../design/platform.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Quote } from '../../design/quote.js';
import { Time } from '../../design/time.js';
import { useMay } from '../session/may.js';
import { MatchForm } from './match-form.js';
import { dismissReply, repliesMoved, type WaitingReply } from './queries.js';
import { UnmatchButton } from './unmatch-button.js';
import { HiddenFor } from '../submissions/hidden-for.js';
import classes from './replies.module.css';

/** One reply: why it waits, its words, and what can be done with it. */
export function ReplyCard({ reply }: { reply: WaitingReply }) {
  const { t } = useTranslation('replies');
  const { t: code } = useTranslation('codes');
  const { id, platform, receivedAt, reportReference, text, textState, subject, attachments } = reply;
  const dismiss = useMutation({
    mutationFn: () => dismissReply(id),
    onSettled: repliesMoved,
  });
  const mayAct = useMay('ACT_ON_REPLY') && reply.contentFor === null;
  const isReadable = textState === 'READABLE' && text.trim() !== '';
  return (
    <Card
      title={
        <span className={classes.title}>
          <PlatformMark platform={platform} size={20} />
          {code(`platform.${platform}`)}
        </span>
      }
      aside={<Time at={receivedAt} style="both" />}
    >
      <Note tone="attention">
        <Why reply={reply} />
      </Note>
      <div className={classes.words}>
        <Quote
          source={
            <>
              {subject !== '' && <span>{t('subject', { subject })}</span>}
              {attachments.length > 0 && <span>{t('attachments', { count: attachments.length })}</span>}
            </>
          }
        >
          {isReadable ? (
            <LongText text={text.trim()} label={t('text')} />
          ) : reply.contentFor ? (
            <HiddenFor roles={reply.contentFor} />
          ) : (
            t('noText')
          )}
        </Quote>
      </div>
      {reportReference === null ? (
        mayAct && <MatchForm reply={reply} />
      ) : (
        <p className={classes.about}>
          {t('about')}{' '}
          <Link to="/reports/$reference" params={{ reference: reportReference }}>
            {reportReference}
          </Link>
        </p>
      )}
      <ProblemAlert error={dismiss.error} />
      {mayAct && textState !== 'SHOWN_ONCE' && (
        <Group mt="sm">
          <ConfirmButton
            size="sm"
            title={t('dismiss.title')}
            text={t('dismiss.text')}
            confirmLabel={t('dismiss.confirm')}
            onConfirm={() => dismiss.mutate()}
            loading={dismiss.isPending}
          >
            {t('dismiss.label')}
          </ConfirmButton>
          {reply.matchedAt !== null && <UnmatchButton reply={reply} />}
        </Group>
      )}
    </Card>
  );
}

function Why({ reply: { state, code, platform } }: { reply: WaitingReply }) {
  const { t } = useTranslation('replies');
  const { t: name } = useTranslation('codes');
  if (code === 'REPLY.ORIGIN_UNTRUSTED') return t('why.untrusted', { who: name(`platform.${platform}`) });
  switch (state) {
    case 'UNREADABLE':
      return t('why.unreadable');
    case 'REFUSED':
      return t('why.refused');
    case 'NAMES_PERSONS':
      return t('why.namesPersons');
    default:
      return t('why.unmatched');
  }
}
