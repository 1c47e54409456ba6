import { Redis } from 'ioredis';
import { openHouse } from '../support/house.js';
import { describeWithRedis } from '../support/services/redis.js';

describeWithRedis('the queue in Redis', () => {
  it('carries a report through, and losing all of Redis loses nothing', async () => {
    const house = await openHouse({ queue: 'redis' });
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
    }
  });
});
