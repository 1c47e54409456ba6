import { Redis } from 'ioredis';
import { silentLog } from '#telemetry';
import { describeWithRedis, startTestRedis, type TestRedis } from '../../../test/support/services/redis.js';
import { until } from '../../../test/support/services/until.js';
import { createHintQueue } from './create-hint-queue.js';

/** Five platforms, as one report with five targets hints them. */
const lanes = ['one', 'two', 'three', 'four', 'five'].map((name) => `submissions-${name}`);

describeWithRedis('what a hint costs', () => {
  let redis: TestRedis | undefined;
  beforeAll(async () => {
    redis = await startTestRedis();
  });
  afterAll(() => redis?.stop());

  it('is one round trip for all lanes of a report, seven commands for each, and a kilobyte at most', async () => {
    const queue = createHintQueue({ backend: 'redis', url: redis?.url ?? '' }, silentLog);
    const control = new Redis(redis?.url ?? '');
    const monitor = await control.monitor();
    try {
      let handled = 0;
      for (const lane of lanes) queue.listen(lane, async () => void (handled += 1), { concurrency: 1 });
      const hintAll = async () => {
        const before = handled;
        await queue.hint(lanes);
        await until('each was handled', () => handled === before + lanes.length);
        // All have asked for their next.
        await until('each waits again', async () => (await waiting(control)) === lanes.length);
      };
      await hintAll();
      const sent: string[][] = [];
      // What scripts do on the server is no command of ours.
      monitor.on('monitor', (_time: string, args: string[], source: string) => {
        if (source !== 'lua' && !['client', 'info'].includes(args[0] ?? '')) sent.push(args);
      });
      await hintAll();
      const names = sent.map(([name = '']) => name.toLowerCase());
      expect(names.filter((name) => name === 'multi')).toHaveLength(1);
      // To add it, to wait for it, to take it, to let the next one in, to end it, to ask for another.
      const commands = names.filter((name) => name !== 'multi' && name !== 'exec');
      expect(commands.length).toBeLessThanOrEqual(7 * lanes.length);
      const bytes = sent.map((args) => Buffer.byteLength(args.join(' ')));
      expect(Math.max(...bytes)).toBeLessThanOrEqual(1_024);
    } finally {
      monitor.disconnect();
      control.disconnect();
      await queue.close();
    }
  });
});

/** How many consumers wait for a hint. */
async function waiting(control: Redis): Promise<number> {
  const clients = (await control.client('LIST')) as string;
  return clients.split('\n').filter((client) => / flags=b| cmd=bzpopmin/.test(client)).length;
}
