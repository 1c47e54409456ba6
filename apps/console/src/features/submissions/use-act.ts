import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiProblem, type Report } from '#client';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { useCodeTexts } from '../../design/code-texts.js';

/**
 * Something a person does to a submission. The page shows the report that comes back, or reads it anew where that was
 * not to be: then the submission may have moved on, and the panel may go with the reason. So that is told over the page,
 * and `error` is what the panel itself has to tell.
 */
export function useAct<Input = void>(
  reportId: string,
  act: (input: Input) => Promise<Report>,
  onDone: () => void,
) {
  const { t } = useTranslation();
  const { problem } = useCodeTexts();
  const { mutate, isPending, variables, error } = useMutation({
    mutationFn: act,
    onSuccess: (report) => {
      queryClient.setQueryData(keys.report(reportId), report);
      onDone();
    },
    onError: (refused) => {
      if (hasMovedOn(refused))
        notifications.show({
          message: problem(refused),
          color: 'orange',
          autoClose: 15_000,
          closeButtonProps: { 'aria-label': t('close') },
        });
    },
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: keys.report(reportId) }),
        queryClient.invalidateQueries({ queryKey: keys.reports }),
      ]),
  });
  return { mutate, isPending, variables, error: hasMovedOn(error) ? null : error };
}

function hasMovedOn(error: unknown): boolean {
  return error instanceof ApiProblem && ['SUBMISSION.NOT_NOW', 'INFORMATION.ON_ITS_WAY'].includes(error.code);
}
