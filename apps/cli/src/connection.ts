import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { howToReach, NoApi, UsageError } from './failures.js';
import type { World } from './world.js';

export interface Connection {
  readonly apiUrl: string;
  readonly apiKey: string;
  /** Where the key came from, for whoever has to replace it. */
  readonly keySource: string;
}

/**
 * Where the API is and the key to it: options, then environment, then the run file of a running checkout, looked for
 * upwards from the current folder and then in the command's own checkout.
 *
 * A key of a run file is only ever sent to the address that stands beside it.
 */
export async function findConnection(
  options: { readonly apiUrl?: string; readonly apiKey?: string },
  world: Pick<World, 'env' | 'cwd' | 'checkout' | 'userId'>,
): Promise<Connection> {
  const { UNIFLAG_API_URL: urlThere, UNIFLAG_API_KEY: keyThere } = world.env;
  const apiUrl = options.apiUrl ?? (urlThere || undefined);
  const key = options.apiKey ?? (keyThere || undefined);
  const keySource = options.apiKey === undefined ? 'UNIFLAG_API_KEY' : '--api-key';
  if (apiUrl !== undefined && key !== undefined) return { apiUrl, apiKey: key, keySource };
  const found = await findRunFile(world);
  if (apiUrl === undefined) {
    if (!found) throw new NoApi(`No running Uniflag was found from here. ${howToReach}`);
    return key === undefined ? found : { ...found, apiKey: key, keySource };
  }
  if (found && isSameOrigin(found.apiUrl, apiUrl)) return { ...found, apiUrl };
  throw new UsageError('An address of the API is given, but no key: set UNIFLAG_API_KEY, or give --api-key.');
}

async function findRunFile(world: Parameters<typeof findConnection>[1]): Promise<Connection | undefined> {
  const found = await findRun(
    world,
    ({ apiUrl, apiKey }) => typeof apiUrl === 'string' && typeof apiKey === 'string',
  );
  if (!found) return undefined;
  const { apiUrl, apiKey } = found.run;
  return { apiUrl: String(apiUrl), apiKey: String(apiKey), keySource: runFileIn(found.folder) };
}

type Run = Readonly<Record<string, unknown>>;

/** @param isEnough whether a run file says what is looked for */
export async function findRun(
  { cwd, checkout, userId }: Pick<World, 'cwd' | 'checkout' | 'userId'>,
  isEnough: (run: Run) => boolean,
): Promise<{ readonly folder: string; readonly run: Run } | undefined> {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const run = await readRunFile(folder, userId);
    if (run && isEnough(run)) return { folder, run };
    if (folder === dirname(folder)) break;
  }
  const run = await readRunFile(checkout, undefined);
  return run && isEnough(run) ? { folder: checkout, run } : undefined;
}

const runFileIn = (folder: string) => join(folder, '.uniflag', 'run.json');

/**
 * @param userId a file that somebody else could have laid in our way is passed over: it must belong to this user or
 *               root; undefined takes any
 */
async function readRunFile(folder: string, userId: number | undefined): Promise<Run | undefined> {
  const file = runFileIn(folder);
  try {
    if (userId !== undefined && ![userId, 0].includes((await stat(file)).uid)) return undefined;
    return JSON.parse(await readFile(file, 'utf8')) as Run;
  } catch (error) {
    if (error instanceof SyntaxError || isNotThere(error)) return undefined;
    throw error;
  }
}

/** Not there, or of another user and not for us: either way, not a run file of ours. */
function isNotThere(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');
}

function isSameOrigin(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).origin === new URL(other).origin;
}
