import { infiniteQueryOptions } from '@tanstack/react-query';
import { answerOf } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';

const repliesAPage = 25;

interface ReplyFilters {
  readonly state?: 'DISMISSED';
  readonly waiting?: 'true' | 'false';
  readonly matched?: 'true' | 'false';
}

/** Replies, newest first. */
const replyPages = (queryKey: readonly string[], filters: ReplyFilters) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      return answerOf(
        client.api.GET('/v1/replies', { params: { query: { ...filters, limit: repliesAPage, ...cursor } } }),
      );
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** What platforms sent back and a person has to look at. No event tells of what belongs to no report. */
export const waitingReplies = {
  ...replyPages(keys.waitingReplies, { waiting: 'true' }),
  refetchInterval: 60_000,
};
/** What people matched: a wrong match can be taken back. */
export const matchedReplies = replyPages(keys.matchedReplies, { matched: 'true', waiting: 'false' });
/** What people put away: it can still be matched. */
export const putAwayReplies = replyPages(keys.putAwayReplies, { state: 'DISMISSED', matched: 'false' });

export type WaitingReply = Awaited<
  ReturnType<Extract<(typeof waitingReplies)['queryFn'], (...args: never[]) => unknown>>
>['data'][number];

export const matchReply = async (id: string, submissionId: string): Promise<void> => {
  await answerOf(
    client.api.POST('/v1/replies/{id}/match', { params: { path: { id } }, body: { submissionId } }),
  );
};

export const unmatchReply = async (id: string): Promise<void> => {
  await answerOf(client.api.POST('/v1/replies/{id}/unmatch', { params: { path: { id } } }));
};

/** A reply goes from one list to another, and moves reports by it. */
export const repliesMoved = () =>
  Promise.all(
    [keys.waitingReplies, keys.matchedReplies, keys.putAwayReplies, keys.reports].map((queryKey) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  );

export const dismissReply = async (id: string): Promise<void> => {
  await answerOf(client.api.POST('/v1/replies/{id}/dismiss', { params: { path: { id } } }));
};
