import type { StoreBench, StoreFixture } from './store-bench.js';

/** What every `PlatformStore` keeps. */
export function describePlatforms(bench: StoreBench, fixture: () => StoreFixture): void {
  const standingOf = async (key: string) =>
    (await bench.stores.platforms.list()).find(({ platform }) => platform === key);

  describe('the mode of a platform', () => {
    it('is told with who changed it', async () => {
      await bench.stores.platforms.setMode('one', 'armed', 'synthetic key');
      expect(await standingOf('one')).toMatchObject({ mode: 'armed', changedBy: 'synthetic key' });
    });

    it('ends a hold when it changes', async () => {
      await bench.stores.platforms.hold('one', 60_000, 'PLATFORM.CREDENTIALS');
      await bench.stores.platforms.setMode('one', 'armed', 'somebody');
      expect(await standingOf('one')).toMatchObject({ heldUntilMs: null, heldBecause: null });
    });

    it('is filed with; of a stopped platform, the one it had before', async () => {
      const modes = async () =>
        (await bench.stores.reports.filingContext({ year: 2026, contentHashes: [], idempotency: null }))
          .modes;
      for (const mode of ['armed', 'stopped', 'stopped'] as const)
        await bench.stores.platforms.setMode('one', mode, 'somebody');
      expect((await modes()).one).toBe('armed');
    });
  });

  describe('a hold', () => {
    it('is never shortened by a later one', async () => {
      const { platforms } = bench.stores;
      await bench.file(['one', 'one']);
      await platforms.hold('one', 600_000, 'PLATFORM.QUOTA');
      await platforms.hold('one', 1_000, 'PLATFORM.RATE_LIMITED');
      await fixture().pass(590_000);
      expect(await bench.claim('one', 1)).toEqual([]);
      await fixture().pass(10_000);
      expect(await bench.claim('one', 1)).toHaveLength(1);
      await platforms.hold('one', 1_000, 'PLATFORM.RATE_LIMITED');
      await platforms.hold('one', 1_200_000, 'PLATFORM.QUOTA');
      await fixture().pass(1_190_000);
      expect(await bench.claim('one', 1)).toEqual([]);
    });
  });

  describe('a quota', () => {
    const windowEnd = Date.UTC(2026, 10, 24);
    const use = (units: number, limit: number, platform = 'one', endsAtMs = windowEnd) =>
      bench.stores.platforms.useQuota(platform, endsAtMs, units, limit);

    it('is never exceeded, however many take from it at once', async () => {
      const taken = await Promise.all(Array.from({ length: 40 }, () => use(3, 50)));
      expect(taken.filter(Boolean)).toHaveLength(16);
      expect(await use(2, 50)).toBe(true);
      expect(await use(1, 50)).toBe(false);
    });

    it('refuses what does not fit, and grants what still does', async () => {
      expect(await use(51, 50)).toBe(false);
      expect(await use(50, 50)).toBe(true);
      expect(await use(1, 50)).toBe(false);
      // A higher limit, such as that of verification, still has room.
      expect(await use(1, 60)).toBe(true);
    });

    it('begins anew with each window, for each platform', async () => {
      expect(await use(50, 50)).toBe(true);
      expect(await use(50, 50, 'one', windowEnd + 86_400_000)).toBe(true);
      expect(await use(50, 50, 'other')).toBe(true);
    });
  });
}
