import { randomUUID } from 'node:crypto';
import path from 'node:path';
import pg from 'pg';
import { newApiKey } from '#security';
import type { Backend, Plan } from '../plan/plan.js';
import { leaseMs } from './environment.js';
import { FaultRecord } from './fault-record.js';
import type { NodeProcess } from './node-process.js';
import { StormPostgres } from './postgres.js';
import { ledgerFile, productProcesses, repliesFile } from './product.js';
import type { Proxy } from './proxy.js';
import { redisProgram, StormRedis } from './redis.js';
import { SendWatch } from './send-watch.js';
import { layWires } from './wires.js';

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

/** How long a worker stands still exactly before or after a send where nobody takes over. */
const longestPauseMs = leaseMs + 4_000;

export async function startCluster({ plan, folder, plant }: ClusterOptions): Promise<Cluster> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const { backend } = plan;
    const wires = await layWires(backend);
    const { ports, proxies } = wires;
    for (const each of [...proxies.values()].flat()) stops.push(() => each.cut());
    const postgres = await StormPostgres.start(folder, ports.postgres);
    stops.push(() => postgres.stop());
    const redis = backend === 'redis' ? await startRedis(folder, ports.redis) : undefined;
    if (redis) stops.push(() => redis.kill());
    const record = new FaultRecord();
    const watch = new SendWatch(plan, record, longestPauseMs);
    const processes = productProcesses({ plan, folder, plant, wires, postgres, watch });
    for (const each of processes.values()) stops.push(() => each.end());
    // Side by side: they come up in any order.
    await Promise.all([...processes.values()].map((each) => each.start()));
    return {
      ...{ backend, postgres, redis, processes, proxies, record, watch, stop },
      apiUrls: ports.apis.map((port) => `http://127.0.0.1:${port}`),
      apiKey: await addApiKey(postgres.url),
      files: {
        ledger: path.join(folder, ledgerFile),
        replies: path.join(folder, repliesFile),
        logs: [...processes.keys()].map((name) => path.join(folder, `${name}.log`)),
      },
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
  const { key, prefix, hash } = newApiKey();
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
