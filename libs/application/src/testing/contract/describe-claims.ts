import type { PlatformMode } from '../../ports/report-store.js';
import type { StoreBench, StoreFixture } from './store-bench.js';

/** What every `SendStore` keeps when work is claimed. */
export function describeClaims(bench: StoreBench, fixture: () => StoreFixture): void {
  const many = (count: number, platform = 'one') => Array.from({ length: count }, () => platform);
  const stand = (mode: PlatformMode) => bench.stores.platforms.setMode('one', mode, 'test');

  describe('claiming due submissions', () => {
    it('writes the intent before anything is sent, under a lease and with a new epoch', async () => {
      const { id, submissions } = await bench.file(['one']);
      const { id: submissionId, reference } = submissions[0]!;
      const [claimed] = await bench.claim();
      expect(claimed).toMatchObject({
        ...{ submissionId, reportId: id, reference, mode: 'rehearsed', channel: 'synthetic-mail' },
        ...{
          epoch: 1,
          tries: 1,
          round: 0,
          previousOutcome: null,
          firstSentAtMs: null,
          mayHaveArrived: false,
        },
        ...{ idempotencyKey: `${reference}.0`, messageId: `${submissionId}.0@uniflag.example` },
      });
      expect(await bench.stores.sends.load(submissionId)).toMatchObject({
        ...{ delivery: 'SENDING', epoch: 1, tries: 1, previousOutcome: 'intent' },
      });
    });

    it('gives each row to one of many claimers at once', async () => {
      for (let n = 0; n < 4; n += 1) await bench.file(many(25));
      const claims = await Promise.all(Array.from({ length: 12 }, () => bench.claim('one', 15)));
      const ids = [...claims.flat(), ...(await bench.claimAll('one', 50))].map((each) => each.submissionId);
      expect(new Set(ids).size).toBe(100);
      expect(ids).toHaveLength(100);
    });

    it('takes the most urgent first, then the longest due, and no more than asked', async () => {
      const wait = async (urgency: number, nextTryInMs: number) => {
        const { id, submissions } = await bench.file(['one'], { urgency });
        await bench.change(id, submissions[0]!.id, [], { nextTryInMs });
        return submissions[0]!.id;
      };
      const late = await wait(1, 20_000);
      const early = await wait(1, 10_000);
      const critical = await wait(0, 25_000);
      await fixture().pass(30_000);
      const order = [];
      for (let n = 0; n < 3; n += 1) order.push(...(await bench.claim('one', 1)));
      expect(order.map(({ submissionId }) => submissionId)).toEqual([critical, early, late]);
    });

    it('lets lower turns go first among the equally urgent, whoever waits longer', async () => {
      const one = async (turn: number, urgency = 1) =>
        (await bench.file(['one'], { turn, urgency })).submissions[0]!.id;
      const [second, first, critical] = [await one(1), await one(0), await one(7, 0)];
      const order = [];
      for (let n = 0; n < 3; n += 1) order.push(...(await bench.claim('one', 1)));
      expect(order.map(({ submissionId }) => submissionId)).toEqual([critical, first, second]);
    });

    it('takes nothing before its time, of another platform, or that is claimed already', async () => {
      await bench.file(['one']);
      expect(await bench.claim('other')).toEqual([]);
      expect(await bench.claim()).toHaveLength(1);
      expect(await bench.claim()).toEqual([]);
      const { id, submissions } = await bench.file(['one']);
      await bench.change(id, submissions[0]!.id, [], { nextTryInMs: 60_000 });
      expect(await bench.claim()).toEqual([]);
      await fixture().pass(60_000);
      expect(await bench.claim()).toHaveLength(1);
    });

    it('takes nothing that has an open send, and is not held up by it', async () => {
      const { id, submissions } = await bench.file(['one', 'one']);
      const [claimed] = await bench.claim('one', 1);
      // Our mail bounced before our own commit, and a person wants it sent again.
      await bench.change(
        id,
        claimed!.submissionId,
        [{ kind: 'sendFailed', reason: 'MAIL.BOUNCED' }, { kind: 'queued' }],
        {
          nextTryInMs: 0,
        },
      );
      const other = submissions.find((each) => each.id !== claimed?.submissionId);
      expect(await bench.claim()).toMatchObject([{ submissionId: other?.id }]);
    });

    it('takes nothing of a stopped platform, and goes on when it runs again', async () => {
      await bench.file(['one', 'other']);
      await stand('stopped');
      expect(await bench.claim()).toEqual([]);
      expect(await bench.claim('other')).toHaveLength(1);
      await stand('rehearsed');
      expect(await bench.claim()).toHaveLength(1);
    });

    it('takes nothing of a platform that is held, until the hold is over', async () => {
      await bench.file(['one']);
      await bench.stores.platforms.hold('one', 60_000, 'PLATFORM.RATE_LIMITED');
      expect(await bench.claim()).toEqual([]);
      await fixture().pass(60_000);
      expect(await bench.claim()).toHaveLength(1);
    });

    it('never lets leave for real what was filed in rehearsal', async () => {
      await bench.file(['one']);
      await stand('armed');
      expect(await bench.claim()).toMatchObject([{ mode: 'rehearsed' }]);
      await bench.file(['one']);
      expect(await bench.claim()).toMatchObject([{ mode: 'armed' }]);
    });

    it('never plays what was filed for real: it waits until the platform is armed again', async () => {
      await stand('armed');
      await bench.file(['one']);
      // Filed while the platform is stopped: for what it was before.
      await stand('stopped');
      await bench.file(['one']);
      await stand('rehearsed');
      expect(await bench.claim()).toEqual([]);
      await stand('armed');
      expect(await bench.claim()).toMatchObject([{ mode: 'armed' }, { mode: 'armed' }]);
    });
  });

  describe('a platform that may only get so many notices a minute', () => {
    it('gets no more from all workers together, and the next as time passes', async () => {
      await bench.file(many(30));
      await fixture().pass(600_000);
      const claims = await Promise.all([1, 2, 3, 4].map(() => bench.claim('one', 10, { perMinute: 60 })));
      expect(claims.flat()).toHaveLength(10);
      expect(await bench.claim('one', 10, { perMinute: 60 })).toEqual([]);
      await fixture().pass(2_000);
      expect(await bench.claim('one', 10, { perMinute: 60 })).toHaveLength(2);
    });

    it('gets one at a time where the rate is low', async () => {
      await bench.file(many(3));
      await fixture().pass(3_600_000);
      expect(await bench.claim('one', 10, { perMinute: 2 })).toHaveLength(1);
      await fixture().pass(15_000);
      expect(await bench.claim('one', 10, { perMinute: 2 })).toEqual([]);
      await fixture().pass(15_000);
      expect(await bench.claim('one', 10, { perMinute: 2 })).toHaveLength(1);
    });

    it('holds up no other platform', async () => {
      await bench.file(['one', 'one', 'other']);
      await bench.claim('one', 10, { perMinute: 1 });
      expect(await bench.claim('other')).toHaveLength(1);
    });
  });

  describe('what is known of earlier tries', () => {
    it('keeps key and Message-ID in one round, and changes both in the next', async () => {
      await bench.file(['one']);
      const [first] = await bench.claim();
      await bench.closeAs(first!, 'deferred');
      const [second] = await bench.claim();
      await bench.closeAs(second!, 'unknown', 1);
      const [third] = await bench.claim();
      const { idempotencyKey, messageId } = first!;
      expect(second).toMatchObject({ idempotencyKey, messageId, tries: 2, round: 0 });
      expect(third?.idempotencyKey).not.toBe(idempotencyKey);
      expect(third?.messageId).not.toBe(messageId);
      expect(third?.round).toBe(1);
    });

    it('stays unknown when a try in between did not leave', async () => {
      await bench.file(['one']);
      const known = [];
      for (const outcome of ['deferred', 'unknown', 'deferred', 'refused', 'deferred'] as const) {
        const [claimed] = await bench.claim();
        known.push([claimed?.previousOutcome, claimed?.mayHaveArrived]);
        await bench.closeAs(claimed!, outcome);
      }
      const [last] = await bench.claim();
      expect([...known, [last?.previousOutcome, last?.mayHaveArrived]]).toEqual([
        ...[
          [null, false],
          [null, false],
          ['unknown', true],
          ['unknown', true],
        ],
        ...[
          ['refused', true],
          ['refused', true],
        ],
      ]);
    });

    it('names the first try that may have arrived as the one that is repeated', async () => {
      await bench.file(['one']);
      const [deferred] = await bench.claim();
      await bench.closeAs(deferred!, 'deferred');
      await fixture().pass(1_000);
      const [arrived] = await bench.claim();
      const deferredAtMs = (await bench.stores.sends.load(arrived!.submissionId))?.firstSentAtMs ?? Infinity;
      await bench.closeAs(arrived!, 'unknown', 1);
      const [repeat] = await bench.claim();
      expect(repeat?.firstSentAtMs).toBeGreaterThan(deferredAtMs);
      await bench.closeAs(repeat!, 'unknown', 2);
      expect((await bench.claim())[0]?.firstSentAtMs).toBe(repeat?.firstSentAtMs);
    });

    it('counts a try that was only spent on waiting for none', async () => {
      await bench.file(['one']);
      const [claimed] = await bench.claim();
      await bench.change(
        claimed!.reportId,
        claimed!.submissionId,
        [{ kind: 'sendDeferred', waitingFor: 'SYNTHETIC' }],
        { nextTryInMs: 0, releasesLease: true, refundsTry: true },
        [{ sendId: claimed!.sendId, outcome: 'deferred', code: null, receipt: null }],
      );
      expect(await bench.claim()).toMatchObject([{ tries: 1, epoch: 2 }]);
    });
  });

  describe('claiming sends whose sender vanished', () => {
    const claimStale = (limit = 10) => bench.stores.sends.claimStale(limit, 30_000);

    it('takes them once their lease has passed, and raises the epoch', async () => {
      const { id, submissions } = await bench.file(['one']);
      const [claimed] = await bench.claim();
      expect(await claimStale()).toEqual([]);
      await fixture().pass(31_000);
      expect(await claimStale()).toEqual([
        {
          ...{ submissionId: submissions[0]!.id, reportId: id, platform: 'one', channel: 'synthetic-mail' },
          ...{ epoch: 2, tries: 1, round: 0, sendId: claimed?.sendId },
        },
      ]);
      expect(await bench.stores.sends.load(submissions[0]!.id)).toMatchObject({
        delivery: 'SENDING',
        epoch: 2,
      });
      expect(await claimStale()).toEqual([]);
    });

    it('gives each to one of many sweepers, and anew when that one vanished as well', async () => {
      await bench.file(many(40));
      await bench.claim('one', 40);
      await fixture().pass(31_000);
      const sweeps = await Promise.all(Array.from({ length: 8 }, () => claimStale()));
      const ids = sweeps.flat().map(({ submissionId }) => submissionId);
      expect(new Set(ids).size).toBe(ids.length);
      await fixture().pass(31_000);
      expect(await claimStale(100)).toHaveLength(40);
    });
  });

  describe('claiming checks', () => {
    const claimChecks = () => bench.stores.sends.claimChecks({ platform: 'one', limit: 10, leaseMs: 30_000 });
    const fileDueCheck = async (): Promise<void> => {
      const { id, submissions } = await bench.file(['one']);
      await bench.change(id, submissions[0]!.id, [], { nextCheckInMs: 0 });
    };

    it('gives each to one claimer, and anew after the lease', async () => {
      await fileDueCheck();
      await fileDueCheck();
      const claims = await Promise.all([claimChecks(), claimChecks()]);
      expect(claims.flat()).toHaveLength(2);
      expect(await claimChecks()).toEqual([]);
      await fixture().pass(30_000);
      expect(await claimChecks()).toHaveLength(2);
    });

    it('leaves a stopped or held platform alone', async () => {
      await fileDueCheck();
      await bench.stores.platforms.hold('one', 60_000, 'PLATFORM.QUOTA');
      expect(await claimChecks()).toEqual([]);
      await stand('stopped');
      await fixture().pass(60_000);
      expect(await claimChecks()).toEqual([]);
    });
  });
}
