import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, isRunning } from '../../../libs/persistence/src/embedded/index.js';
import type { TestServer } from './postgres.js';

const folders = ['/usr/bin', '/usr/local/bin', '/usr/sbin', '/opt/homebrew/bin', '/opt/local/bin'];
const programs = ['redis-server', 'valkey-server'];
const startWaitMs = 10_000;
const folderPrefix = 'uniflag-test-redis-';
const pidFile = 'redis.pid';
/** What a server, and what a Sentinel prints once it serves. */
const isReady = /Ready to accept connections|\+monitor master/;

/** One server of Redis. */
export interface TestRedis extends TestServer {
  readonly port: number;
  /** Takes it away as a power cut does: nothing is handed over. */
  kill(): Promise<void>;
}

/**
 * A real Redis (or Valkey) for one test run, without a disk.
 *
 * @param flags more command line, such as `--maxmemory-policy allkeys-lru`
 * @returns undefined where none is installed
 */
export function startTestRedis(flags: readonly string[] = []): Promise<TestRedis | undefined> {
  return startRedis(async () => ['--save', '', '--appendonly', 'no', ...flags]);
}

/**
 * @param flagsFor command line of a server whose files lie in this folder; `--sentinel` takes the name of a file first
 * @returns undefined where no Redis is installed
 */
export async function startRedis(
  flagsFor: (folder: string, port: number) => Promise<readonly string[]>,
): Promise<TestRedis | undefined> {
  const program = folders
    .flatMap((folder) => programs.map((name) => path.join(folder, name)))
    .find(existsSync);
  if (!program) return undefined;
  await removeAbandoned();
  const folder = await mkdtemp(path.join(tmpdir(), `${folderPrefix}${process.pid}-`));
  const port = await freePort();
  const own = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder];
  const args = [...(await flagsFor(folder, port)), ...own, '--pidfile', path.join(folder, pidFile)];
  let server = await run(program, args);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    halt: () => end(server, 'SIGTERM'),
    kill: () => end(server, 'SIGKILL'),
    resume: async () => {
      server = await run(program, args);
    },
    stop: async () => {
      await end(server, 'SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A run that was killed leaves its server behind; the next run stops it. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = name.startsWith(folderPrefix) ? Number(name.slice(folderPrefix.length).split('-')[0]) : NaN;
    if (Number.isNaN(owner) || isRunning(owner)) continue;
    const folder = path.join(tmpdir(), name);
    const pid = Number(await readFile(path.join(folder, pidFile), 'utf8').catch(() => ''));
    if (pid > 0 && isRunning(pid) && (await isRedis(pid))) process.kill(pid, 'SIGTERM');
    await rm(folder, { recursive: true, force: true });
  }
}

/** A process id may be another program's by now; where that cannot be told, it is left alone. */
async function isRedis(pid: number): Promise<boolean> {
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
  return programs.includes(name.trim());
}

async function run(program: string, args: readonly string[]): Promise<ChildProcess> {
  const server = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await untilReady(server);
  server.unref();
  return server;
}

async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.ref(); // or Node ends while we wait
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill(signal);
  await ended;
}

/** Where the suites find the Redis of this run; undefined where none is installed. */
export function testRedisUrl(): string | undefined {
  return process.env['UNIFLAG_TEST_REDIS_URL'] || undefined;
}

/** Runs a suite where there is a Redis; elsewhere it stands in the results as skipped, with the reason. */
export function describeWithRedis(title: string, suite: (url: string) => void): void {
  const url = testRedisUrl();
  const describeOrSkip = url ? describe : describe.skip;
  const reason = url ? '' : ' (skipped: no redis-server is installed on this machine)';
  describeOrSkip(title + reason, () => suite(url ?? 'redis://none.invalid'));
}

function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const fail = (reason: string) => reject(new Error(`redis-server did not start (${reason}):\n${printed}`));
    const timer = setTimeout(() => fail('too slow'), startWaitMs);
    server.once('error', (error) => fail(error.message));
    server.once('exit', (code) => fail(`ended with ${code}`));
    server.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (!isReady.test(printed)) return;
      clearTimeout(timer);
      server.removeAllListeners();
      server.stdout?.removeAllListeners('data').resume();
      (server.stdout as unknown as { unref?(): void } | null)?.unref?.();
      resolve();
    });
  });
}
