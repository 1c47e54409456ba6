import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, chown, cp, lchown, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { binariesIn, locateBinaries } from './binaries.js';
import type { PostgresBinaries } from './binaries.js';
import { codeOf } from './postmaster.js';

const run = promisify(execFile);
const searchPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Where a server lives and as whom it runs: PostgreSQL refuses to run as root. */
export interface ServerHome {
  /** Folder with the data; not the one asked for where another user has to run the server. */
  readonly dataDir: string;
  readonly binaries: PostgresBinaries;
  /** What every command of the server is put behind. */
  readonly prefix: readonly string[];
  /** Set where the commands run as another user. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** What `chooseHome` does where it runs as root. */
export interface RootChoices {
  /** False leaves out user namespaces, as on machines that refuse them. */
  readonly userNamespaces: boolean;
  /** Folder of this machine for data that services keep; others can enter it. */
  readonly stateDirectory: string;
  /** Runs the server where user namespaces are refused; made where it does not exist. */
  readonly userName: string;
}

export const defaultRootChoices: RootChoices = {
  userNamespaces: true,
  stateDirectory: '/var/lib/uniflag',
  userName: 'uniflag',
};

/**
 * Decides as whom the server runs, and moves it where that user can work.
 *
 * An ordinary user runs it himself. Root runs it in a user namespace in which he is somebody else: everything stays in
 * its place, also under a folder that is closed to others. Where that is refused, a user of the system runs it, from
 * copies of the programs and the data in `stateDirectory`; once moved, the data stay there.
 *
 * @param say takes one line for the person who starts the server, where something was moved
 */
export async function chooseHome(
  dataDir: string,
  say: (line: string) => void,
  choices: RootChoices = defaultRootChoices,
): Promise<ServerHome> {
  const binaries = await locateBinaries();
  await mkdir(path.dirname(dataDir), { recursive: true });
  if (process.getuid?.() !== 0) return { dataDir, binaries, prefix: [] };

  const movedTo = movedDataDir(dataDir, choices);
  if (!(await exists(movedTo))) {
    const owner = await ownerOf(dataDir);
    if (owner && owner.uid !== 0) {
      const home: ServerHome = { dataDir, binaries, prefix: [], user: owner };
      if (await canRun(home)) return home;
    } else if (choices.userNamespaces) {
      const home: ServerHome = { dataDir, binaries, prefix: await namespacePrefix() };
      if (await canRun(home)) return home;
    }
  }
  return moveHome(dataDir, movedTo, binaries, choices, say);
}

/** Runs one program of the server to its end. @returns what it printed */
export async function runInHome(home: ServerHome, program: string, args: readonly string[]): Promise<string> {
  const [command = program, ...rest] = [...home.prefix, program, ...args];
  const options = { env: environment, cwd: path.dirname(home.dataDir), ...home.user };
  return (await run(command, rest, options)).stdout;
}

/** The environment of every command: nothing of the caller's settings reaches the server. */
export const environment = { PATH: searchPath, LC_ALL: 'C', TZ: 'UTC' };

/** The programs look up the name of whom they run as, so it has to be a user that this machine knows. */
async function namespacePrefix(): Promise<string[]> {
  const known = (await readFile('/etc/passwd', 'utf8').catch(() => ''))
    .split('\n')
    .map((line) => line.split(':'))
    .find(([, , uid]) => uid !== undefined && /^[1-9]\d*$/.test(uid) && uid !== '65534');
  return [
    'unshare',
    '--user',
    `--map-user=${known?.[2] ?? '1000'}`,
    `--map-group=${known?.[3] ?? '1000'}`,
    '--',
  ];
}

async function canRun(home: ServerHome): Promise<boolean> {
  try {
    await runInHome(home, home.binaries.postgres, ['--version']);
    await runInHome(home, 'test', [
      '-w',
      (await exists(home.dataDir)) ? home.dataDir : path.dirname(home.dataDir),
    ]);
    return true;
  } catch {
    return false; // the answer we asked for: this way is closed on this machine
  }
}

async function moveHome(
  dataDir: string,
  movedTo: string,
  installed: PostgresBinaries,
  choices: RootChoices,
  say: (line: string) => void,
): Promise<ServerHome> {
  const user = await userOfSystem(choices);
  await mkdir(choices.stateDirectory, { recursive: true, mode: 0o755 });
  await chmod(choices.stateDirectory, 0o755);
  const binaries = await copyBinaries(installed, choices.stateDirectory);
  await mkdir(path.dirname(movedTo), { recursive: true, mode: 0o700 });
  await chown(path.dirname(movedTo), user.uid, user.gid);
  if ((await exists(dataDir)) && !(await exists(movedTo))) {
    await rm(`${movedTo}.new`, { recursive: true, force: true });
    await cp(dataDir, `${movedTo}.new`, {
      recursive: true,
      verbatimSymlinks: true,
      preserveTimestamps: true,
    });
    await giveTo(`${movedTo}.new`, user);
    await rename(`${movedTo}.new`, movedTo);
    say(`The data of ${dataDir} were copied to ${movedTo}; the first folder is not used any more.`);
  }
  say(
    `PostgreSQL does not run as root and this machine allows no user namespaces: it runs as the user ` +
      `${choices.userName}, with its data in ${movedTo}.`,
  );
  return { dataDir: movedTo, binaries, prefix: [], user };
}

function movedDataDir(dataDir: string, choices: RootChoices): string {
  const place = createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 12);
  return path.join(choices.stateDirectory, `postgres-${place}`, 'data');
}

async function copyBinaries(installed: PostgresBinaries, stateDirectory: string): Promise<PostgresBinaries> {
  const { version } = JSON.parse(
    await readFile(path.join(installed.folder, '..', 'package.json'), 'utf8'),
  ) as { version: string };
  const folder = path.join(stateDirectory, `programs-${version}`);
  if (!(await exists(folder))) {
    await rm(`${folder}.new`, { recursive: true, force: true });
    await cp(installed.folder, `${folder}.new`, { recursive: true, verbatimSymlinks: true });
    await openToAll(`${folder}.new`);
    await rename(`${folder}.new`, folder);
  }
  return binariesIn(folder);
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(place);
    else if (entry.isFile()) await chmod(place, (await stat(place)).mode | 0o444);
  }
}

async function giveTo(folder: string, user: { uid: number; gid: number }): Promise<void> {
  await lchown(folder, user.uid, user.gid);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) await giveTo(place, user);
    else await lchown(place, user.uid, user.gid);
  }
}

async function userOfSystem({
  userName,
  stateDirectory,
}: RootChoices): Promise<{ uid: number; gid: number }> {
  const ids = async () => ({ uid: await idOf('-u', userName), gid: await idOf('-g', userName) });
  return ids().catch(async () => {
    const home = ['--no-create-home', '--home-dir', stateDirectory, '--shell', '/usr/sbin/nologin'];
    await run('useradd', ['--system', '--user-group', ...home, userName], { env: environment });
    return ids();
  });
}

async function idOf(flag: '-u' | '-g', userName: string): Promise<number> {
  return Number((await run('id', [flag, userName], { env: environment })).stdout);
}

async function ownerOf(folder: string): Promise<{ uid: number; gid: number } | undefined> {
  if (!(await exists(folder))) return undefined;
  const { uid, gid } = await stat(folder);
  return { uid, gid };
}

export async function exists(place: string): Promise<boolean> {
  return stat(place).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    },
  );
}
