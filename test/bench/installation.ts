import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import {
  freePort,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../libs/persistence/src/embedded/index.js';
import { startTestRedis } from '../support/services/redis.js';
import type { Backend } from './case.js';

const root = path.resolve(__dirname, '../..');
const startWaitMs = 60_000;

export interface InstallationOptions {
  readonly backend: Backend;
  readonly workers: number;
  /**
   * `registry`: the shipped platforms and their simulator, built. `partners`: five that take every notice at once over HTTP;
   * `mail-partners`: five that take every mail.
   */
  readonly platforms?: 'registry' | 'partners' | 'mail-partners';
  /** Settings beside the usual ones. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The built product as real processes on a durable PostgreSQL (and Redis), for as long as it is measured. */
export interface Installation {
  readonly apiUrl: string;
  readonly authorization: { readonly authorization: string };
  readonly pool: pg.Pool;
  readonly databaseUrl: string;
  /** Where platforms answer: the simulator, or the partners' stub. */
  readonly platformUrl: string;
  readonly redisUrl: string | undefined;
  /** What API and workers are told. */
  readonly env: Readonly<Record<string, string>>;
  /** `api`, `worker-1`, `simulator`, `postgres`: pid of each process that runs. */
  pids(): Readonly<Record<string, number>>;
  /** Workers are started by the case: what it prepares is not measured. */
  startWorkers(): Promise<void>;
  request(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }>;
  scenario(platform: string, steps: readonly object[]): Promise<void>;
  stop(): Promise<void>;
}

export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  if (!existsSync(path.join(root, 'dist/apps/api/src/main.js')))
    throw new Error('dist/ is missing: run `npm run build` first');
  const { platforms = 'registry' } = options;
  const folder = mkdtempSync(path.join(tmpdir(), 'uniflag-bench-'));
  const stops: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  const children = new Map<string, ChildProcess>();
  const start = (
    name: string,
    script: string,
    env: Readonly<Record<string, string>>,
    args: string[] = [],
  ) => {
    const log = openSync(path.join(folder, `${name}.log`), 'a');
    const child = spawn(process.execPath, [path.join(root, script), ...args], {
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    children.set(name, child);
    stops.push(() => end(child));
    return child;
  };
  try {
    const postgres = await startCountingPostgres(path.join(folder, 'postgres'));
    stops.push(() => postgres.stop());
    const redis =
      options.backend === 'redis'
        ? await startTestRedis(['--appendonly', 'yes', '--appendfsync', 'everysec'])
        : undefined;
    if (options.backend === 'redis' && !redis) throw new Error('no redis-server is installed');
    if (redis) stops.push(() => redis.stop());
    const [api, http, smtp] = [await freePort(), await freePort(), await freePort()];
    const mailPorts = await Promise.all(Array.from({ length: options.workers }, freePort));
    const keyFile = path.join(folder, 'api-key');
    const env: Record<string, string> = {
      UNIFLAG_DATABASE__URL: postgres.url,
      UNIFLAG_QUEUE__BACKEND: options.backend,
      ...(redis ? { UNIFLAG_QUEUE__REDIS_URL: redis.url } : {}),
      UNIFLAG_SECURITY__WRAPPING_KEY: randomBytes(32).toString('base64'),
      UNIFLAG_SECURITY__CONTENT_KEY: randomBytes(32).toString('base64'),
      UNIFLAG_API__PORT: String(api),
      UNIFLAG_SIMULATOR__HTTP_URL: `http://127.0.0.1:${http}`,
      UNIFLAG_SIMULATOR__SMTP_PORT: String(smtp),
      UNIFLAG_LOG__LEVEL: 'warn',
      // It floods the API from one address.
      UNIFLAG_API__RATE_LIMITS__PER_ADDRESS: '',
      UNIFLAG_API__RATE_LIMITS__PER_CALLER: '',
      ...options.env,
    };
    await ended(start('bootstrap', 'dist/apps/api/src/bootstrap.js', env, ['--api-key-file', keyFile]));
    children.delete('bootstrap');
    const startOne = (role: Role, name: string, settings: Readonly<Record<string, string>>) =>
      platforms === 'registry'
        ? start(name, `dist/apps/${role}/src/main.js`, settings)
        : start(name, 'test/bench/processes/entry.cjs', settings, [
            role === 'simulator' ? 'stub' : role,
            platforms,
          ]);
    startOne('simulator', 'simulator', {
      UNIFLAG_SIMULATOR_HTTP_PORT: String(http),
      UNIFLAG_SIMULATOR_SMTP_PORT: String(smtp),
      UNIFLAG_SIMULATOR_REPLY_PORT: String(mailPorts[0]),
    });
    startOne('api', 'api', env);
    const apiUrl = `http://127.0.0.1:${api}`;
    await until(() => isLive(`http://127.0.0.1:${http}/health/live`));
    await until(() => isLive(`${apiUrl}/health/live`));
    const pool = new pg.Pool({ connectionString: postgres.url, max: 4 });
    stops.push(() => pool.end());
    const authorization = { authorization: `Bearer ${readFileSync(keyFile, 'utf8').trim()}` };
    return {
      ...{ apiUrl, authorization, pool, env, stop, redisUrl: redis?.url, databaseUrl: postgres.url },
      platformUrl: `http://127.0.0.1:${http}`,
      pids: () => ({
        postgres: postgres.pid,
        ...Object.fromEntries([...children].map(([name, { pid = 0 }]) => [name, pid])),
      }),
      startWorkers: async () => {
        for (const [index, port] of mailPorts.entries())
          startOne('worker', `worker-${index + 1}`, { ...env, UNIFLAG_MAIL__INBOUND__PORT: String(port) });
        for (const port of mailPorts) await until(() => isTaken(port));
      },
      request: async (method, route, body) => {
        const response = await fetch(`${apiUrl}${route}`, {
          method,
          headers: {
            ...authorization,
            ...(body ? { 'content-type': 'application/json' } : {}),
          },
          ...(body ? { body: JSON.stringify(body) } : {}),
        });
        return { status: response.status, body: await response.json() };
      },
      scenario: async (platform, steps) => {
        const response = await fetch(`http://127.0.0.1:${http}/_scenario`, {
          method: 'PUT',
          body: JSON.stringify({ platform, match: {}, steps }),
        });
        if (!response.ok) throw new Error(`scenario refused: ${await response.text()}`);
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Role = 'api' | 'worker' | 'simulator';

/** With `pg_stat_statements`, which says how many statements ran. */
async function startCountingPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  const plain = await startEmbeddedPostgres({ dataDir });
  const client = new pg.Client({ connectionString: plain.url });
  await client.connect();
  await client.query(`ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'`);
  await client.query('CREATE EXTENSION pg_stat_statements');
  await client.end();
  await plain.stop();
  return startEmbeddedPostgres({ dataDir });
}

/** Waits until `isTrue` answers true. */
export async function until(isTrue: () => Promise<boolean>, waitMs = startWaitMs): Promise<void> {
  const giveUpAtMs = performance.now() + waitMs;
  while (!(await isTrue())) {
    if (performance.now() > giveUpAtMs) throw new Error(`not within ${waitMs} ms`);
    await pause(5);
  }
}

/** A worker takes mail once it works. */
async function isTaken(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function isLive(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function ended(child: ChildProcess): Promise<void> {
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`a process ended with ${String(code)}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
