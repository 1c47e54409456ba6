import type { StoreBench, StoreFixture } from './store-bench.js';

/** What every `Outbox` keeps. */
export function describeLanes(bench: StoreBench, fixture: () => StoreFixture): void {
  const dueLanes = async () => [...(await bench.stores.outbox.dueLanes())].sort();

  describe('the outbox', () => {
    it('holds the lanes of what was filed, each named once, until they are taken', async () => {
      await bench.file(['one', 'other', 'one']);
      await bench.file(['one']);
      expect([...(await bench.stores.outbox.take())].sort()).toEqual([
        'submissions-one',
        'submissions-other',
      ]);
      expect(await bench.stores.outbox.take()).toEqual([]);
    });

    it('gives each wake-up to one of several relays', async () => {
      await bench.file(['one'], { lanes: Array.from({ length: 500 }, (_, n) => `lane-${n}`) });
      const taken = await Promise.all(Array.from({ length: 10 }, () => bench.stores.outbox.take(50)));
      const lanes = taken.flat();
      expect(new Set(lanes).size).toBe(lanes.length);
      for (
        let rest = await bench.stores.outbox.take(50);
        rest.length > 0;
        rest = await bench.stores.outbox.take(50)
      )
        lanes.push(...rest);
      expect(new Set(lanes).size).toBe(500);
    });

    it('holds a wake-up for a reply that was kept, and none for one that was kept already', async () => {
      const again = { messageKey: 'synthetic-message@platform.example' };
      await bench.keep(again);
      expect(await bench.stores.outbox.take()).toEqual(['replies']);
      await expect(bench.keep(again)).rejects.toThrow('kept already');
      expect(await bench.stores.outbox.take()).toEqual([]);
    });
  });

  describe('lanes with due rows, whatever became of hints', () => {
    it('are found from the rows alone', async () => {
      expect(await dueLanes()).toEqual([]);
      await bench.file(['one', 'other']);
      await bench.stores.outbox.take();
      expect(await dueLanes()).toEqual(['submissions-one', 'submissions-other']);
      await bench.claim('one');
      expect(await dueLanes()).toEqual(['submissions-other']);
    });

    it('leave out what is stopped or held', async () => {
      const { id, submissions } = await bench.file(['one', 'other']);
      for (const submission of submissions) await bench.change(id, submission.id, [], { nextCheckInMs: 0 });
      await bench.stores.platforms.setMode('one', 'stopped', 'test');
      expect(await dueLanes()).toEqual(['checks-other', 'submissions-other']);
      await bench.stores.platforms.hold('other', 60_000, 'PLATFORM.QUOTA');
      expect(await dueLanes()).toEqual([]);
      await bench.stores.platforms.setMode('one', 'rehearsed', 'test');
      await fixture().pass(60_000);
      expect(await dueLanes()).toHaveLength(4);
    });

    it('leave out what was filed for real while its platform is rehearsed', async () => {
      await bench.stores.platforms.setMode('one', 'armed', 'test');
      await bench.file(['one']);
      expect(await dueLanes()).toEqual(['submissions-one']);
      await bench.stores.platforms.setMode('one', 'rehearsed', 'test');
      expect(await dueLanes()).toEqual([]);
    });

    it('name replies once they are due', async () => {
      await bench.keep();
      expect(await dueLanes()).toEqual(['replies']);
      await bench.stores.replies.claimDue(10, 30_000);
      expect(await dueLanes()).toEqual([]);
      await fixture().pass(30_000);
      expect(await dueLanes()).toEqual(['replies']);
    });

    it('name webhooks while a delivery could be made, not while one only waits for an exhausted one', async () => {
      const { webhooks, platforms } = bench.stores;
      const endpoint = await bench.addEndpoint();
      await platforms.setMode('one', 'stopped', 'test');
      await bench.file(['one']);
      expect(await dueLanes()).toEqual(['webhooks']);
      await webhooks.setEnabled(endpoint, false, 'WEBHOOK.PAUSED');
      expect(await dueLanes()).toEqual([]);
      await webhooks.setEnabled(endpoint, true, null);
      const [{ deliveryId, epoch, attempt }] = (await webhooks.claimDue(1, 30_000)) as [never];
      await webhooks.close(
        [
          {
            ...{ deliveryId, epoch, attempt, state: 'EXHAUSTED', nextTryInMs: null, outcome: 'rejected' },
            ...{ status: 500, errorClass: null, durationMs: 1, slowForMs: null, phases: null, answer: null },
          },
        ],
        () => '00000000-0000-7000-8000-000000000000',
      );
      // A store may have to look once to find that what waits waits for others.
      expect(await webhooks.claimDue(5, 30_000)).toEqual([]);
      expect(await dueLanes()).toEqual([]);
    });
  });
}
