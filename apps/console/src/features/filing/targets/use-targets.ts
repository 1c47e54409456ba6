import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import type { Resolution } from '#client';
import { client } from '../../../api/client.js';
import { foundIn, type Found } from './found.js';
import { splitText } from './split-text.js';

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

/** What was found in the text so far; follows the typing. */
export function useTargets(text: string) {
  const [settled] = useDebouncedValue(text, 250);
  const isEmpty = settled.trim() === '';
  const { data, error, isPlaceholderData, isFetching, refetch } = useQuery({
    ...targetsQuery(settled),
    enabled: !isEmpty,
    placeholderData: keepPreviousData,
  });
  return {
    found: isEmpty || data === undefined ? nothing : data,
    error: isEmpty ? null : error,
    isCurrent: settled === text && (isEmpty || (data !== undefined && !isPlaceholderData)),
    isFetching,
    retry: () => void refetch(),
  };
}

/** From so many characters on a paste is read for its addresses, and the rest is not kept. */
export const longPasteChars = 5_000;
export const mostTargets = 500;
const mostChars = 4_000_000;

/** Of the reading of a long paste: nothing is filed before it is done. */
export const longPasteKey = ['longPaste'];

/**
 * Reads a long paste, such as a whole chat, for the addresses in it. They alone are put into the field: a chat holds much
 * that is nobody's business, and too much for a field.
 */
export function useLongPaste(onRead: (inputs: readonly string[]) => void) {
  const { mutate, isPending, variables, data, error, reset } = useMutation({
    mutationKey: longPasteKey,
    mutationFn: (pasted: string) => recognise(pasted.slice(0, mostChars)),
    onSuccess: (found) => onRead(found.slice(0, mostTargets).map(({ input }) => input)),
  });
  return {
    read: mutate,
    isReading: isPending,
    error,
    retry: () => variables !== undefined && mutate(variables),
    forget: reset,
    result: data && { mostChars, found: data.length },
    chars: variables?.length ?? 0,
  };
}

async function recognise(text: string): Promise<Found[]> {
  const rows: Resolution[] = [];
  for (const inputs of splitText(text)) rows.push(...(await client.resolveTargets(inputs)));
  return foundIn(rows);
}

const nothing: readonly Found[] = [];
