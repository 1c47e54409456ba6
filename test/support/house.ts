import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { uuidv7 } from 'uuidv7';
import { loadConfig, type Config } from '#config';
import type { Resolve } from '#mail';
import { migrate, openDatabase, PgApiKeys, type Database } from '#persistence';
import type { Platform } from '#platform-kit';
import { platforms as registry } from '#platforms';
import { newApiKey } from '#security';
import { MemoryLog } from '#telemetry';
import { startApi } from '../../apps/api/src/api.js';
import type { Scheduler } from '../../apps/simulator/src/scheduler.js';
import { startSimulator, type RunningSimulator } from '../../apps/simulator/src/simulator.js';
import { startWorker, type RunningWorker } from '../../apps/worker/src/worker.js';
import { brokenPromises } from './invariants.js';
import { letPass } from './schema.js';
import { createEmptySchema, createMigratedTables } from './services/own-tables.js';
import { until } from './services/until.js';

export interface HouseOptions {
  readonly platforms?: readonly Platform[];
  readonly queue?: 'postgres' | 'redis';
  /** Settings beside the test's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** How long the simulator's `slow` fault keeps an answer. */
  readonly slowMs?: number;
  /** Time of the simulator; this machine's unless told. */
  readonly scheduler?: Scheduler;
  /** Answers in place of the name servers that the worker asks where mails come from. */
  readonly resolve?: Resolve;
  /** False leaves the worker to the test, which starts its own from `env`. */
  readonly hasWorker?: boolean;
  /** A built console for the API to serve; that of this checkout, if it is built, unless told. */
  readonly consoleFolder?: string;
}

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** The whole product in one process, on tables and queues of its own. */
export interface House {
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly simulator: RunningSimulator;
  readonly database: Database;
  readonly config: Config;
  readonly log: MemoryLog;
  readonly schema: string;
  /** Settings of this house as a process's environment. */
  readonly env: Readonly<Record<string, string>>;
  worker(): RunningWorker;
  /** Lanes the worker listens on. */
  lanes(): readonly string[];
  /** Ends the worker and starts another on the same tables. */
  restartWorker(): Promise<void>;
  /** Ends the API before the rest. */
  closeApi(): Promise<void>;
  request<Body = Record<string, never>>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<Body>>;
  scenario(platform: string, match: object, steps: readonly object[]): Promise<void>;
  /** Throws with `what` where it does not come true within 20 seconds. */
  readonly until: typeof until;
  /** Waits until no work is due, claimed or on its way. */
  settle(withinMs?: number): Promise<void>;
  /** Lets time pass: everything that waits is due that much earlier. */
  pass(ms: number): Promise<void>;
  /** Ends everything; throws where the tables break a promise, whatever the test did. */
  close(): Promise<void>;
}

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const platforms = options.platforms ?? registry;
  const schema = `test_${randomBytes(6).toString('hex')}`;
  const log = new MemoryLog();
  const mailPort = await freePort();
  const simulator = await startSimulator({
    platforms: platforms.map(({ simulation }) => simulation),
    host: '127.0.0.1',
    httpPort: 0,
    smtpPort: 0,
    replyTo: { host: '127.0.0.1', port: mailPort },
    slowMs: options.slowMs ?? 5_000,
    ...(options.scheduler ? { scheduler: options.scheduler } : {}),
  });
  const elsewhere = options.env?.['UNIFLAG_DATABASE__URL'];
  const tables = await (elsewhere === undefined
    ? createMigratedTables(schema)
    : createEmptySchema(schema, elsewhere));
  const env = {
    UNIFLAG_DATABASE__URL: tables.url,
    UNIFLAG_DATABASE__POOL_SIZE: '6',
    UNIFLAG_SECURITY__WRAPPING_KEY: randomBytes(32).toString('base64'),
    UNIFLAG_SECURITY__CONTENT_KEY: randomBytes(32).toString('base64'),
    UNIFLAG_API__PORT: '0',
    UNIFLAG_ACCESS__KEY_SESSIONS: 'true',
    UNIFLAG_MAIL__INBOUND__PORT: String(mailPort),
    UNIFLAG_SIMULATOR__HTTP_URL: simulator.httpUrl,
    UNIFLAG_SIMULATOR__SMTP_HOST: '127.0.0.1',
    UNIFLAG_SIMULATOR__SMTP_PORT: String(simulator.smtpPort),
    UNIFLAG_VERIFICATION__FIRST_CHECK_AFTER_MS: '0',
    // Often enough for who waits; ten times a second took a fifth of a processor for each house.
    UNIFLAG_WORKER__SWEEP_EVERY_MS: '400ms',
    UNIFLAG_PRIVACY__SCAN_AT: '',
    UNIFLAG_WEBHOOKS__ALLOW_PRIVATE_ADDRESSES: 'true',
    ...(options.queue === 'redis'
      ? { UNIFLAG_QUEUE__BACKEND: 'redis', UNIFLAG_QUEUE__REDIS_URL: testUrl('UNIFLAG_TEST_REDIS_URL') }
      : {}),
    ...options.env,
  };
  const config = loadConfig({ env });
  const own = await openDatabase({ ...config.database, poolSize: 3, schema });
  if (elsewhere !== undefined) await migrate(own);
  const { key, prefix, hash } = newApiKey();
  await new PgApiKeys(own.pool).add({ id: uuidv7(), name: 'test', prefix, hash });
  const api = await startApi({
    ...{ config, platforms, log, schema },
    ...(options.consoleFolder === undefined ? {} : { consoleFolder: options.consoleFolder }),
  });
  let apiClosing: Promise<void> | undefined;
  const closeApi = () => (apiClosing ??= api.close());
  const { resolve } = options;
  const start = () => startWorker({ config, platforms, log, schema, ...(resolve ? { resolve } : {}) });
  let worker = options.hasWorker === false ? undefined : await start();
  const theWorker = () => {
    if (!worker) throw new Error('this house has no worker of its own');
    return worker;
  };

  const request: House['request'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${api.url}${path}`, {
      method,
      headers: {
        // The API takes the key where there are both.
        ...(headers['cookie'] === undefined ? { authorization: `Bearer ${key}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? {} : JSON.parse(text)) as never,
    };
  };

  return {
    apiUrl: api.url,
    apiKey: key,
    ...{ simulator, config, log, schema, env, request },
    database: own,
    worker: theWorker,
    lanes: () => theWorker().lanes,
    restartWorker: async () => {
      await theWorker().close();
      worker = await start();
    },
    scenario: async (platform, match, steps) => {
      const response = await fetch(`${simulator.httpUrl}/_scenario`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ platform, match, steps }),
      });
      if (!response.ok) throw new Error(`scenario refused: ${await response.text()}`);
    },
    until,
    settle: async (withinMs) => {
      await theWorker().settled();
      await until(
        'everything has settled',
        async () => {
          const { rows } = await own.pool.query<{ open: number }>(openWork);
          if (rows[0]?.open !== 0) return false;
          // What was claimed is no longer due: look again once it is done.
          await theWorker().settled();
          return (await own.pool.query<{ open: number }>(openWork)).rows[0]?.open === 0;
        },
        withinMs,
      );
    },
    pass: (ms) => letPass(own.pool, ms),
    closeApi,
    close: async () => {
      await worker?.close();
      await closeApi();
      await simulator.close();
      const broken = await brokenPromises(own.pool);
      await own.close();
      await tables.drop();
      if (broken.length > 0) throw new Error(`promises broken:\n${broken.join('\n')}`);
    },
  };
}

