import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { IconMoodSmile } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../design/empty-state.js';
import { Loading } from '../../design/loading.js';
import { Page } from '../../design/page.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { waitingReplies } from './queries.js';
import { ReplyCard } from './reply-card.js';
import classes from './replies.module.css';

/** What platforms sent back and nobody could place, read or trust: each is matched, or put away. */
export function RepliesPage() {
  const { t } = useTranslation('replies');
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(waitingReplies);
  const replies = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Page title={t('title')} lead={t('lead')} width="narrow">
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
      {hasNextPage && (
        <Button
          variant="default"
          fullWidth
          mt="md"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </Page>
  );
}
