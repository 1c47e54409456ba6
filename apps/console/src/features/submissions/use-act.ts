import { useMutation } from '@tanstack/react-query';
import { ApiProblem, type Report } from '#client';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import type { ActProps } from './acts/act-props.js';

/**
 * Something a person does to a submission. The page shows the report that comes back, or reads it anew where the API
 * refuses. Where that is because the submission has moved on, the panel may go with it: so it is told above, and `error` is
 * what the panel itself has to tell.
 */
export function useAct<Input = void>(
  { report: { id }, onDone, onMovedOn }: ActProps,
  act: (input: Input) => Promise<Report>,
) {
  const { mutate, isPending, variables, error } = useMutation({
    mutationFn: act,
    onSuccess: (report) => {
      queryClient.setQueryData(keys.report(id), report);
      onDone();
    },
    onError: (refused) => {
      if (hasMovedOn(refused)) onMovedOn(refused);
    },
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: keys.report(id) }),
        queryClient.invalidateQueries({ queryKey: keys.reports }),
      ]),
  });
  return { mutate, isPending, variables, error: hasMovedOn(error) ? null : error };
}

const movedOnCodes = [
  ...['SUBMISSION.NOT_NOW', 'INFORMATION.ON_ITS_WAY', 'STILL_THERE.ON_ITS_WAY'],
  'REMEDY.NOT_OFFERED',
];

function hasMovedOn(error: unknown): boolean {
  return error instanceof ApiProblem && movedOnCodes.includes(error.code);
}
