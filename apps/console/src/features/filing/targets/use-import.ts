import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Rejected } from '#client/lists';
import type { Found } from './found.js';
import type { ReadFile } from './read-file.js';
import { recognise, recogniseList, type Progress } from './recognise.js';

/** From so many characters on a paste is read for its addresses, and the rest is not kept. */
export const longPasteChars = 5_000;
export const mostTargets = 5_000;
const mostChars = 4_000_000;

/** Of the reading of a long paste or a file: nothing is filed before it is done. */
export const importKey = ['import'];

/** What a long paste or a file held. */
export interface Imported {
  readonly found: readonly Found[];
  /** Identity -> note of the list. */
  readonly locators: Readonly<Record<string, string>>;
  /** Rows of a list that are no target, and how many repeat an earlier one; null for a text. */
  readonly list: { readonly rejected: readonly Rejected[]; readonly repeats: number } | null;
  /** Of a text, how long it is, and how much of it was read. */
  readonly chars: number;
  readonly readChars: number;
}

/** A file that cannot be read. */
export class FileRefused extends Error {
  constructor(readonly reason: Extract<ReadFile, { kind: 'refused' }>['reason']) {
    super(`the file cannot be read: ${reason}`);
  }
}

/**
 * Reads a long paste, such as a whole chat or mail, or a file for the addresses in it. They alone are kept: the rest is
 * nobody's business, and too much for a field.
 */
export function useImport(onRead: (imported: Imported) => void) {
  const [progress, setProgress] = useState<Progress | null>(null);
  const stop = useRef<AbortController>(null);
  const { mutate, isIdle, isPending, variables, data, error, reset } = useMutation({
    mutationKey: importKey,
    mutationFn: async (source: string | File) => {
      const aborting = new AbortController();
      stop.current = aborting;
      setProgress(null);
      const reading = { onProgress: setProgress, signal: aborting.signal };
      const read = await readSource(source);
      if (read.kind === 'refused') throw new FileRefused(read.reason);
      return read.kind === 'list' ? importList(read.rows, reading) : importText(read.text, reading);
    },
    onSuccess: onRead,
  });
  return {
    read: mutate,
    isIdle,
    isReading: isPending,
    progress,
    cancel: () => {
      stop.current?.abort();
      reset();
    },
    error,
    retry: () => variables !== undefined && mutate(variables),
    forget: reset,
    result: data,
    chars: typeof variables === 'string' ? variables.length : null,
  };
}

async function readSource(source: string | File): Promise<ReadFile> {
  const { isMail, readFile, textOfMail } = await import('./read-file.js');
  if (typeof source !== 'string') return readFile(source);
  return { kind: 'text', text: isMail(source) ? await textOfMail(source) : source };
}

type Reading = Parameters<typeof recogniseList>[1];

async function importText(text: string, reading: Reading): Promise<Imported> {
  const found = await recognise(text.slice(0, mostChars), reading);
  return {
    ...{ found, locators: {}, list: null },
    chars: text.length,
    readChars: Math.min(text.length, mostChars),
  };
}

async function importList(rows: Parameters<typeof recogniseList>[0], reading: Reading): Promise<Imported> {
  const { targets, rejected, repeats } = await recogniseList(rows, reading);
  const found = targets.map(({ key, input, platform, kind, namesPerson, times }): Found => ({
    ...{ identity: key, input, outcome: 'resolved', kind, namesPerson, times },
    platform: platform as NonNullable<Found['platform']>,
  }));
  const locators = Object.fromEntries(
    targets.flatMap(({ key, locator }) => (locator === undefined ? [] : [[key, locator]])),
  );
  return { found, locators, list: { rejected, repeats }, chars: 0, readChars: 0 };
}
