import { Redis } from 'ioredis';
import { platforms } from '#platforms';
import { createHintQueue } from '#queue';
import { startWorker } from '../../apps/worker/src/worker.js';
import { openHouse } from '../support/house.js';
import { describeWithRedis, startTestRedis } from '../support/services/redis.js';

describeWithRedis('the queue in Redis', () => {
  it('carries a report through, and losing all of Redis loses nothing', async () => {
    // Of its own: others keep their queues in that of the run.
    const server = await startTestRedis();
    const house = await openHouse({ queue: 'redis', env: { UNIFLAG_QUEUE__REDIS_URL: server!.url } });
    try {
      for (const platform of ['instagram', 'youtube'])
        await house.scenario(platform, {}, [{ afterMs: 0, fault: 'silence' }]);
      const file = async () =>
        (
          await house.request<any>('POST', '/v1/reports', {
            category: 'CYBERBULLYING',
            targets: [
              { input: 'https://www.instagram.com/p/SynthPost01/' },
              { input: 'https://youtu.be/SYNTHETIC_1' },
            ],
            explanation: 'Synthetic explanation.',
            goodFaith: true,
            caller: { role: 'PARENT' },
            language: 'en',
          })
        ).body;
      const isSent = async (id: string) =>
        (await house.request<any>('GET', `/v1/reports/${id}`)).body.counts.sent === 2;
      const first = await file();
      await house.until('the first report is sent', () => isSent(first.id));
      const redis = new Redis(house.config.queue.redisUrl ?? '');
      const second = await file();
      await redis.flushall();
      await house.until('the second report is sent', () => isSent(second.id));
      const keys = await redis.keys('*');
      // A key may be gone by the time it is read.
      const dumps = await Promise.all(keys.map((key): Promise<Buffer | null> => redis.dumpBuffer(key)));
      redis.disconnect();
      for (const dump of dumps)
        expect(dump?.toString('latin1') ?? '').not.toMatch(/Synthetic|SYNTHETIC|instagram\.com/);
    } finally {
      await house.close();
      await server!.stop();
    }
  });

  it('damaged hints stop no lane', async () => {
    const house = await openHouse({ queue: 'redis', hasWorker: false });
    const redis = new Redis(house.config.queue.redisUrl ?? '');
    const prefix = `uniflag-${house.schema}`;
    const hints = createHintQueue(
      { backend: 'redis', url: house.config.queue.redisUrl ?? '', prefix },
      house.log,
    );
    try {
      const damages: Record<string, (key: string) => Promise<unknown>> = {
        instagram: async (key) => (await redis.del(key)) && redis.set(key, 'no hash'),
        youtube: (key) => redis.hset(key, { data: '{{{', opts: '{{{', timestamp: 'x' }),
        facebook: (key) => redis.del(key),
      };
      for (const [platform, damage] of Object.entries(damages)) {
        await house.scenario(platform, {}, [{ afterMs: 0, fault: 'silence' }]);
        const lane = `submissions-${platform}`;
        await hints.hint([lane]);
        const [id] = await redis.lrange(`{${prefix}}:${lane}:wait`, 0, -1);
        await damage(`{${prefix}}:${lane}:${id ?? ''}`);
      }
      await house.request('POST', '/v1/reports', {
        category: 'CYBERBULLYING',
        targets: [
          { input: 'https://www.instagram.com/p/SynthPost01/' },
          { input: 'https://youtu.be/SYNTHETIC_1' },
          { input: 'https://www.facebook.com/synthetic.example/posts/1000000000000001' },
        ],
        explanation: 'Synthetic explanation.',
        goodFaith: true,
        caller: { role: 'PARENT' },
        language: 'en',
      });
      const { config, log, schema } = house;
      const worker = await startWorker({ config, platforms, log, schema });
      await house.until('all three are sent', async () => {
        const { body } = await house.request<any>('GET', '/v1/reports');
        return body.data[0].counts.sent === 3;
      });
      await worker.close();
    } finally {
      redis.disconnect();
      await hints.close();
      await house.close();
    }
  });
});
