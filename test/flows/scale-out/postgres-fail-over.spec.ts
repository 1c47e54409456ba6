import {
  startDebianPostgres,
  whyNoDebianPostgres,
  type DebianPostgres,
} from '../../support/services/debian-postgres.js';
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.js';
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
  let address: TcpProxy | undefined;
  /** Where the address leads; the proxy asks anew for each connection. */
  const inCharge = { host: '127.0.0.1', port: 0 };
  let fleet: Fleet | undefined;
  beforeAll(async () => {
    primary = await startDebianPostgres();
    standby = await primary.addSynchronousStandby();
    inCharge.port = primary.port;
    address = await startTcpProxy(inCharge);
    fleet = await openFleet({
      env: { UNIFLAG_DATABASE__URL: address.through(primary.url) },
      apis: 2,
      workers: 3,
    });
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
    inCharge.port = standby.port;
    address.cut();
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
