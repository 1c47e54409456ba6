import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { lastLines } from './last-lines.js';
import { killGroup } from './kill-group.js';
import type { Paths } from './paths.js';

/**
 * Brings the tables up to date and makes sure that the key in `paths.apiKey` opens the API.
 *
 * @returns the API key
 * @throws Error with the last lines of its log
 */
export async function prepareDatabase(
  paths: Paths,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<string> {
  const logFile = join(paths.logs, 'bootstrap.log');
  const log = openSync(logFile, 'w', 0o600);
  const script = join(paths.dist, 'apps', 'api', 'src', 'bootstrap.js');
  const child = spawn(process.execPath, ['--enable-source-maps', script, '--api-key-file', paths.apiKey], {
    cwd: paths.root,
    env,
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const stop = () => child.pid !== undefined && killGroup(child.pid);
  signal.addEventListener('abort', stop, { once: true });
  const [code] = (await once(child, 'exit')) as [number | null];
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  if (code !== 0) throw new Error(`The database could not be prepared:\n${lastLines(logFile, 15)}`);
  return readFileSync(paths.apiKey, 'utf8').trim();
}
