import { infiniteQueryOptions } from '@tanstack/react-query';
import { answerOf } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';

const repliesAPage = 25;

/** What platforms sent back and a person has to look at, newest first. No event tells of what belongs to no report. */
export const waitingReplies = infiniteQueryOptions({
  queryKey: keys.waitingReplies,
  queryFn: ({ pageParam }) => {
    const cursor = pageParam === null ? {} : { cursor: pageParam };
    return answerOf(
      client.api.GET('/v1/replies', {
        params: { query: { waiting: 'true', limit: repliesAPage, ...cursor } },
      }),
    );
  },
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
  refetchInterval: 60_000,
});

export type WaitingReply = Awaited<
  ReturnType<Extract<(typeof waitingReplies)['queryFn'], (...args: never[]) => unknown>>
>['data'][number];

export const matchReply = async (id: string, submissionId: string): Promise<void> => {
  await answerOf(
    client.api.POST('/v1/replies/{id}/match', { params: { path: { id } }, body: { submissionId } }),
  );
};

export const dismissReply = async (id: string): Promise<void> => {
  await answerOf(client.api.POST('/v1/replies/{id}/dismiss', { params: { path: { id } } }));
};
