import { Redis } from 'ioredis';
import { silentLog } from '#telemetry';
import { describeWithRedis, startTestRedis, type TestRedis } from '../../../test/support/services/redis.js';
import { until } from '../../../test/support/services/until.js';
import { createHintQueue } from './create-hint-queue.js';
import type { HintQueue } from './hint-queue.js';

/** Five platforms, as one report with five targets hints them. */
const lanes = ['one', 'two', 'three', 'four', 'five'].map((name) => `submissions-${name}`);
const rounds = 5;

describeWithRedis('what a hint costs', () => {
  let redis: TestRedis | undefined;
  let queue: HintQueue;
  let control: Redis;
  let handled = 0;
  beforeAll(async () => {
    redis = await startTestRedis();
    queue = createHintQueue({ backend: 'redis', url: redis?.url ?? '' }, silentLog);
    control = new Redis(redis?.url ?? '');
    for (const lane of lanes) queue.listen(lane, async () => void (handled += 1), { concurrency: 1 });
  });
  afterAll(async () => {
    await queue.close();
    control.disconnect();
    await redis?.stop();
  });

  const hintAll = async () => {
    const before = handled;
    await queue.hint(lanes);
    await until('each was handled', () => handled >= before + lanes.length, 10_000);
  };
  /** How often clients sent this command; what scripts do on the server is none of theirs. */
  const sent = async (command: string) =>
    Number(new RegExp(`^cmdstat_${command}:calls=(\\d+)`, 'm').exec(await control.info('commandstats'))?.[1]);
  const received = async () => Number(/^total_net_input_bytes:(\d+)/m.exec(await control.info('stats'))?.[1]);

  it('is one round trip for all lanes of a report, some ten commands for each, and some kilobytes', async () => {
    await hintAll();
    const before = { multi: await sent('multi'), evalsha: await sent('evalsha'), bytes: await received() };
    for (let round = 0; round < rounds; round += 1) await hintAll();
    expect((await sent('multi')) - before.multi).toBe(rounds);
    // To add it, to take it, to let the next one in, to end it, to ask for another; and what a busy machine asks for once more.
    const hints = lanes.length * rounds;
    expect(((await sent('evalsha')) - before.evalsha) / hints).toBeLessThanOrEqual(10);
    expect(((await received()) - before.bytes) / hints).toBeLessThanOrEqual(5_000);
  });
});
