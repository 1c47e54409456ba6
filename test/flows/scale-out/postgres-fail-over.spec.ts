import {
  startDebianPostgres,
  whyNoDebianPostgres,
  type DebianPostgres,
} from '../../support/services/debian-postgres.js';
import { openMovingAddress, type MovingAddress } from '../../support/services/moving-address.js';
import { openFleet, submissionsPerReport, type Fleet } from './fleet.js';

const whyNot = whyNoDebianPostgres();
const describeHere = whyNot === undefined ? describe : describe.skip;
const skipped = whyNot === undefined ? '' : ` (skipped: ${whyNot})`;

jest.setTimeout(150_000);

/**
 * PostgreSQL's driver takes one address alone, so an installation reaches the primary by one that moves with it: a
 * virtual address, a proxy, a name. Here that is a TCP proxy of the test's own.
 */
describeHere(`a primary that is lost under load, with a synchronous standby${skipped}`, () => {
  let primary: DebianPostgres | undefined;
  let standby: DebianPostgres | undefined;
  let address: MovingAddress | undefined;
  let fleet: Fleet | undefined;
  beforeAll(async () => {
    primary = await startDebianPostgres();
    standby = await primary.addSynchronousStandby();
    address = await openMovingAddress(primary.port);
    const url = new URL(primary.url);
    url.port = String(address.port);
    fleet = await openFleet({ env: { UNIFLAG_DATABASE__URL: url.href }, apis: 2, workers: 3 });
  });
  afterAll(async () => {
    await fleet?.close();
    await address?.close();
    await Promise.all([primary?.stop(), standby?.stop()]);
  });

  it('loses no report that was answered 201, sends on, and sends nothing twice', async () => {
    if (!primary || !standby || !address || !fleet) throw new Error('not started');
    const { house, file, allSettled, deliveries, notNoticedOnce } = fleet;
    const before = await file(20);
    let isFiled = false;
    const filing = file(80).finally(() => (isFiled = true));
    await house.until('notices leave', () => house.simulator.received().length > 20);
    await primary.kill();
    expect(isFiled).toBe(false);
    await standby.promote();
    address.leadTo(standby.port);
    const reports = [...before, ...(await filing), ...(await file(20))];
    await allSettled(reports);

    // All were answered 201, and all are there: each has its submissions, and each of those an end.
    const { SENT = 0, ACKNOWLEDGED = 0, UNCERTAIN = 0, ...others } = await deliveries(reports);
    expect(others).toEqual({});
    expect(SENT + ACKNOWLEDGED + UNCERTAIN).toBe(reports.length * submissionsPerReport);
    // A claim whose answer was lost with the primary: at most what two platforms take from three workers at once.
    expect(UNCERTAIN).toBeLessThanOrEqual(24);
    const { twice, never } = await notNoticedOnce(reports);
    expect(twice).toEqual([]);
    expect(never.length).toBeLessThanOrEqual(UNCERTAIN);
  });
});
