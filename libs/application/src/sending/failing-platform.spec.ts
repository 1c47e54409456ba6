import { PlatformFault } from '#application';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';

describe('a platform that fails again and again', () => {
  let failing: Workshop;
  let isDown = true;
  let called = 0;
  beforeEach(async () => {
    failing = await openWorkshop({ circuitFailures: 3 });
    isDown = true;
    called = 0;
    failing.behave['lookup-example'].submit = async () => {
      called += 1;
      if (isDown) throw new PlatformFault('lookup-example', 'temporary', 'SYNTHETIC.DOWN');
      return { receipt: null, facts: [] };
    };
  });
  afterEach(async () => {
    expect(await brokenPromises(failing.schema.pool)).toEqual([]);
    await failing.close();
  });

  it('is left alone by all workers, and no notice spends its tries on it', async () => {
    const report = await failing.file(Array.from({ length: 9 }, () => 'lookup-example' as const));
    await failing.sendDue();
    const [standing] = (await failing.stores.platforms.list()).filter(
      ({ platform }) => platform === 'lookup-example',
    );
    expect(standing?.heldBecause).toBe('PLATFORM.CIRCUIT_OPEN');
    expect(failing.log.of('platform.circuit_opened')).toHaveLength(1);
    const calledBefore = called;
    const another = failing.anotherWorker();
    for (let n = 0; n < 20; n += 1) {
      await another.sendSubmissions.run('lookup-example');
      await another.sendSubmissions.settled();
    }
    expect(called).toBe(calledBefore);
    expect((await failing.view(report.id)).counts.queued).toBe(9);
  });

  it('gets one call once the wait is over, and everything when that one is answered', async () => {
    const report = await failing.file(Array.from({ length: 9 }, () => 'lookup-example' as const));
    await failing.sendDue();
    isDown = false;
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
    await failing.schema.pass(3_600_000);
    for (let n = 0; n < 3; n += 1) {
      await failing.sendDue();
      await failing.schema.pass(3_600_000);
    }
    jest.restoreAllMocks();
    expect((await failing.view(report.id)).counts.sent).toBe(9);
  });
});
