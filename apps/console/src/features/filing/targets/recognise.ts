import type { Resolution } from '#client';
import type { ListedAddress, SortedList } from '#client/lists';
import { client } from '../../../api/client.js';
import { foundIn, type Found } from './found.js';
import { splitText } from './split-text.js';

/** How far a long reading is. */
export interface Progress {
  readonly done: number;
  readonly all: number;
}

interface Reading {
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** What a text holds. */
export async function recognise(text: string, reading: Reading = {}): Promise<Found[]> {
  return foundIn(await resolveAll(splitText(text), reading));
}

/** What the rows of a list are. */
export async function recogniseList(rows: readonly ListedAddress[], reading: Reading): Promise<SortedList> {
  const { requestsOf, sortOut } = await import('#client/lists');
  const requests = requestsOf(rows);
  const inputs = requests.map((request) => request.map(({ address }) => address));
  return sortOut(requests.flat(), await resolveAll(inputs, reading));
}

/** @throws the signal's reason once it is given up */
async function resolveAll(
  requests: readonly (readonly string[])[],
  { onProgress, signal }: Reading,
): Promise<Resolution[]> {
  const all = requests.reduce((sum, { length }) => sum + length, 0);
  const rows: Resolution[] = [];
  for (const inputs of requests) {
    onProgress?.({ done: rows.length, all });
    signal?.throwIfAborted();
    rows.push(...(await client.resolveTargets(inputs)));
  }
  signal?.throwIfAborted();
  return rows;
}
