import { everyEvent, standingOf } from '#core';
import type { HealthRule } from '../../ports/endpoint-health.js';
import type { StoreBench, StoreFixture } from './store-bench.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** A moment passes between two statements: what is looked at too early is early by more. */
const slackMs = 5_000;
const rule: HealthRule = {
  ...{ failingForMs: 100 * hourMs, failuresApartMs: 12 * hourMs, warnAtPercent: [50, 70, 90] },
};
const failed = { state: 'WAITING', nextTryInMs: 0, outcome: 'unreachable', status: null } as const;
const failedForADay = { ...failed, nextTryInMs: 24 * hourMs } as const;
const usedUp = { ...failed, state: 'EXHAUSTED', nextTryInMs: null } as const;
const taken = { state: 'DELIVERED', nextTryInMs: null, outcome: 'delivered', status: 200 } as const;

/** What becomes of endpoints whose consumers take nothing. */
export function describeEndpointHealth(bench: StoreBench, fixture: () => StoreFixture): void {
  const claim = () => bench.claimDeliveries();
  const pass = (ms: number) => fixture().pass(ms);
  const look = () => bench.stores.endpointHealth.look(rule);
  /** Everything due is answered so. @returns how many there were */
  const answer = async (as: typeof failed | typeof failedForADay | typeof usedUp | typeof taken) => {
    const claimed = await claim();
    await bench.closeDeliveries(claimed, as);
    return claimed.length;
  };
  const standing = async () => {
    const [view] = await bench.stores.webhooks.list();
    return view?.disabledBecause ?? (view?.isEnabled ? 'ON' : 'OFF');
  };
  /** An endpoint that was switched off, with so many events that wait. */
  const switchedOff = async (reports: number, as: typeof failed | typeof usedUp = failed) => {
    const endpointId = await bench.addEndpoint();
    await bench.fileQuietly(reports);
    await answer(failed);
    await pass(13 * hourMs);
    await answer(as);
    await pass(90 * hourMs);
    expect(await look()).toEqual([{ endpointId, kind: 'endpoint.disabled', percent: 100 }]);
    return endpointId;
  };

  const makeActive = async (id: string) => {
    const { webhooks } = bench.stores;
    const [view] = await webhooks.list();
    expect(await webhooks.change(id, { ...view!, ...standingOf('ACTIVE') }, view!.version)).toBe(true);
  };

  describe('endpoints that fail', () => {
    it('are warned of once at each step since the first failure, and switched off in the end', async () => {
      const endpointId = await bench.addEndpoint();
      await bench.addEndpoint({ events: [] });
      await bench.fileQuietly(1);
      const failsAfter = async (hours: number) => {
        await pass(hours * hourMs);
        expect(await answer(failed)).toBe(1);
        const noticed = await Promise.all([look(), look()]);
        return noticed.flat().map((notice) => [notice.endpointId, notice.kind, notice.percent]);
      };
      expect(await failsAfter(0)).toEqual([]);
      expect(await failsAfter(49)).toEqual([]);
      expect(await failsAfter(2)).toEqual([[endpointId, 'endpoint.failing', 50]]);
      expect(await failsAfter(18)).toEqual([]);
      expect(await failsAfter(2)).toEqual([[endpointId, 'endpoint.failing', 70]]);
      expect(await failsAfter(20)).toEqual([[endpointId, 'endpoint.failing', 90]]);
      expect(await failsAfter(10)).toEqual([[endpointId, 'endpoint.disabled', 100]]);
      expect(await claim()).toEqual([]);
      expect(await look()).toEqual([]);
    });

    it('are told of by the last step alone where nobody looked before', async () => {
      await switchedOff(1);
      expect(await standing()).toBe('WEBHOOK.FAILING');
    });

    it('are not switched off for one bad hour, nor where they take something now and then', async () => {
      await bench.addEndpoint();
      await bench.fileQuietly(2);
      await answer(failed);
      await pass(hourMs);
      await answer(failed);
      await pass(200 * hourMs);
      expect(await look()).toEqual([]);
      const [one, ...others] = await claim();
      await bench.closeDeliveries(one ? [one] : []);
      await bench.closeDeliveries(others, failed);
      await pass(90 * hourMs);
      await answer(failed);
      // Its time began anew with the failure after the success.
      expect(await look()).toMatchObject([{ percent: 90 }]);
    });

    it('take a refusal for good as a sign that somebody is there', async () => {
      await bench.addEndpoint();
      await bench.fileQuietly(2);
      await answer(failed);
      await pass(60 * hourMs);
      const [one, other] = await claim();
      await bench.closeDeliveries([other!], failed);
      await bench.closeDeliveries([one!], { state: 'SKIPPED', nextTryInMs: null, outcome: 'aborted' });
      expect(await look()).toEqual([]);
    });
  });

  describe('endpoints that were switched off for failing', () => {
    it('get one delivery to try, less and less often, until one is taken; then they get everything', async () => {
      await switchedOff(3);
      const minutes = [15, 30, 60, 120, 240, 480, 720, 720];
      for (const [index, wait] of minutes.entries()) {
        await pass(wait * minuteMs - slackMs);
        expect(await claim()).toEqual([]);
        await pass(slackMs);
        expect(await bench.stores.outbox.dueLanes()).toContain('webhooks');
        const probes = await Promise.all([claim(), claim()]);
        expect(probes.flat()).toHaveLength(1);
        expect(await standing()).toBe('WEBHOOK.FAILING');
        await bench.closeDeliveries(probes.flat(), index === minutes.length - 1 ? taken : failed);
      }
      expect(await standing()).toBe('ON');
      expect(await claim()).toHaveLength(2);
    });

    it('are tried with what is used up where nothing waits', async () => {
      await switchedOff(1, usedUp);
      await pass(15 * minuteMs);
      expect(await answer(usedUp)).toBe(1);
      await pass(30 * minuteMs);
      expect(await answer(taken)).toBe(1);
      expect(await standing()).toBe('ON');
    });

    it('keep their events meanwhile', async () => {
      await switchedOff(1);
      await bench.fileQuietly(2);
      await pass(15 * minuteMs);
      expect(await answer(taken)).toBe(1);
      expect(await claim()).toHaveLength(2);
    });

    it('are switched on by a ping that is answered, and tried at no other address before', async () => {
      const id = await switchedOff(1);
      const { webhooks } = bench.stores;
      const [view] = await webhooks.list();
      const off = { isEnabled: false, disabledBecause: 'WEBHOOK.FAILING' };
      const terms = { description: '', format: 'STANDARD', ...everyEvent, ...off } as const;
      expect(await webhooks.change(id, { ...terms, url: 'https://other.example/hook' }, view!.version)).toBe(
        true,
      );
      await pass(24 * hourMs);
      expect(await claim()).toEqual([]);
      await bench.prove(id);
      expect(await standing()).toBe('ON');
      expect(await claim()).toHaveLength(1);
    });

    it.each<[string, number, (id: string) => Promise<unknown>]>([
      ['a delivery is taken', 2, () => pass(15 * minuteMs).then(() => answer(taken))],
      ['a ping is answered', 3, (id) => bench.stores.webhooks.askPing(id).then(() => bench.prove(id))],
      ['a person makes them active', 3, makeActive],
    ])('get at once what waits for a later try, with its schedule anew, when %s', async (_, count, open) => {
      const id = await bench.addEndpoint();
      await bench.fileQuietly(3);
      await answer(failed);
      await pass(101 * hourMs);
      expect(await answer(failedForADay)).toBe(3);
      expect(await look()).toMatchObject([{ percent: 100 }]);
      await open(id);
      expect(await bench.stores.outbox.dueLanes()).toContain('webhooks');
      const claimed = await claim();
      expect(claimed.map(({ attempt, attemptOfRound }) => [attempt, attemptOfRound])).toEqual(
        Array.from({ length: count }, () => [3, 1]),
      );
    });

    it('are made active by a person, and have their whole time again', async () => {
      const id = await switchedOff(1);
      await makeActive(id);
      expect(await answer(failed)).toBe(1);
      await pass(49 * hourMs);
      await answer(failed);
      expect(await look()).toEqual([]);
    });
  });
}
