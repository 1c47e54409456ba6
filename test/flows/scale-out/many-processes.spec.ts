import {
  startDebianPostgres,
  whyNoDebianPostgres,
  type DebianPostgres,
} from '../../support/services/debian-postgres.js';
import { startTestRedis, testRedisUrl, type TestRedis } from '../../support/services/redis.js';
import { openFleet, submissionsPerReport, type Fleet } from './fleet.js';

const whyNot = whyNoDebianPostgres() ?? (testRedisUrl() ? undefined : 'no redis-server is installed');
const describeHere = whyNot === undefined ? describe : describe.skip;
const skipped = whyNot === undefined ? '' : ` (skipped: ${whyNot})`;

jest.setTimeout(150_000);

describeHere(`many APIs and workers on the distribution's PostgreSQL and Redis${skipped}`, () => {
  let postgres: DebianPostgres | undefined;
  let redis: TestRedis | undefined;
  let fleet: Fleet | undefined;
  beforeAll(async () => {
    [postgres, redis] = await Promise.all([startDebianPostgres(), startTestRedis()]);
  });
  afterEach(async () => {
    await fleet?.close();
    fleet = undefined;
  });
  afterAll(async () => {
    await Promise.all([postgres?.stop(), redis?.stop()]);
  });

  const open = async (size: { apis: number; workers: number }) => {
    const env = {
      UNIFLAG_DATABASE__URL: postgres?.url ?? '',
      UNIFLAG_QUEUE__BACKEND: 'redis',
      UNIFLAG_QUEUE__REDIS_URL: redis?.url ?? '',
    };
    return (fleet = await openFleet({ env, ...size }));
  };

  it('send 200 reports side by side, each notice once', async () => {
    const { file, allSettled, sent, notNoticedOnce } = await open({ apis: 3, workers: 4 });
    const reports = await file(200);
    await allSettled(reports);
    expect(await sent(reports)).toBe(200 * submissionsPerReport);
    expect(await notNoticedOnce(reports)).toEqual({ twice: [], never: [] });
  });

  it('go on where one of three worker processes is killed, and leave to a person only what it was sending', async () => {
    const { house, file, allSettled, deliveries, notNoticedOnce, startProcess } = await open({
      apis: 3,
      workers: 0,
    });
    const [killed] = await Promise.all([startProcess(), startProcess(), startProcess()]);
    const filing = file(100);
    await house.until('the first notices have left', () => house.simulator.received().length > 20);
    killed.kill('SIGKILL');
    const reports = await filing;
    await allSettled(reports);

    const { SENT = 0, ACKNOWLEDGED = 0, UNCERTAIN = 0, ...others } = await deliveries(reports);
    expect(others).toEqual({});
    expect(SENT + ACKNOWLEDGED + UNCERTAIN).toBe(100 * submissionsPerReport);
    // Two platforms have no other rule than a person, and each takes four notices at once from one worker.
    expect(UNCERTAIN).toBeLessThanOrEqual(8);
    const { twice, never } = await notNoticedOnce(reports);
    expect(twice).toEqual([]);
    expect(never.length).toBeLessThanOrEqual(UNCERTAIN);
  });
});
