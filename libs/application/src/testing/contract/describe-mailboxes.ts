import type { StoreBench, StoreFixture } from './store-bench.js';

/** What every `MailboxStore` keeps. */
export function describeMailboxes(bench: StoreBench, fixture: () => StoreFixture): void {
  const claim = (mailbox = 'replies@mail.example') => bench.stores.mailboxes.claim(mailbox, 30_000);

  describe('reading a mailbox', () => {
    it('is given to one of many, from the start, and each mailbox to somebody of its own', async () => {
      const claims = (await Promise.all(Array.from({ length: 6 }, () => claim()))).filter(
        (each) => each !== undefined,
      );
      expect(claims).toEqual([{ mailbox: 'replies@mail.example', epoch: 1, uidValidity: null, lastUid: 0 }]);
      expect(await claim('replies@other.example')).toMatchObject({ epoch: 1 });
    });

    it('is given to another once the lease has passed, from where it stood', async () => {
      const { mailboxes } = bench.stores;
      const first = await claim();
      expect(await mailboxes.hold(first!, 30_000, { uidValidity: 4_294_967_295, lastUid: 17 })).toBe(true);
      await fixture().pass(30_000);
      expect(await claim()).toMatchObject({ epoch: 2, uidValidity: 4_294_967_295, lastUid: 17 });
    });

    it('stays with whoever holds on to it', async () => {
      const { mailboxes } = bench.stores;
      const first = await claim();
      await fixture().pass(20_000);
      expect(await mailboxes.hold(first!, 30_000)).toBe(true);
      await fixture().pass(20_000);
      expect(await claim()).toBeUndefined();
      await mailboxes.release(first!);
      expect(await claim()).toMatchObject({ epoch: 2, uidValidity: null, lastUid: 0 });
    });

    it('begins anew with another numbering', async () => {
      const { mailboxes } = bench.stores;
      const first = await claim();
      await mailboxes.hold(first!, 30_000, { uidValidity: 1, lastUid: 500 });
      await mailboxes.hold(first!, 30_000, { uidValidity: 2, lastUid: 3 });
      await mailboxes.release(first!);
      expect(await claim()).toMatchObject({ uidValidity: 2, lastUid: 3 });
    });

    it('ends for one who was paused too long: nothing of theirs is written any more', async () => {
      const { mailboxes } = bench.stores;
      const paused = await claim();
      await fixture().pass(30_000);
      const next = await claim();
      expect(await mailboxes.hold(paused!, 30_000, { uidValidity: 1, lastUid: 99 })).toBe(false);
      await mailboxes.release(paused!);
      expect(await claim()).toBeUndefined();
      expect(await mailboxes.hold(next!, 30_000, { uidValidity: 1, lastUid: 5 })).toBe(true);
      await mailboxes.release(next!);
      expect(await claim()).toMatchObject({ epoch: 3, lastUid: 5 });
    });
  });
}
