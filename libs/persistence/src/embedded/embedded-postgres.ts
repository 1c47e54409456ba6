import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { checkVersion, initialise, readPassword, superuser } from './initialise.js';
import {
  isPostmasterOf,
  isRunning,
  readPostmaster,
  releaseStaleLock,
  stopPostmaster,
  until,
} from './postmaster.js';
import { chooseHome, defaultRootChoices, environment } from './server-home.js';
import type { RootChoices, ServerHome } from './server-home.js';

const database = 'uniflag';
const stopWaitMs = 3_000;
const orphanWaitMs = 5_000;
const startWaitMs = 60_000;
const adoptWaitMs = 10_000;
const logMaxBytes = 5 * 1024 * 1024;

export interface EmbeddedPostgresOptions {
  /** Folder of the data; made at the first start. The server's log lies beside it, named like it with `.log`. */
  readonly dataDir: string;
  /** TCP port on 127.0.0.1; a free one where left out. A server that runs already keeps its own. */
  readonly port?: number;
  /** False trades safety against speed, for data that nobody misses: tests. Default true. */
  readonly durable?: boolean;
  /** Takes one line for the person at the screen where something unusual was done. */
  readonly say?: (line: string) => void;
  /** How root runs it; for tests and unusual machines. */
  readonly asRoot?: Partial<RootChoices>;
}

/** A running server. It goes on when this process is killed; the next start on the same folder takes it over. */
export interface EmbeddedPostgres {
  /** Address with user and password of a superuser; do not print. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Where the data really lie. */
  readonly dataDir: string;
  /** `initialised`: first start of a new folder; `adopted`: the server ran already. */
  readonly began: 'initialised' | 'started' | 'adopted';
  /** Cuts clients off and writes everything out; killed after 3 seconds. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts a real PostgreSQL on a folder, or takes over the one that runs there.
 *
 * It listens on 127.0.0.1 only and opens no socket file. For trials, tests and small installations on one machine.
 *
 * @throws Error where no server for this machine is installed, the data are of another version, or it does not come up
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const say = options.say ?? (() => undefined);
  const durable = options.durable ?? true;
  const asked = path.resolve(options.dataDir);
  const home = await chooseHome(asked, say, { ...defaultRootChoices, ...options.asRoot });

  const adopted = await adopt(home, say);
  if (adopted) return adopted;

  const isNew = await initialise(home, durable);
  await checkVersion(home);
  const port = options.port ?? (await freePort());
  const pid = await launch(home, settings(port, durable));
  const server = await describe(home, pid, port, isNew ? 'initialised' : 'started');
  await ensureDatabase(server.url);
  return server;
}

/**
 * Stops the server on a folder, whoever started it.
 *
 * @returns whether one ran
 */
export async function stopEmbeddedPostgres(
  options: Pick<EmbeddedPostgresOptions, 'dataDir' | 'asRoot'>,
): Promise<boolean> {
  const choices = { ...defaultRootChoices, ...options.asRoot };
  const home = await chooseHome(path.resolve(options.dataDir), () => undefined, choices);
  const found = await readPostmaster(home.dataDir);
  if (!found || !isRunning(found.pid) || !isPostmasterOf(found.pid, home.dataDir)) return false;
  await stopPostmaster(found.pid, home.dataDir, home.binaries.pgCtl, stopWaitMs);
  return true;
}

async function adopt(home: ServerHome, say: (line: string) => void): Promise<EmbeddedPostgres | undefined> {
  const found = await readPostmaster(home.dataDir);
  if (!found) return undefined;
  if (!isRunning(found.pid) || !isPostmasterOf(found.pid, home.dataDir)) {
    if (await releaseStaleLock(home.dataDir, orphanWaitMs))
      say('The last run did not end properly; recovering.');
    return undefined;
  }
  const isReady = async () => (await readPostmaster(home.dataDir))?.isReady ?? false;
  if (await until(isReady, adoptWaitMs)) {
    const server = await describe(home, found.pid, found.port, 'adopted');
    const isAnswering = await ensureDatabase(server.url).then(
      () => true,
      () => false,
    );
    if (isAnswering) return server;
  }
  say('A database server of an earlier run does not answer; starting it anew.');
  await stopPostmaster(found.pid, home.dataDir, home.binaries.pgCtl, stopWaitMs);
  return undefined;
}

async function describe(
  home: ServerHome,
  pid: number,
  port: number,
  began: EmbeddedPostgres['began'],
): Promise<EmbeddedPostgres> {
  const password = await readPassword(home.dataDir);
  return {
    url: `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`,
    port,
    pid,
    dataDir: home.dataDir,
    began,
    stop: () => stopPostmaster(pid, home.dataDir, home.binaries.pgCtl, stopWaitMs),
  };
}

/** Statements and values stay out of the server's log: they may hold what was reported. */
function settings(port: number, durable: boolean): string[] {
  const values: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: '64MB',
    max_wal_size: '512MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_statement: 'none',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    jit: 'off',
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    synchronous_commit: 'on',
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Starts the server apart from this process, so that the end of a terminal or of its owner does not reach it. */
async function launch(home: ServerHome, flags: readonly string[]): Promise<number> {
  const logFile = await openableLog(home.dataDir);
  const log = openSync(logFile, 'a', 0o600);
  const [command = '', ...args] = [...home.prefix, home.binaries.postgres, '-D', home.dataDir, ...flags];
  const server = spawn(command, args, {
    cwd: path.dirname(home.dataDir),
    env: environment,
    detached: true,
    stdio: ['ignore', log, log],
    ...home.user,
  });
  closeSync(log);
  await comeUp(server, home.dataDir, logFile);
  server.unref();
  return server.pid ?? 0;
}

async function comeUp(server: ChildProcess, dataDir: string, logFile: string): Promise<void> {
  let failure: unknown;
  server.once('error', (error) => (failure = error));
  server.once('exit', (code, signal) => (failure = new Error(`postgres ended with ${code ?? signal}`)));
  const isUp = async () => {
    const lock = await readPostmaster(dataDir);
    return failure !== undefined || (lock?.pid === server.pid && lock?.isReady === true);
  };
  const isInTime = await until(isUp, startWaitMs);
  server.removeAllListeners();
  if (isInTime && failure === undefined) return;
  if (!isInTime) server.kill('SIGKILL');
  const lastLines = (await readFile(logFile, 'utf8')).trim().split('\n').slice(-5).join('\n');
  throw new Error(`The database server did not start. Its last lines (${logFile}):\n${lastLines}`, {
    cause: failure,
  });
}

async function openableLog(dataDir: string): Promise<string> {
  const file = `${dataDir}.log`;
  const sizeBytes = await stat(file).then(
    (found) => found.size,
    () => 0, // none yet
  );
  if (sizeBytes > logMaxBytes) await rename(file, `${file}.1`);
  return file;
}

async function ensureDatabase(url: string): Promise<void> {
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  const client = new pg.Client({ connectionString: maintenance.href, connectionTimeoutMillis: adoptWaitMs });
  client.on('error', () => undefined); // every query below rejects by itself
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (!rowCount) await client.query(`CREATE DATABASE ${database}`);
  } finally {
    await client.end();
  }
}

/** A TCP port of 127.0.0.1 that nobody uses now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
