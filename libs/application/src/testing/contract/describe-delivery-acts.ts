import type { StoreBench, StoreFixture } from './store-bench.js';

const failed = { state: 'WAITING', nextTryInMs: 60_000, outcome: 'rejected', status: 500 } as const;

/** What persons do about the deliveries of an endpoint. */
export function describeDeliveryActs(bench: StoreBench, fixture: () => StoreFixture): void {
  const claim = (limit?: number) => bench.claimDeliveries(limit);
  const close = bench.closeDeliveries.bind(bench);
  const sequences = async () => (await claim()).map(({ event }) => event.sequence).sort();

  describe('the pace of an endpoint', () => {
    it('is kept with another version, unless somebody changed the endpoint meanwhile', async () => {
      const id = await bench.addEndpoint();
      const { webhooks, deliveryActs } = bench.stores;
      const usual = { isOrdered: true, ratePerMinute: null };
      expect(await deliveryActs.setPace(id, { isOrdered: false, ratePerMinute: 60 }, 1)).toBe(true);
      expect(await deliveryActs.setPace(id, usual, 1)).toBe(false);
      expect(await webhooks.list()).toMatchObject([{ isOrdered: false, ratePerMinute: 60, version: 2 }]);
      expect(await webhooks.remove(id, 2)).toBe(true);
      expect(await deliveryActs.setPace(id, usual, 3)).toBe(false);
    });

    it('gives later events of a report while earlier ones wait, where no order is wanted', async () => {
      const id = await bench.addEndpoint();
      await bench.file(['one']);
      await bench.setPace(id, { isOrdered: false, ratePerMinute: null });
      await bench.file(['one']);
      const claimed = await claim();
      expect(claimed.map(({ event }) => event.sequence).sort()).toEqual([1, 1, 2, 2]);
      await close(claimed, failed);
      expect(await bench.stores.outbox.dueLanes()).not.toContain('webhooks');
      await fixture().pass(60_000);
      expect(await bench.stores.outbox.dueLanes()).toContain('webhooks');
      expect(await claim(3)).toHaveLength(3);
    });

    it('goes on behind what is used up, where no order is wanted', async () => {
      const id = await bench.addEndpoint();
      await bench.file(['one']);
      await close(await claim(), { ...failed, state: 'EXHAUSTED', nextTryInMs: null });
      expect(await claim()).toEqual([]);
      await bench.setPace(id, { isOrdered: false, ratePerMinute: null });
      expect(await sequences()).toEqual([2]);
    });

    it('keeps the order again from when it is wanted again', async () => {
      const id = await bench.addEndpoint();
      await bench.setPace(id, { isOrdered: false, ratePerMinute: null });
      await bench.file(['one']);
      await bench.setPace(id, { isOrdered: true, ratePerMinute: null });
      expect(await sequences()).toEqual([1]);
    });

    it('keeps to the rate of an endpoint, whoever claims, and slows nobody else', async () => {
      const [limited, other] = [await bench.addEndpoint(), await bench.addEndpoint()];
      await bench.fileQuietly(12);
      await bench.setPace(limited, { isOrdered: true, ratePerMinute: 12 });
      const taken = async () => {
        const claimed = (await Promise.all([claim(), claim()])).flat();
        await close(claimed, { durationMs: 20_000 });
        return [limited, other].map((id) => claimed.filter(({ endpointId }) => endpointId === id).length);
      };
      expect(await taken()).toEqual([0, 4]);
      await fixture().pass(5_000);
      expect(await taken()).toEqual([1, 4]);
      // The bucket holds a sixth of a minute's: nothing is saved up.
      await fixture().pass(3_600_000);
      expect(await taken()).toEqual([2, 4]);
      expect(await taken()).toEqual([0, 0]);
      await bench.setPace(limited, { isOrdered: true, ratePerMinute: null });
      expect(await taken()).toEqual([4, 0]);
    });
  });

  describe('recovering', () => {
    it('puts back, in order and from the beginning of their schedules, what was used up, and twice does no harm', async () => {
      const id = await bench.addEndpoint();
      const report = await bench.file(['one']);
      await bench.file(['one'], { isQuiet: true });
      const [stuck, free] = [...(await claim())].sort((one) => (one.event.reportId === report.id ? -1 : 1));
      await close([stuck!], { ...failed, state: 'EXHAUSTED', nextTryInMs: null });
      await close([free!]);
      expect(await claim()).toEqual([]);
      const { deliveryActs } = bench.stores;
      const sinceMs = report.createdAtMs - 60_000;
      expect([await deliveryActs.recover(id, sinceMs), await deliveryActs.recover(id, sinceMs)]).toEqual([
        1, 0,
      ]);
      const again = await claim();
      expect(again).toMatchObject([{ attempt: 2, attemptOfRound: 1, event: { sequence: 1 } }]);
      await close(again);
      expect(await sequences()).toEqual([2]);
    });

    it('sends at once what waits for a later try, with its whole schedule before it, and leaves what is under way', async () => {
      const id = await bench.addEndpoint();
      const report = await bench.file(['one']);
      await bench.file(['one'], { isQuiet: true });
      const [waiting, underWay] = [...(await claim())].sort((one) =>
        one.event.reportId === report.id ? -1 : 1,
      );
      await close([waiting!], { ...failed, nextTryInMs: 86_400_000 });
      expect(await claim()).toEqual([]);
      const { deliveryActs, outbox } = bench.stores;
      const sinceMs = report.createdAtMs - 60_000;
      expect([await deliveryActs.recover(id, sinceMs), await deliveryActs.recover(id, sinceMs)]).toEqual([
        1, 0,
      ]);
      expect(await outbox.dueLanes()).toContain('webhooks');
      expect(await claim()).toMatchObject([
        { deliveryId: waiting!.deliveryId, attempt: 2, attemptOfRound: 1, event: { sequence: 1 } },
      ]);
      await close([underWay!]);
    });

    it('adds what happened before an endpoint was made, or while it was to hear nothing', async () => {
      const report = await bench.file(['one']);
      const id = await bench.addEndpoint({ events: ['report.*'] });
      expect(await claim()).toEqual([]);
      expect(await bench.stores.deliveryActs.recover(id, report.createdAtMs - 60_000)).toBe(1);
      expect(await sequences()).toEqual([1]);
    });
  });
}
