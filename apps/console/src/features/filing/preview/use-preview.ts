import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answerOf, ApiProblem, type paths } from '#client';
import { client } from '../../../api/client.js';
import { findingsIn } from '../findings.js';

type Preview = paths['/v1/reports/preview']['post'];
type ReportToPreview = Preview['requestBody']['content']['application/json'];
/** One notice as it would leave. */
export type NoticePreview = Preview['responses'][200]['content']['application/json']['data'][number];

/**
 * What each platform would get if the draft were filed now; follows the typing. Asked anew by itself while the API does
 * not answer.
 *
 * @param request null while there is nothing to show
 */
export function usePreview(request: ReportToPreview | null) {
  const written = JSON.stringify(request);
  const [settled] = useDebouncedValue(written, 500);
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: ['preview', settled],
    queryFn: async () => {
      const body = JSON.parse(settled) as ReportToPreview;
      return { body, answer: await answerOf(client.api.POST('/v1/reports/preview', { body })) };
    },
    enabled: settled !== 'null',
    placeholderData: keepPreviousData,
    // What is previewed is the report of a child: not kept longer than it is looked at.
    gcTime: 0,
    refetchInterval: ({ state }) => (state.status === 'error' && !isRefusal(state.error) ? 5_000 : false),
  });
  return {
    notices: request === null ? undefined : data?.answer.data,
    findings: request === null || !data ? [] : findingsIn(data.body, data.answer.findings),
    /** As the draft is now. */
    isCurrent: settled === written && data !== undefined && !isPlaceholderData,
    /** What the API would refuse to file. */
    refusal: isRefusal(error) ? error : null,
    error: isRefusal(error) ? null : error,
    retry: () => void refetch(),
  };
}

function isRefusal(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem && error.status === 422;
}
