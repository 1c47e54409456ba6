import { useMutation } from '@tanstack/react-query';
import type { Report } from '#client';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';

/**
 * Something a person does to a submission. The page shows the report that comes back; where the API refuses, the
 * submission has moved on, and the report is read anew.
 */
export function useAct<Input = void>(
  reportId: string,
  act: (input: Input) => Promise<Report>,
  onDone: () => void,
) {
  return useMutation({
    mutationFn: act,
    onSuccess: (report) => {
      queryClient.setQueryData(keys.report(reportId), report);
      onDone();
    },
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: keys.report(reportId) }),
        queryClient.invalidateQueries({ queryKey: keys.reports }),
      ]),
  });
}
