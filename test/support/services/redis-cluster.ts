import { Redis } from 'ioredis';
import { freePort } from '../../../libs/persistence/src/embedded/index.js';
import { startTestRedis, type TestRedis } from './redis.js';
import { until } from './until.js';

export interface TestRedisCluster {
  /** As configuration takes it: `redis+cluster://…`, all nodes. */
  readonly url: string;
  /** Kills the master that has this hash tag, and waits until one of its replicas is master in its place. */
  killMasterOf(tag: string): Promise<void>;
  stop(): Promise<void>;
}

const masters = 3;
const slots = 16_384;

/**
 * Three masters with a replica each, on this machine.
 *
 * @returns undefined where no Redis is installed
 */
export async function startTestRedisCluster(): Promise<TestRedisCluster | undefined> {
  const nodes: Node[] = [];
  const stop = async () => {
    for (const { control } of nodes) control.disconnect();
    await Promise.all(nodes.map(({ server }) => server.stop()));
  };
  try {
    for (let place = 0; place < 2 * masters; place += 1) {
      const node = await startNode();
      if (!node) return undefined;
      nodes.push(node);
    }
    await form(nodes);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `redis+cluster://${nodes.map(({ server }) => `127.0.0.1:${server.port}`).join(',')}`,
    killMasterOf: (tag) => killMasterOf(tag, nodes),
    stop,
  };
}

interface Node {
  readonly server: TestRedis;
  readonly control: Redis;
}

async function startNode(): Promise<Node | undefined> {
  const server = await startTestRedis([
    ...['--cluster-enabled', 'yes', '--cluster-port', String(await freePort())],
    ...['--cluster-announce-ip', '127.0.0.1', '--cluster-node-timeout', '1000'],
    ...['--cluster-replica-validity-factor', '0', '--repl-diskless-sync-delay', '0'],
  ]);
  if (!server) return undefined;
  const control = new Redis(server.url, { maxRetriesPerRequest: 0, retryStrategy: () => 100 });
  control.on('error', () => undefined); // of a node that was killed
  return { server, control };
}

async function form(nodes: readonly Node[]): Promise<void> {
  const [first, ...others] = nodes;
  if (!first) return;
  for (const [place, { control }] of nodes.slice(0, masters).entries()) {
    const from = Math.ceil((place * slots) / masters);
    const to = Math.ceil(((place + 1) * slots) / masters) - 1;
    await control.cluster('ADDSLOTSRANGE', from, to);
    await control.cluster('SET-CONFIG-EPOCH', place + 1);
  }
  for (const { control, server } of others) {
    const busPort = Number(((await control.config('GET', 'cluster-port')) as string[])[1]);
    await first.control.call('CLUSTER', 'MEET', '127.0.0.1', server.port, busPort);
  }
  await until('all nodes know each other', async () => {
    const known = await Promise.all(nodes.map(async ({ control }) => (await tableOf(control)).length));
    return known.every((count) => count === nodes.length);
  });
  const ids = await Promise.all(nodes.map(({ control }) => control.cluster('MYID')));
  for (const [place, { control }] of nodes.slice(masters).entries())
    await control.cluster('REPLICATE', ids[place] ?? '');
  await until('every replica follows and the cluster serves', async () => {
    const states = await Promise.all(
      nodes.map(
        async ({ control }) => `${await control.cluster('INFO')}${await control.info('replication')}`,
      ),
    );
    return states.every(
      (said, place) =>
        said.includes('cluster_state:ok') && (place < masters || said.includes('master_link_status:up')),
    );
  });
}

async function killMasterOf(tag: string, nodes: readonly Node[]): Promise<void> {
  const slot = await (nodes[0] as Node).control.cluster('KEYSLOT', `{${tag}}`);
  const owner = async (): Promise<Node | undefined> => {
    for (const node of nodes) {
      const own = (await tableOf(node.control).catch(() => [])).find(({ flags }) => flags.includes('myself'));
      if (own?.flags.includes('master') && own.ranges.some(([from, to]) => from <= slot && slot <= to))
        return node;
    }
    return undefined;
  };
  const master = await owner();
  if (!master) throw new Error('no master has that slot');
  await master.server.kill();
  await until('a replica has taken its place', async () => {
    const next = await owner();
    return next !== undefined && next !== master;
  });
}

interface TableRow {
  readonly flags: readonly string[];
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

/** The cluster as one node sees it. Source: redis.io/docs/latest/commands/cluster-nodes */
async function tableOf(control: Redis): Promise<readonly TableRow[]> {
  const said = String(await control.cluster('NODES'));
  return said
    .trim()
    .split('\n')
    .map((line) => {
      const [, , flags = '', , , , , , ...ranges] = line.split(' ');
      return {
        flags: flags.split(','),
        ranges: ranges.map((range): [number, number] => {
          const [from = '', to = from] = range.split('-');
          return [Number(from), Number(to)];
        }),
      };
    });
}
