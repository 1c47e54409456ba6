import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Draft } from '../draft.js';
import { withListed, type Found } from './found.js';
import { recognise } from './recognise.js';

/** What a text holds. Asked anew by itself while the API does not answer. */
export const targetsQuery = (text: string) =>
  queryOptions({
    queryKey: ['targets', text],
    queryFn: () => recognise(text),
    staleTime: Infinity,
    // It is somebody's chat: not kept longer than it is looked at.
    gcTime: 60_000,
    refetchInterval: ({ state }) => (state.status === 'error' ? 5_000 : false),
  });

/** What was found so far in the text and in what was imported; follows the typing. */
export function useTargets({ text, listed }: Pick<Draft, 'text' | 'listed'>) {
  const [settled] = useDebouncedValue(text, 250);
  const isEmpty = settled.trim() === '';
  const { data, error, isPlaceholderData, isFetching, refetch } = useQuery({
    ...targetsQuery(settled),
    enabled: !isEmpty,
    placeholderData: keepPreviousData,
  });
  const typed = isEmpty || data === undefined ? nothing : data;
  return {
    found: useMemo(() => withListed(typed, listed), [typed, listed]),
    error: isEmpty ? null : error,
    isCurrent: settled === text && (isEmpty || (data !== undefined && !isPlaceholderData)),
    isFetching,
    retry: () => void refetch(),
  };
}

const nothing: readonly Found[] = [];
