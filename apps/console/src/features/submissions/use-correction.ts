import { useMutation, useQuery } from '@tanstack/react-query';
import { ApiProblem, type Approval, type Correcting, type Report } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { readToCorrect } from './queries.js';

/**
 * Corrects a report as it was read when this began, however it changes meanwhile. Where the API says that it has changed,
 * `changes` is what happened since, and `loadAnew` goes on from there; what was typed is the caller's and stays.
 */
export function useCorrection(reportId: string, onDone: () => void) {
  const queryKey = ['to-correct', reportId];
  // Not among the report's own keys: events of the live stream leave it as it was read.
  const base = useQuery({ queryKey, queryFn: () => readToCorrect(reportId), staleTime: Infinity, gcTime: 0 });
  const fresh = useMutation({ mutationFn: () => readToCorrect(reportId) });
  const correct = useMutation({
    mutationFn: (body: Correcting) => client.correctReport(reportId, base.data?.etag ?? '', body),
    onSuccess: (after) => {
      if (isReport(after)) queryClient.setQueryData(keys.report(reportId), after);
      onDone();
    },
    onError: (error) => {
      if (isChanged(error)) fresh.mutate();
    },
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: keys.report(reportId) }),
        queryClient.invalidateQueries({ queryKey: keys.reports }),
      ]),
  });
  const known = new Set(base.data?.events.map(({ id }) => id));
  const isStale = isChanged(correct.error);
  return {
    /** As it was read; undefined while it is being read. */
    report: base.data?.report,
    correct: correct.mutate,
    isPending: correct.isPending || base.isPending || fresh.isPending,
    changes: isStale && fresh.data ? fresh.data.events.filter(({ id }) => !known.has(id)) : undefined,
    loadAnew: () => {
      queryClient.setQueryData(queryKey, fresh.data);
      fresh.reset();
      correct.reset();
    },
    error: base.error ?? fresh.error ?? (isStale ? null : correct.error),
  };
}

/** Whether it was corrected; otherwise it waits for a second person. */
export function isReport(after: Report | Approval): after is Report {
  return 'submissions' in after;
}

function isChanged(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'REPORT.CHANGED';
}
