import { Box } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { IconMoodSmile } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../design/empty-state.js';
import { Loading } from '../../design/loading.js';
import { MoreButton } from '../../design/more-button.js';
import { Page } from '../../design/page.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { WorkListTabs } from '../reports/work-list-tabs.js';
import { MatchedReplies, PutAwayReplies } from './handled-replies.js';
import { waitingReplies } from './queries.js';
import { ReplyCard } from './reply-card.js';
import classes from './replies.module.css';

const route = getRouteApi('/replies');

/** The work list of what platforms sent back and nobody could place, read or trust: each is matched, or put away. */
export function RepliesPage() {
  const { t } = useTranslation('replies');
  const search = route.useSearch();
  const pages = useInfiniteQuery(waitingReplies);
  const { data, error, isPending, refetch } = pages;
  const replies = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Page title={t('title')} lead={t('lead')}>
      <div className={classes.lists}>
        <WorkListTabs search={search} here="replies" />
      </div>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {isPending && <Loading rows={6} />}
      {data && replies.length === 0 && (
        <EmptyState icon={IconMoodSmile} title={t('none.title')} text={t('none.text')} />
      )}
      {replies.length > 0 && (
        <ul className={classes.replies} aria-label={t('title')}>
          {replies.map((reply) => (
            <li key={reply.id}>
              <ReplyCard reply={reply} />
            </li>
          ))}
        </ul>
      )}
      <Box mt="md">
        <MoreButton pages={pages} label={t('more')} />
      </Box>
      <MatchedReplies />
      <PutAwayReplies />
    </Page>
  );
}
