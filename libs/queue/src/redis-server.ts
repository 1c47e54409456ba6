import { createRedisBackend } from 'bullmq';
import type { BackendFactory, IQueueBackend } from 'bullmq';
import { Cluster, Redis } from 'ioredis';
import type { RedisOptions } from 'ioredis';
import { withDeadline } from './deadline.js';
import { easeOff } from './ease-off.js';
import type { LaneServer, ServerEvents } from './lane-server.js';
import { QueueFault } from './queue-fault.js';
import { parseRedisAddress } from './redis-address.js';
import type { RedisAddress } from './redis-address.js';

const readyMs = 5_000;
const leaveMs = 2_000;
const easeOffMs = 1_000;
/** A refused server is asked again after so long whether it has been put right. */
const askAgainMs = 5_000;
/** Every answer comes within a few seconds: a connection without one for so long broke without a word. */
const socketTimeout = 10_000;

type Client = Redis | Cluster;

/**
 * Redis or Valkey: one connection to add hints, one to take them, and one a lane that waits for them.
 *
 * @param url see `parseRedisAddress`
 */
export function createRedisServer(url: string, prefix: string, events: ServerEvents): LaneServer {
  const address = parseRedisAddress(url);
  const connect = (options: RedisOptions) =>
    watch(createClient(address, { socketTimeout, ...options }), events);
  const adding = connect({ enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 2_000 });
  const usable = checkedOnceAConnection(adding);
  let taking: Client | undefined; // only where this process listens
  const over =
    (client: Client): BackendFactory<IQueueBackend, unknown> =>
    (name, options, kind) =>
      createRedisBackend(name, { ...options, connection: client }, kind);

  return {
    prefix: `{${prefix}}`, // one slot of a cluster
    idleWaitSeconds: 1,
    producer: over(adding),
    consumer: (name, options, kind) => {
      taking ??= connect({ maxRetriesPerRequest: null });
      return easeOff(over(taking)(name, options, kind), easeOffMs, events);
    },
    ready: () => withDeadline(connected(adding).then(usable), readyMs),
    usable,
    canEndWorkers: () => taking === undefined || taking.status === 'ready',
    close: async () => {
      await Promise.all([leave(adding), ...(taking ? [leave(taking)] : [])]);
    },
  };
}

export function createClient(address: RedisAddress, options: RedisOptions): Client {
  if (address.kind === 'standalone') return new Redis(address.url, options);
  const { hosts, ...login } = address.login;
  if (address.kind === 'sentinel') {
    // Unless told, ioredis speaks in clear to Sentinels and to the master they name, whatever `tls` says.
    const tls = login.tls ? { sentinelTLS: login.tls, enableTLSForSentinelMode: true } : {};
    return new Redis({ ...options, ...login, ...tls, sentinels: [...hosts], name: address.master });
  }
  const { enableOfflineQueue = true, ...perNode } = options;
  // With its own ready check, ioredis' `connect` never settles where a cluster is down at first and back soon after, and
  // BullMQ waits for it for ever: a lane would go deaf.
  const cluster = { enableOfflineQueue, enableReadyCheck: false };
  return new Cluster([...hosts], { ...cluster, redisOptions: { ...perNode, ...login } });
}

function watch(client: Client, events: ServerEvents): Client {
  client.on('error', (error) => events.failed(error));
  return client;
}

async function leave(client: Client): Promise<void> {
  if (client.status === 'ready') await withDeadline(client.quit(), leaveMs).catch(() => client.disconnect());
  else client.disconnect();
}

/**
 * Checks a server once it is connected, and again after each new connection: it may be another server by then.
 *
 * @returns fails where the server is refused, or cannot be asked
 */
function checkedOnceAConnection(client: Client): () => Promise<void> {
  let checking: Promise<void> | undefined;
  const forget = () => {
    checking = undefined;
  };
  client.on('ready', forget);
  return () => {
    checking ??= checkServer(client).catch((error: unknown) => {
      if (error instanceof QueueFault) setTimeout(forget, askAgainMs).unref();
      else forget();
      throw error;
    });
    return checking;
  };
}

/** A server that evicts keys when memory is short drops hints without an error. */
async function checkServer(client: Client): Promise<void> {
  if (client.status === 'connecting' || client.status === 'connect') await connected(client);
  const nodes = client instanceof Cluster ? client.nodes('master') : [client];
  if (nodes.length === 0) throw new Error('No node of the cluster is known yet');
  for (const node of nodes) {
    const policy = /^maxmemory_policy:(\S+)/m.exec(await node.info('memory'))?.[1];
    if (policy === undefined || policy === 'noeviction') continue;
    throw new QueueFault(
      'QUEUE.EVICTS',
      `Redis would drop hints without saying so: its maxmemory-policy is ${policy}. Set it to noeviction.`,
    );
  }
}

function connected(client: Client): Promise<void> {
  if (client.status === 'ready') return Promise.resolve();
  return new Promise((resolve, reject) => {
    client.once('ready', resolve);
    client.once('error', (error: Error) => reject(explained(error)));
  });
}

function explained(error: Error): Error {
  if (!/^(WRONGPASS|NOAUTH|ERR invalid password)/.test(error.message)) return error;
  return new QueueFault(
    'QUEUE.LOGIN_REFUSED',
    'Redis refuses the user or password of queue.redisUrl. Correct them there.',
    { cause: error },
  );
}
