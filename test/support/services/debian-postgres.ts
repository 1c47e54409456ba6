import { execFile, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort, isRunning } from '../../../libs/persistence/src/embedded/index.js';
import { isPostmasterOf, readPostmaster } from '../../../libs/persistence/src/embedded/postmaster.js';
import { dataRoot } from './data-root.js';
import { until } from './until.js';

/** The distribution's PostgreSQL, on a folder of its own. */
export interface DebianPostgres {
  readonly url: string;
  readonly port: number;
  /** Copies it with pg_basebackup and follows it; from then on nothing is committed before it stands there too. */
  addSynchronousStandby(): Promise<DebianPostgres>;
  /** Makes a standby the primary. */
  promote(): Promise<void>;
  /** Takes it away as a power cut does, with all its processes. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

const run = promisify(execFile);
const versionsFolder = '/usr/lib/postgresql';
const folderPrefix = 'uniflag-test-debian-postgres-';
const startWaitMs = 20_000;
const environment = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' };

/** Why these tests cannot run here; undefined where they can. */
export function whyNoDebianPostgres(): string | undefined {
  if (programsFolder() === undefined) return 'no PostgreSQL of the distribution is installed';
  if (process.getuid?.() === 0 && serverUser() === undefined)
    return 'PostgreSQL does not run as root, and there is no user postgres';
  return undefined;
}

/** Starts a new, empty one with the settings of an ordinary installation. */
export async function startDebianPostgres(): Promise<DebianPostgres> {
  await removeAbandoned();
  const folder = await newFolder();
  const initial = ['--username=uniflag', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'];
  await runProgram('initdb', [`--pgdata=${path.join(folder, 'data')}`, ...initial]);
  return startOn(folder);
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(dataRoot(), `${folderPrefix}${process.pid}-`));
  const user = serverUser();
  if (user) await chown(folder, user.uid, user.gid);
  return folder;
}

async function startOn(folder: string): Promise<DebianPostgres> {
  const port = await freePort();
  const dataDir = path.join(folder, 'data');
  const log = openSync(path.join(folder, 'server.log'), 'a');
  const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: 200 };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(program('postgres'), ['-D', dataDir, ...flags], {
    ...{ stdio: ['ignore', log, log], env: environment, cwd: folder },
    ...serverUser(),
  });
  closeSync(log);
  const url = `postgres://uniflag@127.0.0.1:${port}/postgres`;
  const hasEnded = () => server.exitCode !== null || server.signalCode !== null;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const isUp = async () => {
    if (hasEnded()) throw new Error(readFileSync(path.join(folder, 'server.log'), 'utf8'));
    return answers(url);
  };
  await until('PostgreSQL takes connections', isUp, startWaitMs);
  return {
    ...{ url, port },
    addSynchronousStandby: () => addStandby(url, port),
    promote: async () => {
      await ask(url, 'SELECT pg_promote()');
    },
    kill: async () => {
      const family = childrenOf(server.pid);
      server.kill('SIGKILL');
      for (const pid of family) if (isRunning(pid)) process.kill(pid, 'SIGKILL');
      await ended;
    },
    stop: async () => {
      if (!hasEnded()) server.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function addStandby(primaryUrl: string, primaryPort: number): Promise<DebianPostgres> {
  const folder = await newFolder();
  const from = [
    '--host=127.0.0.1',
    `--port=${primaryPort}`,
    '--username=uniflag',
    '--checkpoint=fast',
    '--no-sync',
  ];
  await runProgram('pg_basebackup', [
    `--pgdata=${path.join(folder, 'data')}`,
    '--write-recovery-conf',
    ...from,
  ]);
  const standby = await startOn(folder);
  // Only now: a standby must not wait for a standby of its own once it is the primary.
  await ask(primaryUrl, `ALTER SYSTEM SET synchronous_standby_names = '*'`);
  await ask(primaryUrl, 'SELECT pg_reload_conf()');
  await until('the standby is synchronous', async () => {
    const [row] = await ask(primaryUrl, 'SELECT sync_state FROM pg_stat_replication');
    return row?.['sync_state'] === 'sync';
  });
  return standby;
}

function program(name: string): string {
  return path.join(programsFolder() ?? '', name);
}

/** The newest installed. */
function programsFolder(): string | undefined {
  if (!existsSync(versionsFolder)) return undefined;
  return readdirSync(versionsFolder)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => path.join(versionsFolder, version, 'bin'))
    .find((bin) => ['initdb', 'postgres', 'pg_basebackup'].every((name) => existsSync(path.join(bin, name))));
}

/** Whom root runs it as; nobody else needs another user. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const [, , uid, gid] =
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .find(([name]) => name === 'postgres') ?? [];
  return uid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

async function runProgram(name: string, args: readonly string[]): Promise<void> {
  await run(program(name), args, { env: environment, cwd: tmpdir(), ...serverUser() });
}

async function answers(url: string): Promise<boolean> {
  return ask(url, 'SELECT 1').then(
    () => true,
    () => false, // that is what was asked
  );
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

function childrenOf(pid: number | undefined): readonly number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map(Number);
}

/** A run that was killed leaves its servers behind; the next run stops them. */
async function removeAbandoned(): Promise<void> {
  const root = dataRoot();
  for (const name of await readdir(root)) {
    const owner = name.startsWith(folderPrefix) ? Number(name.slice(folderPrefix.length).split('-')[0]) : NaN;
    if (Number.isNaN(owner) || isRunning(owner)) continue;
    const folder = path.join(root, name);
    const dataDir = path.join(folder, 'data');
    const pid = (await readPostmaster(dataDir))?.pid;
    if (pid !== undefined && isRunning(pid) && isPostmasterOf(pid, dataDir)) process.kill(pid, 'SIGQUIT');
    await rm(folder, { recursive: true, force: true });
  }
}
