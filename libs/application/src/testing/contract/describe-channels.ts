import type { ChannelMark } from '../../ports/channel-store.js';
import type { StoreBench, StoreFixture } from './store-bench.js';

const hourMs = 3_600_000;
const channel = 'synthetic-mail';

/** What every `ChannelStore` keeps. */
export function describeChannels(bench: StoreBench, fixture: () => StoreFixture): void {
  const mark = (more: Partial<ChannelMark> = {}) =>
    bench.stores.channels.mark({
      ...{ platform: 'one', channel, state: 'DEAD', reason: 'BOUNCES', mode: null, by: 'somebody', ...more },
    });
  const health = async () => (await bench.stores.channels.health([channel]))[0];

  describe('the mark of a channel', () => {
    it('is the latest, told once, and of one mode while its platform is in that mode', async () => {
      const { channels, platforms } = bench.stores;
      const isDead = async () => (await channels.marks()).map((each) => each.isDead);
      expect([await mark(), await mark({ by: 'another' })]).toEqual([true, false]);
      expect(await channels.marks()).toMatchObject([
        { channel, reason: 'BOUNCES', by: 'somebody', isDead: true },
      ]);
      expect(await mark({ mode: 'armed' })).toBe(true);
      expect(await isDead()).toEqual([false]);
      await platforms.setMode('one', 'armed', 'somebody');
      await platforms.setMode('one', 'stopped', 'somebody');
      expect(await isDead()).toEqual([true]);
      await mark({ state: 'USABLE', reason: 'WORKS' });
      expect(await isDead()).toEqual([false]);
    });
  });

  describe('what stands at a channel', () => {
    it('waits while nothing of it may have arrived, and stands down where the channel was dead', async () => {
      const { channels } = bench.stores;
      const [sent, waits, dead] = [
        await bench.file(['one']),
        await bench.file(['one']),
        await bench.file(['one']),
      ];
      const [claimed] = await bench.claim('one', 1);
      expect(claimed?.reportId).toBe(sent.id);
      await bench.change(dead.id, dead.submissions[0]!.id, [{ kind: 'blocked', reason: 'CHANNEL.DEAD' }]);
      const ids = (rows: readonly { reportId: string }[]) => rows.map(({ reportId }) => reportId);
      expect(ids(await channels.waiting('one', channel, 10))).toEqual([waits.id]);
      expect(ids(await channels.stoodDown(channel, 10))).toEqual([dead.id]);
      await bench.closeAs(claimed!, 'unknown');
      expect(ids(await channels.waiting('one', channel, 10))).toEqual([waits.id]);
      expect(await channels.waiting('other', channel, 10)).toEqual([]);
    });

    it('tells its health: what arrived, what did not since, and what a person said', async () => {
      expect(await health()).toMatchObject({ successes: 0, failures: 0, lastGoodAtMs: null });
      await bench.file(['one', 'one', 'one']);
      const [good, refused, notice] = await bench.claim();
      await bench.closeAs(good!, 'confirmed');
      expect(await health()).toMatchObject({ successes: 0 });
      const close = (claimed: typeof good, code: string) =>
        bench.change(claimed!.reportId, claimed!.submissionId, [], { releasesLease: true }, [
          { sendId: claimed!.sendId, outcome: 'refused', code, receipt: null } as never,
        ]);
      await close(refused, 'MAIL.REJECTED');
      await close(notice, 'NOTICE.TOO_LONG');
      expect(await health()).toMatchObject({ failures: 1, failuresInRow: 1, medianAcknowledgementMs: null });
      await mark({ state: 'USABLE', reason: 'WORKS' });
      expect(await health()).toMatchObject({ failures: 1, failuresInRow: 0 });
      await fixture().pass(2 * hourMs);
    });
  });
}
