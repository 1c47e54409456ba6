import { Box, Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../design/card.js';
import { MoreButton } from '../../design/more-button.js';
import { PlatformName } from '../../design/platform.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import { useMay } from '../session/may.js';
import { MatchForm } from './match-form.js';
import { matchedReplies, putAwayReplies, type WaitingReply } from './queries.js';
import classes from './replies.module.css';
import { UnmatchButton } from './unmatch-button.js';

/** What people matched, each to be taken back; nothing where there is none. */
export function MatchedReplies() {
  const { t } = useTranslation('replies');
  return (
    <HandledReplies of={matchedReplies} title={t('matched.title')} lead={t('matched.lead')}>
      {(reply, isActedOn) => (
        <>
          <About reply={reply}>
            {reply.matchedAt !== null && (
              <p className={classes.when}>
                {t('matched.at')} <Time at={reply.matchedAt} style="both" />
              </p>
            )}
          </About>
          {isActedOn && <UnmatchButton reply={reply} />}
        </>
      )}
    </HandledReplies>
  );
}

/** What people put away, each to be matched after all; nothing where there is none. */
export function PutAwayReplies() {
  const { t } = useTranslation('replies');
  return (
    <HandledReplies of={putAwayReplies} title={t('putAway.title')} lead={t('putAway.lead')}>
      {(reply, isActedOn) => (
        <>
          <About reply={reply}>
            <p className={classes.when}>
              {t('putAway.received')} <Time at={reply.receivedAt} style="both" />
            </p>
          </About>
          {isActedOn && reply.reportReference === null && <MatchAfterAll reply={reply} />}
        </>
      )}
    </HandledReplies>
  );
}

interface HandledRepliesProps {
  readonly of: typeof matchedReplies;
  readonly title: string;
  readonly lead: string;
  /** @param isActedOn whether who is signed in may undo what was done with the reply */
  readonly children: (reply: WaitingReply, isActedOn: boolean) => ReactNode;
}

function HandledReplies({ of, title, lead, children }: HandledRepliesProps) {
  const { t } = useTranslation('replies');
  const mayAct = useMay('ACT_ON_REPLY');
  const pages = useInfiniteQuery(of);
  const { data, error, refetch } = pages;
  const replies = data?.pages.flatMap((page) => page.data) ?? [];
  if (replies.length === 0) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return (
    <div className={classes.handled}>
      <Card title={title}>
        <p className={classes.about}>{lead}</p>
        <ul className={classes.rows} aria-label={title}>
          {replies.map((reply) => (
            <li key={reply.id} className={classes.row}>
              {children(reply, mayAct && reply.contentFor === null && reply.textState === 'READABLE')}
            </li>
          ))}
        </ul>
        <Box mt="md">
          <MoreButton pages={pages} label={t('more')} />
        </Box>
      </Card>
    </div>
  );
}

function About({ reply, children }: { reply: WaitingReply; children: ReactNode }) {
  const { t } = useTranslation('replies');
  const { platform, reportReference, subject } = reply;
  return (
    <div>
      <PlatformName platform={platform} size={18} />{' '}
      {reportReference !== null && (
        <Link to="/reports/$reference" params={{ reference: reportReference }}>
          {reportReference}
        </Link>
      )}
      {subject !== '' && <p className={classes.about}>{t('subject', { subject })}</p>}
      {children}
    </div>
  );
}

function MatchAfterAll({ reply }: { reply: WaitingReply }) {
  const { t } = useTranslation('replies');
  const [isOpen, setIsOpen] = useState(false);
  if (isOpen)
    return (
      <div className={classes.form}>
        <MatchForm reply={reply} />
      </div>
    );
  return (
    <Button variant="default" size="sm" onClick={() => setIsOpen(true)}>
      {t('putAway.match')}
    </Button>
  );
}
