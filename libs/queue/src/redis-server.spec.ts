import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { MemoryLog, silentLog } from '#telemetry';
import { describeWithRedis, startTestRedis } from '../../../test/support/services/redis.js';
import { startTestRedisCluster } from '../../../test/support/services/redis-cluster.js';
import type { TestServer } from '../../../test/support/services/postgres.js';
import { startTcpProxy } from '../../../test/support/tcp-proxy.js';
import { until } from '../../../test/support/services/until.js';
import { createHintQueue } from './create-hint-queue.js';
import type { HintQueue } from './hint-queue.js';
import { aLane, hintQueueContract, hintUntilTaken, Runs } from './testing/hint-queue-contract.js';

jest.setTimeout(30_000);

const clients: Redis[] = [];
const queues: HintQueue[] = [];
const servers: Pick<TestServer, 'stop'>[] = [];

afterEach(async () => {
  clients.splice(0).forEach((client) => client.disconnect());
  await Promise.all(queues.splice(0).map((queue) => queue.close()));
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

function clientOf(url: string): Redis {
  const client = new Redis(url);
  clients.push(client);
  return client;
}

function open(url: string, { prefix = `test-${process.pid}`, log = silentLog } = {}): HintQueue {
  const queue = createHintQueue({ backend: 'redis', url, prefix }, log);
  queues.push(queue);
  return queue;
}

async function redisOfOwn(flags: readonly string[] = []): Promise<TestServer> {
  const server = await startTestRedis(flags);
  if (!server) throw new Error('no redis-server');
  servers.push(server);
  return server;
}

describeWithRedis('the queue on Redis', (url) => {
  hintQueueContract(
    'the queue on Redis',
    async () => {
      const prefix = `test-${process.pid}`;
      const control = new Redis(url);
      return {
        open: (log, options) => createHintQueue({ backend: 'redis', url, prefix, ...options }, log),
        options: { backend: 'redis', url, prefix },
        waiting: async (lane) => {
          const queue = new Queue(lane, { connection: control, prefix: `{${prefix}}` });
          const counts = await queue.getJobCounts('wait', 'delayed', 'prioritized');
          await queue.close();
          return Object.values(counts).reduce((sum, each) => sum + each, 0);
        },
        cutConnections: async () => {
          await control.client('KILL', 'SKIPME', 'yes');
        },
        close: async () => control.disconnect(),
      };
    },
    { overNetwork: true },
  );

  it('serves twenty lanes of a process over one connection to add, one to take and one a lane', async () => {
    const control = clientOf(url);
    const connections = async () => ((await control.client('LIST')) as string).trim().split('\n').length;
    const before = await connections();
    const queue = open(url);
    const lanes = Array.from({ length: 20 }, aLane);
    const runs = new Runs();
    lanes.forEach((lane) => queue.listen(lane, runs.handle, { concurrency: 4 }));
    await queue.hint(lanes);
    await runs.reached(20);
    expect((await connections()) - before).toBe(22);
    await queue.close();
    while ((await connections()) > before) await pause(10); // the server counts them a moment longer
  });

  it('keeps no finished hints, and few events', async () => {
    const prefix = `test-events-${process.pid}`;
    const queue = open(url, { prefix });
    const lane = aLane();
    const runs = new Runs();
    queue.listen(lane, runs.handle, { concurrency: 1 });
    for (let number = 1; number <= 300; number += 1) {
      await queue.hint([lane]);
      await runs.reached(number);
    }
    await queue.close();
    const control = clientOf(url);
    const keys = await control.keys(`{${prefix}}:*`);
    const lasting = ['events', 'meta', 'id', 'stalled-check', 'marker'].map(
      (key) => `{${prefix}}:${lane}:${key}`,
    );
    expect(keys.filter((key) => !lasting.includes(key))).toEqual([]);
    expect(await control.xlen(`{${prefix}}:${lane}:events`)).toBeLessThan(400);
  });

  it('goes on after everything on the server was deleted', async () => {
    const server = await redisOfOwn();
    const queue = open(server.url);
    const [lane, runs] = [aLane(), new Runs()];
    queue.listen(lane, runs.handle, { concurrency: 1 });
    await queue.hint([lane]);
    await runs.reached(1);
    const control = clientOf(server.url);
    await control.flushall();
    await queue.hint([lane]);
    await runs.reached(2);
  });

  it('refuses hints while the server is away, says so once, and goes on when it is back', async () => {
    const server = await redisOfOwn();
    const log = new MemoryLog();
    const queue = open(server.url, { log });
    const [lane, runs] = [aLane(), new Runs()];
    queue.listen(lane, runs.handle, { concurrency: 1 });
    await queue.hint([lane]);
    await runs.reached(1);

    await server.halt();
    await expect(queue.hint([lane])).rejects.toThrow();
    await expect(queue.hint([lane])).rejects.toThrow();
    await server.resume();
    await hintUntilTaken(queue, [lane]);
    await runs.reached(2);

    expect(log.of('queue.lost')).toHaveLength(1);
  });

  it('starts before its server does, and closes without it', async () => {
    const server = await redisOfOwn();
    await server.halt();
    const queue = open(server.url);
    const [lane, runs] = [aLane(), new Runs()];
    queue.listen(lane, runs.handle, { concurrency: 1 });
    await server.resume();
    await queue.ready();
    await queue.hint([lane]);
    await runs.reached(1);
    await server.halt();
    await queue.close();
  });

  it('refuses a server that would evict hints', async () => {
    const server = await redisOfOwn(['--maxmemory', '64mb', '--maxmemory-policy', 'allkeys-lru']);
    const queue = open(server.url);
    await expect(queue.ready()).rejects.toMatchObject({
      code: 'QUEUE.EVICTS',
      message: expect.stringContaining('its maxmemory-policy is allkeys-lru. Set it to noeviction.'),
    });
  });

  it('refuses a server that refuses the login', async () => {
    const server = await redisOfOwn(['--requirepass', 'synthetic']);
    const noPassword = open(server.url);
    await expect(noPassword.ready()).rejects.toMatchObject({ code: 'QUEUE.LOGIN_REFUSED' });
    const wrongPassword = open(Object.assign(new URL(server.url), { password: 'wrong' }).href);
    const refused: unknown = await wrongPassword.ready().catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'QUEUE.LOGIN_REFUSED' });
    expect((refused as Error).message).not.toContain('wrong');
  });

  it('takes no hints to a server that turns out to evict them, says so once, and goes on once that is put right', async () => {
    const server = await redisOfOwn(['--maxmemory', '64mb', '--maxmemory-policy', 'allkeys-lru']);
    await server.halt();
    // BullMQ says it as well, to the console.
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const log = new MemoryLog();
    const queue = open(server.url, { log });
    await expect(queue.ready()).rejects.toThrow();
    const [lane, runs] = [aLane(), new Runs()];
    queue.listen(lane, runs.handle, { concurrency: 1 });
    await server.resume();
    while (log.of('queue.refused').length === 0) {
      await queue.hint([lane]).catch(() => undefined);
      await pause(20);
    }
    await expect(queue.hint([lane])).rejects.toThrow('maxmemory-policy');
    expect(runs.begun).toBe(0);

    await clientOf(server.url).config('SET', 'maxmemory-policy', 'noeviction');
    await hintUntilTaken(queue, [lane]);
    await runs.reached(1);
    expect(log.of('queue.refused')).toHaveLength(1);
    expect(log.of('queue.back')).toHaveLength(1);
  });

  it('finds connections that broke without a word', async () => {
    const server = await redisOfOwn();
    const { hostname, port } = new URL(server.url);
    const proxy = await startTcpProxy({ host: hostname, port: Number(port) });
    const queue = open(proxy.through(server.url));
    const [lane, runs] = [aLane(), new Runs()];
    queue.listen(lane, runs.handle, { concurrency: 1 });
    await queue.hint([lane]);
    await runs.reached(1);
    proxy.forget();
    await expect(queue.hint([lane])).rejects.toThrow();
    await hintUntilTaken(queue, [lane]);
    await runs.reached(2);
    await queue.close();
    await proxy.close();
  });

  it('hears of every lane again after the master of a cluster was killed', async () => {
    const cluster = await startTestRedisCluster();
    if (!cluster) throw new Error('no redis-server');
    servers.push(cluster);
    const [adding, taking] = [open(cluster.url, { prefix: 'lost' }), open(cluster.url, { prefix: 'lost' })];
    const lanes = Array.from({ length: 20 }, aLane);
    const runs = lanes.map(() => new Runs());
    lanes.forEach((lane, place) => taking.listen(lane, runs[place]!.handle, { concurrency: 1 }));
    await hintUntilTaken(adding, lanes);
    await Promise.all(runs.map((each) => each.reached(1)));

    await cluster.killMasterOf('lost');
    const before = runs.map(({ begun }) => begun);
    await until('every lane ran again', async () => {
      await hintUntilTaken(adding, lanes);
      return runs.every(({ begun }, place) => begun > (before[place] ?? 0));
    });
  });

  it('works on a cluster', async () => {
    const server = await redisOfOwn(['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1']);
    const control = clientOf(server.url);
    await control.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    while (!String(await control.call('CLUSTER', 'INFO')).includes('cluster_state:ok')) await pause(20);
    const address = server.url.replace('redis:', 'redis+cluster:');
    const queue = open(address);
    const lanes = [aLane(), aLane()];
    const runs = new Runs();
    await queue.ready();
    lanes.forEach((lane) => queue.listen(lane, runs.handle, { concurrency: 1 }));
    await queue.hint(lanes);
    await runs.reached(2);
  });
});

it('asks Sentinels by TLS where the address says so', async () => {
  const sentinel = createServer();
  const firstByte = new Promise<number>((resolve) =>
    sentinel.on('connection', (socket) => {
      socket.on('error', () => socket.destroy());
      socket.once('data', (said) => {
        resolve(said.readUInt8(0));
        socket.destroy();
      });
    }),
  );
  await new Promise<void>((resolve) => sentinel.listen(0, '127.0.0.1', resolve));
  const { port } = sentinel.address() as AddressInfo;
  open(`rediss+sentinel://127.0.0.1:${port}/main`);
  const began = await firstByte;
  sentinel.close();
  expect(began).toBe(tlsHandshake);
});

/** How every TLS connection begins. Source: RFC 8446, section 5.1. */
const tlsHandshake = 22;
