import { uuidv7 } from 'uuidv7';
import type { ClaimedDelivery, DeliveryClosing } from '../../ports/webhook-store.js';
import { anEndpoint, bytes, type StoreBench, type StoreFixture } from './store-bench.js';

/** What every `WebhookStore` keeps. */
export function describeWebhooks(bench: StoreBench, fixture: () => StoreFixture): void {
  const claim = (limit = 100) => bench.stores.webhooks.claimDue(limit, 30_000);
  const close = (claimed: readonly ClaimedDelivery[], as: Partial<DeliveryClosing> = {}) =>
    bench.stores.webhooks.close(
      claimed.map(({ deliveryId, epoch, attempt }) => ({
        ...{ deliveryId, epoch, attempt, state: 'DELIVERED', nextTryInMs: null, outcome: 'delivered' },
        ...{
          status: 200,
          errorClass: null,
          durationMs: 1,
          slowForMs: null,
          phases: null,
          answer: null,
          ...as,
        },
      })),
      uuidv7,
    );
  const failed = { state: 'WAITING', nextTryInMs: 60_000, outcome: 'rejected', status: 500 } as const;
  /** One event a report. */
  const fileQuietly = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n += 1) await bench.file(['one'], { isQuiet: true });
  };

  describe('claiming deliveries', () => {
    it('gives one event of a report at a time, in order, each with what its consumer gets', async () => {
      const endpointId = await bench.addEndpoint();
      const report = await bench.file(['one', 'other']);
      for (const sequence of [1, 2, 3]) {
        const claimed = await claim();
        expect(claimed).toMatchObject([
          {
            ...{ endpointId, attempt: 1, reportReference: report.reference, category: report.category },
            event: { sequence, reportId: report.id, id: report.events[sequence - 1]?.id },
          },
        ]);
        expect(await claim()).toEqual([]);
        await close(claimed);
      }
      expect(await claim()).toEqual([]);
    });

    it('gives every endpoint the events since it was made', async () => {
      await bench.file(['one']);
      const endpoints = [await bench.addEndpoint(), await bench.addEndpoint()];
      const { id } = await bench.file(['one'], { isQuiet: true });
      const claimed = await claim();
      expect(new Set(claimed.map(({ endpointId }) => endpointId))).toEqual(new Set(endpoints));
      expect(claimed.map(({ event }) => event.reportId)).toEqual([id, id]);
    });

    it('goes on with other reports while one waits', async () => {
      await bench.addEndpoint();
      const [one, other] = [await bench.file(['one']), await bench.file(['one'])];
      const first = await claim();
      expect(new Set(first.map(({ event }) => event.reportId))).toEqual(new Set([one.id, other.id]));
      await close(
        first.filter(({ event }) => event.reportId === one.id),
        failed,
      );
      await close(first.filter(({ event }) => event.reportId === other.id));
      expect((await claim()).map(({ event }) => [event.reportId, event.sequence])).toEqual([[other.id, 2]]);
    });

    it('never has more than four of one endpoint under way, however often and by however many it is asked', async () => {
      const slow = await bench.addEndpoint();
      const other = await bench.addEndpoint();
      await fileQuietly(12);
      const claims = await Promise.all(Array.from({ length: 6 }, () => claim()));
      const claimed = [...claims.flat(), ...(await claim())];
      const of = (endpoint: string) => claimed.filter(({ endpointId }) => endpointId === endpoint);
      expect([of(slow).length, of(other).length]).toEqual([4, 4]);
      await close(of(slow).slice(0, 1));
      await close(of(other), failed);
      const more = await claim();
      expect(more.filter(({ endpointId }) => endpointId === slow)).toHaveLength(1);
      expect(more.filter(({ endpointId }) => endpointId === other)).toHaveLength(4);
    });

    it('gives one at a time while an endpoint asks for less, and four again afterwards', async () => {
      const slow = await bench.addEndpoint();
      const other = await bench.addEndpoint();
      await fileQuietly(12);
      const first = await claim();
      await close(first.slice(0, 1), { ...failed, status: 429, slowForMs: 600_000 });
      await close(first.slice(1));
      const endpoints = async () => (await claim()).map(({ endpointId }) => endpointId);
      const isSlowed = first[0]?.endpointId === slow ? slow : other;
      const claimed = await endpoints();
      expect(claimed.filter((id) => id === isSlowed)).toHaveLength(1);
      expect(claimed.filter((id) => id !== isSlowed)).toHaveLength(4);
      expect(await claim()).toEqual([]);
      await fixture().pass(600_000);
      expect((await endpoints()).filter((id) => id === isSlowed)).toHaveLength(4);
    });

    it('gives the next of a report once the one before was skipped', async () => {
      await bench.addEndpoint();
      await bench.file(['one']);
      await close(await claim(), { ...failed, state: 'SKIPPED', nextTryInMs: null, outcome: 'aborted' });
      expect(await claim()).toMatchObject([{ event: { sequence: 2 } }]);
    });

    it('gives each to one of many claimers at once', async () => {
      for (let n = 0; n < 5; n += 1) await bench.addEndpoint();
      await fileQuietly(10);
      const ids: string[] = [];
      for (let n = 0; n < 4; n += 1) {
        const claims = await Promise.all(Array.from({ length: 5 }, () => claim(7)));
        ids.push(...claims.flat().map(({ deliveryId }) => deliveryId));
        await close(claims.flat());
      }
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toHaveLength(50);
    });

    it('leaves a paused endpoint alone and keeps its events, also those of the time it was paused', async () => {
      const endpoint = await bench.addEndpoint();
      await fileQuietly(1);
      await bench.stores.webhooks.setEnabled(endpoint, false, 'WEBHOOK.PAUSED');
      await fileQuietly(1);
      expect(await claim()).toEqual([]);
      await bench.stores.webhooks.setEnabled(endpoint, true, null);
      expect(await claim()).toHaveLength(2);
    });

    it('holds a stream behind an exhausted delivery, and only that stream', async () => {
      await bench.addEndpoint();
      const [stuck, free] = [await bench.file(['one']), await bench.file(['one'])];
      const first = await claim();
      await close(
        first.filter(({ event }) => event.reportId === stuck.id),
        { ...failed, state: 'EXHAUSTED', nextTryInMs: null },
      );
      await close(first.filter(({ event }) => event.reportId === free.id));
      await fixture().pass(86_400_000);
      expect((await claim()).map(({ event }) => event.reportId)).toEqual([free.id]);
    });

    it('gives a delivery anew, with its number of attempts, once the lease of the one before has passed', async () => {
      await bench.addEndpoint();
      await bench.file(['one']);
      const [lost] = await claim();
      await fixture().pass(30_000);
      const [again] = await claim();
      expect(again).toMatchObject({ deliveryId: lost?.deliveryId, attempt: 2, epoch: 2 });
      // The one before comes back late: what it has to say no longer counts.
      await close([lost!]);
      expect(await claim()).toEqual([]);
      await close([again!]);
      expect(await claim()).toMatchObject([{ event: { sequence: 2 }, attempt: 1 }]);
    });
  });

  describe('closing deliveries', () => {
    it('keeps the time of the next attempt', async () => {
      await bench.addEndpoint();
      await fileQuietly(1);
      await close(await claim(), failed);
      expect(await claim()).toEqual([]);
      await fixture().pass(60_000);
      expect(await claim()).toMatchObject([{ attempt: 2 }]);
    });
  });

  describe('endpoints', () => {
    it('are changed only by who read them last', async () => {
      const id = await bench.addEndpoint();
      const { webhooks } = bench.stores;
      expect(await webhooks.setEnabled(id, false, 'WEBHOOK.PAUSED', 1)).toBe(true);
      expect(await webhooks.setEnabled(id, true, null, 1)).toBe(false);
      expect(await webhooks.list()).toMatchObject([
        { id, isEnabled: false, disabledBecause: 'WEBHOOK.PAUSED', version: 2 },
      ]);
      expect(await webhooks.setEnabled(uuidv7(), true, null)).toBe(false);
    });

    it('are made once an idempotency key', async () => {
      const idempotency = { client: 'c', key: 'k', requestHash: 'h', answer: bytes(1) };
      const made = await Promise.all(
        Array.from({ length: 5 }, () => bench.stores.webhooks.create(anEndpoint({ idempotency }))),
      );
      expect(made.sort()).toEqual(['created', 'keyTaken', 'keyTaken', 'keyTaken', 'keyTaken']);
      expect(await bench.stores.webhooks.list()).toHaveLength(1);
    });
  });
}
