import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { newApiKey } from '#security';
import { apiNames, links, workerNames, type Backend, type Plan } from '../plan/plan.js';
import { clockLibrary } from './clock.js';
import { leaseMs, sendTimeoutMs, sharedEnvironment } from './environment.js';
import { FaultRecord } from './fault-record.js';
import { NodeProcess } from './node-process.js';
import { freePorts } from './ports.js';
import { StormPostgres } from './postgres.js';
import { Proxy } from './proxy.js';
import { redisProgram, StormRedis } from './redis.js';
import { SendWatch } from './send-watch.js';

export interface ClusterOptions {
  readonly plan: Plan;
  /** Of this run alone. */
  readonly folder: string;
  readonly plant?: string;
}

/** The whole product as real processes on servers of its own, every connection through a proxy of the storm. */
export interface Cluster {
  readonly backend: Backend;
  readonly postgres: StormPostgres;
  readonly redis: StormRedis | undefined;
  /** `api-1`, `worker-1`, `simulator`. */
  readonly processes: ReadonlyMap<string, NodeProcess>;
  /** Link, such as `worker-1>redis`, to the proxies on it. */
  readonly proxies: ReadonlyMap<string, readonly Proxy[]>;
  readonly apiUrls: readonly string[];
  readonly apiKey: string;
  readonly record: FaultRecord;
  readonly watch: SendWatch;
  readonly files: {
    readonly ledger: string;
    readonly replies: string;
    readonly logs: readonly string[];
  };
  stop(): Promise<void>;
}

/** How long a worker is stopped exactly before or after a send: until another may have taken over. */
const longestPauseMs = leaseMs + 4_000;

export async function startCluster({ plan, folder, plant }: ClusterOptions): Promise<Cluster> {
  const { backend } = plan;
  mkdirSync(folder, { recursive: true });
  const linkNames = links(backend);
  // PostgreSQL, Redis, APIs, workers' mail, simulator twice, replies and callbacks, and one or two a link.
  const ports = [...(await freePorts(4 + apiNames.length + workerNames.length + 2 + linkNames.length * 2))];
  const port = () => ports.pop() ?? 0;
  const record = new FaultRecord();
  const watch = new SendWatch(plan, record, longestPauseMs);
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const postgres = await StormPostgres.start(folder, port());
    stops.push(() => postgres.stop());
    const redis = backend === 'redis' ? await startRedis(folder, port()) : undefined;
    if (redis) stops.push(() => redis.kill());

    const httpPort = port();
    const smtpPort = port();
    const apiPorts = apiNames.map(() => port());
    const mailPorts = workerNames.map(() => port());
    const upstreams: Record<string, readonly number[]> = {
      postgres: [postgres.port],
      redis: redis ? [redis.port] : [],
      simulator: [httpPort, smtpPort],
    };
    const proxies = new Map<string, readonly Proxy[]>();
    for (const name of linkNames) {
      const server = name.split('>')[1] ?? '';
      proxies.set(
        name,
        (upstreams[server] ?? []).map((upstream) => new Proxy(port(), [upstream])),
      );
    }
    // Replies go to whichever worker answers, callbacks to whichever API.
    const replies = new Proxy(port(), mailPorts);
    const callbacks = new Proxy(port(), apiPorts);
    proxies.set('simulator>workers', [replies]);
    proxies.set('simulator>apis', [callbacks]);
    for (const each of [...proxies.values()].flat()) {
      await each.open();
      stops.push(() => each.cut());
    }

    const library = clockLibrary();
    const shared = sharedEnvironment(backend);
    const through = (link: string, index = 0) => proxies.get(link)?.[index]?.port ?? 0;
    const files = {
      ledger: path.join(folder, 'ledger.jsonl'),
      replies: path.join(folder, 'replies.jsonl'),
      logs: [...apiNames, ...workerNames, 'simulator'].map((name) => path.join(folder, `${name}.log`)),
    };
    const processes = new Map<string, NodeProcess>();
    const add = (
      name: string,
      role: 'api' | 'worker' | 'simulator',
      env: Record<string, string>,
      brief: Record<string, unknown> = {},
    ) => {
      const logFile = path.join(folder, `${name}.log`);
      const hasClock = library !== undefined && role !== 'simulator';
      const clockFile = path.join(folder, `${name}.clock`);
      if (hasClock) writeFileSync(clockFile, '+0');
      const added: NodeProcess = new NodeProcess({
        ...{ name, role, env, logFile },
        brief: { ...brief, ...(plant !== undefined && role !== 'simulator' ? { plant } : {}) },
        ...(hasClock ? { clock: { library, file: clockFile } } : {}),
        onMessage: (message, reply) => watch.onMessage(added, message, reply),
      });
      processes.set(name, added);
      stops.push(() => added.end());
      return added;
    };
    for (const [index, name] of apiNames.entries())
      add(name, 'api', {
        ...shared,
        UNIFLAG_DATABASE__URL: postgres.urlAt(through(`${name}>postgres`)),
        UNIFLAG_API__PORT: String(apiPorts[index]),
        UNIFLAG_MAIL__INBOUND__ENABLED: 'false',
        ...(redis ? { UNIFLAG_QUEUE__REDIS_URL: `redis://127.0.0.1:${redis.port}` } : {}),
      });
    for (const [index, name] of workerNames.entries())
      add(name, 'worker', {
        ...shared,
        UNIFLAG_DATABASE__URL: postgres.urlAt(through(`${name}>postgres`)),
        UNIFLAG_MAIL__INBOUND__PORT: String(mailPorts[index]),
        UNIFLAG_SIMULATOR__HTTP_URL: `http://127.0.0.1:${through(`${name}>simulator`)}`,
        UNIFLAG_SIMULATOR__SMTP_HOST: '127.0.0.1',
        UNIFLAG_SIMULATOR__SMTP_PORT: String(through(`${name}>simulator`, 1)),
        ...(redis ? { UNIFLAG_QUEUE__REDIS_URL: `redis://127.0.0.1:${through(`${name}>redis`)}` } : {}),
      });
    add(
      'simulator',
      'simulator',
      {},
      {
        seed: plan.seed,
        ...{ httpPort, smtpPort, replyPort: replies.port, callbackUrl: `http://127.0.0.1:${callbacks.port}` },
        ...{ ledgerFile: files.ledger, repliesFile: files.replies, slowMs: sendTimeoutMs * 3 },
      },
    );
    // Side by side: services come up in any order.
    await Promise.all([...processes.values()].map((each) => each.start()));
    const apiUrls = apiPorts.map((each) => `http://127.0.0.1:${each}`);
    const apiKey = await addApiKey(postgres.url);
    return {
      ...{ backend, postgres, redis, processes, proxies, apiUrls, apiKey, record, watch, files },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startRedis(folder: string, port: number): Promise<StormRedis> {
  const program = redisProgram();
  if (program === undefined)
    throw new Error('No redis-server is installed: run the storm with --backend postgres.');
  const redis = new StormRedis(program, path.join(folder, 'redis'), port);
  await redis.start();
  return redis;
}

async function addApiKey(url: string): Promise<string> {
  const { key, prefix, hash } = newApiKey(['*']);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('INSERT INTO api_keys (id, name, prefix, hash) VALUES ($1, $2, $3, $4)', [
    randomUUID(),
    'storm',
    prefix,
    hash,
  ]);
  await client.end();
  return key;
}
