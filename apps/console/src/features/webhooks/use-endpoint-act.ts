import { useMutation } from '@tanstack/react-query';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';

/** Does something to endpoints or deliveries, and reads all of them anew, whether it was done or not. */
export function useEndpointAct<Given = void, Answer = unknown>(act: (given: Given) => Promise<Answer>) {
  return useMutation({
    mutationFn: act,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.webhooks }),
  });
}
