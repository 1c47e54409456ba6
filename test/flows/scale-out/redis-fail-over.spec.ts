import { testRedisUrl } from '../../support/services/redis.js';
import { startTestRedisCluster, type TestRedisCluster } from '../../support/services/redis-cluster.js';
import { startTestRedisSentinel, type TestRedisSentinel } from '../../support/services/redis-sentinel.js';
import { openFleet, submissionsPerReport, type Fleet } from './fleet.js';

const hasRedis = testRedisUrl() !== undefined;
const describeHere = hasRedis ? describe : describe.skip;
const skipped = hasRedis ? '' : ' (skipped: no redis-server is installed on this machine)';

jest.setTimeout(150_000);

async function openOn(url: string | undefined): Promise<Fleet> {
  if (url === undefined) throw new Error('no redis-server');
  const env = { UNIFLAG_QUEUE__BACKEND: 'redis', UNIFLAG_QUEUE__REDIS_URL: url };
  return openFleet({ env, apis: 2, workers: 3 });
}

/** Files before, while and after `kill` takes the master away; every notice must leave, once, and hints go again. */
async function survives(fleet: Fleet, kill: () => Promise<void>): Promise<void> {
  const { house, file, allSettled, sent, notNoticedOnce } = fleet;
  const before = await file(20);
  await house.until('the first notices have left', async () => (await sent(before)) > 10);
  const [, meanwhile] = await Promise.all([kill(), file(60)]);
  await allSettled([...before, ...meanwhile]);

  // A queue that is back takes hints of new work, and workers need not do without.
  await house.until('hints go through again', async () => {
    const refused = house.log.of('queue.unreachable').length;
    await allSettled(await file(1));
    return house.log.of('queue.unreachable').length === refused;
  });
  const after = await file(20);
  await allSettled(after);
  const reports = [...before, ...meanwhile, ...after];
  expect(await sent(reports)).toBe(reports.length * submissionsPerReport);
  expect(await notNoticedOnce(reports)).toEqual({ twice: [], never: [] });
}

describeHere(`a queue on Redis that loses a server under load${skipped}`, () => {
  let servers: TestRedisCluster | TestRedisSentinel | undefined;
  let fleet: Fleet | undefined;
  afterEach(async () => {
    await fleet?.close();
    await servers?.stop();
    fleet = undefined;
    servers = undefined;
  });

  it('goes on by itself on a cluster of six whose master was killed', async () => {
    const cluster = await startTestRedisCluster();
    servers = cluster;
    fleet = await openOn(cluster?.url);
    const { schema, config } = fleet.house;
    await survives(fleet, async () => cluster?.killMasterOf(`${config.queue.prefix}-${schema}`));
  });

  it('goes on by itself with Sentinels whose master was killed', async () => {
    const sentinel = await startTestRedisSentinel();
    servers = sentinel;
    fleet = await openOn(sentinel?.url);
    await survives(fleet, async () => sentinel?.killMaster());
  });
});
