import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { MemoryLog, silentLog } from '#telemetry';
import { describeWithRedis, startTestRedis } from '../../../test/support/services/redis.js';
import type { TestServer } from '../../../test/support/services/postgres.js';
import { createHintQueue } from './create-hint-queue.js';
import { aLane, hintQueueContract, hintUntilTaken, Runs } from './hint-queue.contract.js';

jest.setTimeout(30_000);

async function redisOfOwn(flags: readonly string[] = []): Promise<TestServer> {
  const server = await startTestRedis(flags);
  if (!server) throw new Error('no redis-server');
  return server;
}

describeWithRedis('the queue on Redis', (url) => {
  const clients: Redis[] = [];
  const client = () => {
    const made = new Redis(url);
    clients.push(made);
    return made;
  };

  afterEach(() => clients.splice(0).forEach((each) => each.disconnect()));

  hintQueueContract('the queue on Redis', async () => {
    const prefix = `test-${process.pid}`;
    const control = new Redis(url);
    return {
      open: (log) => createHintQueue({ backend: 'redis', url, prefix }, log),
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
  });

  it('serves twenty lanes of a process over one connection to add, one to take and one a lane', async () => {
    const control = client();
    const connections = async () => ((await control.client('LIST')) as string).trim().split('\n').length;
    const before = await connections();
    const queue = createHintQueue({ backend: 'redis', url, prefix: `test-${process.pid}` }, silentLog);
    const lanes = Array.from({ length: 20 }, aLane);
    const runs = new Runs();
    lanes.forEach((lane) => queue.listen(lane, runs.handle, { concurrency: 4 }));
    await queue.hint(lanes);
    await runs.reached(20);
    expect((await connections()) - before).toBe(22);
    await queue.close();
    expect(await connections()).toBe(before);
  });

  it('keeps no finished hints, and few events', async () => {
    const prefix = `test-events-${process.pid}`;
    const queue = createHintQueue({ backend: 'redis', url, prefix }, silentLog);
    const lane = aLane();
    const runs = new Runs();
    queue.listen(lane, runs.handle, { concurrency: 1 });
    for (let number = 1; number <= 300; number += 1) {
      await queue.hint([lane]);
      await runs.reached(number);
    }
    await queue.close();
    const control = client();
    const keys = await control.keys(`{${prefix}}:*`);
    const lasting = ['events', 'meta', 'id', 'stalled-check', 'marker'].map(
      (key) => `{${prefix}}:${lane}:${key}`,
    );
    expect(keys.filter((key) => !lasting.includes(key))).toEqual([]);
    expect(await control.xlen(`{${prefix}}:${lane}:events`)).toBeLessThan(400);
  });

  it('goes on after everything on the server was deleted', async () => {
    const server = await redisOfOwn();
    const queue = createHintQueue({ backend: 'redis', url: server.url }, silentLog);
    const [lane, runs] = [aLane(), new Runs()];
    queue.listen(lane, runs.handle, { concurrency: 1 });
    await queue.hint([lane]);
    await runs.reached(1);
    const control = new Redis(server.url);
    await control.flushall();
    await queue.hint([lane]);
    await runs.reached(2);
    control.disconnect();
    await queue.close();
    await server.stop();
  });

  it('refuses hints while the server is away, says so once, and goes on when it is back', async () => {
    const server = await redisOfOwn();
    const log = new MemoryLog();
    const queue = createHintQueue({ backend: 'redis', url: server.url }, log);
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
    expect(log.of('queue.back').length).toBeGreaterThan(0);
    await queue.close();
    await server.stop();
  });

  it('starts before its server does, and closes without it', async () => {
    const server = await redisOfOwn();
    await server.halt();
    const queue = createHintQueue({ backend: 'redis', url: server.url }, silentLog);
    const [lane, runs] = [aLane(), new Runs()];
    queue.listen(lane, runs.handle, { concurrency: 1 });
    await server.resume();
    await queue.ready();
    await queue.hint([lane]);
    await runs.reached(1);
    await server.halt();
    await queue.close();
    await server.stop();
  });

  it('refuses a server that would evict hints', async () => {
    const server = await redisOfOwn(['--maxmemory', '64mb', '--maxmemory-policy', 'allkeys-lru']);
    const queue = createHintQueue({ backend: 'redis', url: server.url }, silentLog);
    await expect(queue.ready()).rejects.toThrow('its maxmemory-policy is allkeys-lru');
    await queue.close();
    await server.stop();
  });

  it('works on a cluster', async () => {
    const server = await redisOfOwn(['--cluster-enabled', 'yes', '--cluster-config-file', 'nodes.conf']);
    const control = new Redis(server.url);
    await control.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    while (!String(await control.call('CLUSTER', 'INFO')).includes('cluster_state:ok'));
    control.disconnect();
    const address = server.url.replace('redis:', 'redis+cluster:');
    const queue = createHintQueue({ backend: 'redis', url: address }, silentLog);
    const lanes = [aLane(), aLane()];
    const runs = new Runs();
    await queue.ready();
    lanes.forEach((lane) => queue.listen(lane, runs.handle, { concurrency: 1 }));
    await queue.hint(lanes);
    await runs.reached(2);
    await queue.close();
    await server.stop();
  });
});
