import type { NewTarget, Resolution, UniflagClient } from '#client';
import { readAddressList, requestsOf, sortOut } from '#client/lists';
import { UsageError } from '../failures.js';
import type { Session } from '../session.js';
import { sortedText } from '../text/list-text.js';
import { readBytes } from './read-text.js';

/**
 * Reads a list of addresses and tells on standard error what is in it.
 *
 * @param path of a file; `-` is standard input
 */
export async function readList(
  { world }: Session,
  client: UniflagClient,
  path: string,
): Promise<readonly NewTarget[]> {
  const name = path === '-' ? 'The input' : path;
  const list = readAddressList(await readBytes(path, world));
  if (list.outcome === 'refused') throw new UsageError(`${name} ${refusals[list.reason]}`);
  const rows = requestsOf(list.rows);
  const resolutions: Resolution[] = [];
  for (const request of rows)
    resolutions.push(...(await client.resolveTargets(request.map(({ address }) => address))));
  const sorted = sortOut(rows.flat(), resolutions);
  world.err(`${sortedText(sorted, world.columns)}\n`);
  if (sorted.targets.length === 0) throw new UsageError(`${name} holds no address that can be reported.`);
  return sorted.targets.map(({ input, locator }) => ({
    input,
    ...(locator === undefined ? {} : { locator }),
  }));
}

/** A list is filed only by who saw what is in it. */
export async function isListConfirmed({ world }: Session): Promise<boolean> {
  if (!world.ask)
    throw new UsageError('Nobody can be asked here. To file the list without being asked, add --yes.');
  return /^y(es)?$/i.test((await world.ask('File these? [y/N] ')).trim());
}

const refusals = {
  TOO_LARGE: 'is larger than 10 MiB. Split it.',
  NOT_TEXT: 'is no text. Save the sheet as CSV and try again.',
  EMPTY: 'is empty. Give an address a line, or a column with the head url.',
};