const openWork = `
  SELECT (SELECT count(*) FROM outbox)::int
    + (SELECT count(*) FROM submissions WHERE delivery = 'SENDING'
        OR (delivery IN ('QUEUED', 'RETRY_WAIT') AND next_try_at <= now()) OR next_check_at <= now())::int
    + (SELECT count(*) FROM follow_ups WHERE state = 'SENDING' OR (state = 'QUEUED' AND next_try_at <= now()))::int
    + (SELECT count(*) FROM submissions WHERE word IN ('sent', 'acknowledged', 'under_review')
        AND COALESCE(next_step_at, due_at) <= now() AND hold_until IS NULL)::int
    + (SELECT count(*) FROM replies WHERE state IN ('NEW', 'WAITING') AND next_try_at <= now())::int
    + (SELECT count(*) FROM webhook_endpoints WHERE ping_due_at <= now() AND deleted_at IS NULL)::int
    + (SELECT count(*) FROM webhook_deliveries d JOIN webhook_endpoints w ON w.id = d.endpoint_id
        WHERE d.state = 'WAITING' AND d.next_try_at <= now() AND w.is_enabled AND w.proven_at IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM webhook_deliveries earlier WHERE earlier.endpoint_id = d.endpoint_id
           AND earlier.report_id = d.report_id AND earlier.sequence < d.sequence
           AND earlier.state IN ('WAITING', 'EXHAUSTED')))::int AS open`;

function testUrl(name: string): string {
  const url = process.env[name];
  if (url === undefined) throw new Error(`${name} is not set: run the tests by npm test or npx jest`);
  return url;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
