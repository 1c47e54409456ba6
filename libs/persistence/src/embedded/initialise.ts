import { randomBytes } from 'node:crypto';
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { exists, runInHome } from './server-home.js';
import type { ServerHome } from './server-home.js';

export const superuser = 'uniflag';
const passwordFile = 'uniflag-password';

/**
 * Makes the data folder of a new server: UTF-8, sorted by code point on every machine, with page checksums, reached by
 * password only. The folder appears complete or not at all; what an interrupted try left is removed first.
 *
 * @param durable false skips the wait for the disk, for folders that nobody misses
 * @returns whether it was made now
 */
export async function initialise(home: ServerHome, durable: boolean): Promise<boolean> {
  if (await exists(path.join(home.dataDir, 'PG_VERSION'))) return false;
  const draft = `${home.dataDir}.new`;
  const password = `${home.dataDir}.password`;
  await rm(draft, { recursive: true, force: true });
  await writeFile(password, randomBytes(24).toString('hex'), { mode: 0o600 });
  if (home.user) await chown(password, home.user.uid, home.user.gid);
  try {
    await runInHome(home, home.binaries.initdb, [
      `--pgdata=${draft}`,
      `--username=${superuser}`,
      `--pwfile=${password}`,
      '--auth-local=scram-sha-256',
      '--auth-host=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ]);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    await rm(password, { force: true });
    throw new Error(`The database in ${home.dataDir} could not be made`, { cause });
  }
  await rename(password, path.join(draft, passwordFile));
  await rename(draft, home.dataDir);
  return true;
}

/** Fails where the data were written by another PostgreSQL than the one installed. */
export async function checkVersion(home: ServerHome): Promise<void> {
  const written = (await readFile(path.join(home.dataDir, 'PG_VERSION'), 'utf8')).trim();
  const installed = /\d+/.exec(await runInHome(home, home.binaries.postgres, ['--version']))?.[0];
  if (installed !== written) {
    throw new Error(
      `The data in ${home.dataDir} are of PostgreSQL ${written}, and PostgreSQL ${installed ?? '?'} is installed. ` +
        'Move them with pg_dump and pg_restore, or install the version they are of.',
    );
  }
}

export async function readPassword(dataDir: string): Promise<string> {
  return (await readFile(path.join(dataDir, passwordFile), 'utf8')).trim();
}
