import { uuidv7 } from 'uuidv7';
import { everyEvent, standingOf, type EndpointFilter } from '#core';
import type { ClaimedPing } from '../../ports/webhook-store.js';
import { describeDeliveryActs } from './describe-delivery-acts.js';
import { describeEndpointHealth } from './describe-endpoint-health.js';
import { anEndpoint, bytes, type StoreBench, type StoreFixture } from './store-bench.js';

/** What every `WebhookStore` keeps. */
export function describeWebhooks(bench: StoreBench, fixture: () => StoreFixture): void {
  const claim = (limit = 100) => bench.claimDeliveries(limit);
  const close = bench.closeDeliveries.bind(bench);
  const failed = { state: 'WAITING', nextTryInMs: 60_000, outcome: 'rejected', status: 500 } as const;
  const terms = {
    url: 'https://consumer.example/hook',
    description: '',
    format: 'STANDARD',
    ...everyEvent,
  } as const;
  const fileQuietly = (count: number) => bench.fileQuietly(count);

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

    it('gives a consumer that answers quickly twice as many with each batch, up to 32, and four once it does not', async () => {
      await bench.addEndpoint();
      await fileQuietly(150);
      const sizes: number[] = [];
      for (const as of [{}, {}, {}, {}, { durationMs: 501 }, {}, failed, {}]) {
        const batch = await claim();
        sizes.push(batch.length);
        await close(batch, as);
      }
      expect(sizes).toEqual([4, 8, 16, 32, 32, 4, 8, 4]);
    });

    it('never has more of one endpoint under way than it has places, however often and by however many it is asked', async () => {
      const slow = await bench.addEndpoint();
      const other = await bench.addEndpoint();
      await fileQuietly(12);
      const claims = await Promise.all(Array.from({ length: 6 }, () => claim()));
      const claimed = [...claims.flat(), ...(await claim())];
      const of = (endpoint: string) => claimed.filter(({ endpointId }) => endpointId === endpoint);
      expect([of(slow).length, of(other).length]).toEqual([4, 4]);
      await close(of(slow).slice(0, 1), { durationMs: 20_000 });
      await close(of(other), failed);
      const more = await claim();
      expect(more.filter(({ endpointId }) => endpointId === slow)).toHaveLength(1);
      expect(more.filter(({ endpointId }) => endpointId === other)).toHaveLength(4);
    });

    it('gives one at a time while an endpoint asks for less, and as many as before afterwards', async () => {
      const slow = await bench.addEndpoint();
      const other = await bench.addEndpoint();
      await fileQuietly(12);
      const first = await claim();
      await close(first.slice(0, 1), { ...failed, status: 429, slowForMs: 600_000 });
      await close(first.slice(1), { durationMs: 20_000 });
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

  describeEndpointHealth(bench, fixture);
  describeDeliveryActs(bench, fixture);

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

  describe('filters of endpoints', () => {
    it.each<[Partial<EndpointFilter>, (string | null)[]]>([
      [{ events: ['report.*'] }, ['report.created']],
      [{ events: ['submission.queued', 'submission.gone'] }, ['submission.queued', 'submission.queued']],
      [{ platforms: ['one'] }, ['submission.queued']],
      [{ platforms: ['elsewhere'] }, []],
      [{ categories: ['CYBERBULLYING'], events: ['report.created'] }, ['report.created']],
      [{ categories: ['GROOMING'] }, []],
      [{ sla: ['DUE_SOON', 'BREACHED'] }, []],
    ])('%j', async (filter, heard) => {
      await bench.addEndpoint(filter);
      await bench.file(['one', 'other']);
      const types: string[] = [];
      for (let claimed = await claim(); claimed.length > 0; claimed = await claim()) {
        types.push(...claimed.map(({ event }) => event.type));
        await close(claimed);
      }
      expect(types).toEqual(heard);
    });
  });

  describe('pings', () => {
    it('come first: an endpoint gets what was kept for it once its address answered', async () => {
      const endpoint = anEndpoint();
      await bench.stores.webhooks.create(endpoint);
      await fileQuietly(1);
      expect(await claim()).toEqual([]);
      await bench.prove(endpoint.id);
      expect(await claim()).toHaveLength(1);
      expect(await bench.stores.webhooks.claimPings(10, 30_000)).toEqual([]);
    });

    it('are given to one claimer, and again once its lease has passed', async () => {
      const { webhooks } = bench.stores;
      await webhooks.create(anEndpoint());
      const claims = await Promise.all([1, 2, 3].map(() => webhooks.claimPings(10, 30_000)));
      expect(claims.flat()).toMatchObject([{ attempt: 1, epoch: 1, secrets: [bytes(3)] }]);
      await fixture().pass(30_000);
      expect(await webhooks.claimPings(10, 30_000)).toMatchObject([{ attempt: 2, epoch: 2 }]);
    });

    it('are synthetic events where somebody asks for one, until the next is asked for', async () => {
      const { webhooks } = bench.stores;
      const endpointId = await bench.addEndpoint();
      const typeAsked = async (type?: 'submission.decided') => {
        expect(await webhooks.askPing(endpointId, type)).toBe(true);
        const [ping] = await webhooks.claimPings(10, 30_000);
        return ping?.type;
      };
      expect(await typeAsked('submission.decided')).toBe('submission.decided');
      expect(await typeAsked()).toBeNull();
    });

    it('prove nothing where the address changed meanwhile', async () => {
      const { webhooks } = bench.stores;
      const endpointId = await bench.addEndpoint();
      await webhooks.askPing(endpointId);
      const [{ epoch }] = (await webhooks.claimPings(10, 30_000)) as [ClaimedPing];
      const moved = { ...terms, url: 'https://other.example/hook', ...standingOf('ACTIVE') };
      expect(await webhooks.change(endpointId, moved, 1)).toBe(true);
      await webhooks.closePing({ endpointId, epoch, outcome: 'delivered', status: 200, nextPingInMs: null });
      expect(await webhooks.list()).toMatchObject([{ isProven: false, lastPing: null }]);
      await bench.prove(endpointId);
      expect(await webhooks.list()).toMatchObject([{ isProven: true, lastPing: { outcome: 'delivered' } }]);
    });
  });

  describe('secrets', () => {
    const secretsNow = async () => {
      const claimed = await claim(1);
      await close(claimed, failed);
      await fixture().pass(60_000);
      return claimed[0]?.secrets.map((secret) => [...secret]);
    };

    it('sign side by side until the time of the earlier one is over, which is then destroyed', async () => {
      const { webhooks } = bench.stores;
      const id = await bench.addEndpoint();
      await fileQuietly(1);
      expect(await secretsNow()).toEqual([[3]]);
      const rotation = { overlapMs: 90_000, idempotency: null };
      expect(await webhooks.rotate(id, { ...rotation, secret: bytes(4) })).toBe('rotated');
      expect(await webhooks.rotate(id, { ...rotation, secret: bytes(5) })).toBe('refused');
      expect(await secretsNow()).toEqual([[4], [3]]);
      expect(await webhooks.endOldSecrets()).toBe(0);
      await fixture().pass(60_000);
      expect(await secretsNow()).toEqual([[4]]);
      expect(await webhooks.endOldSecrets()).toBe(1);
      expect(await secretsNow()).toEqual([[4]]);
    });

    it('end at once where there is no overlap, also the new one of a rotation under way', async () => {
      const { webhooks } = bench.stores;
      const id = await bench.addEndpoint();
      await fileQuietly(1);
      for (const [overlapMs, secret] of [
        [90_000, 4],
        [0, 5],
      ] as const)
        expect(await webhooks.rotate(id, { overlapMs, secret: bytes(secret), idempotency: null })).toBe(
          'rotated',
        );
      expect(await secretsNow()).toEqual([[5]]);
    });
  });

  describe('endpoints', () => {
    it('are deleted with their secrets: what waits is skipped, what is under way is not tried again', async () => {
      const { webhooks } = bench.stores;
      const id = await bench.addEndpoint();
      await fileQuietly(2);
      const underWay = await claim(1);
      expect(await webhooks.remove(id, 7)).toBe(false);
      expect(await webhooks.remove(id, 1)).toBe(true);
      await close(underWay, failed);
      await fixture().pass(86_400_000);
      expect(await claim()).toEqual([]);
      expect(await webhooks.list()).toEqual([]);
      expect(await webhooks.keyOf(id)).toBeUndefined();
      expect([await webhooks.remove(id, 2), await webhooks.askPing(id)]).toEqual([false, false]);
      await fileQuietly(1);
      expect(await claim()).toEqual([]);
    });

    it('keep no events while they are disabled', async () => {
      const { webhooks } = bench.stores;
      const id = await bench.addEndpoint();
      await webhooks.change(id, { ...terms, ...standingOf('DISABLED') }, 1);
      await fileQuietly(1);
      await webhooks.change(id, { ...terms, ...standingOf('ACTIVE') }, 2);
      expect(await claim()).toEqual([]);
      await fileQuietly(1);
      expect(await claim()).toHaveLength(1);
    });

    it('are changed only by who read them last', async () => {
      const id = await bench.addEndpoint();
      const { webhooks } = bench.stores;
      const paused = { ...terms, ...standingOf('PAUSED') };
      expect(await webhooks.change(id, paused, 1)).toBe(true);
      expect(await webhooks.change(id, { ...terms, ...standingOf('ACTIVE') }, 1)).toBe(false);
      expect(await webhooks.list()).toMatchObject([{ id, ...paused, isProven: true, version: 2 }]);
      expect(await webhooks.change(uuidv7(), paused, 1)).toBe(false);
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
