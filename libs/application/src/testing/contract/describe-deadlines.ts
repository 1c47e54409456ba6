import { noClocks, type Fact } from '#core';
import type { LadderClocks } from '../../ports/report-store.js';
import type { StoreBench, StoreFixture } from './store-bench.js';

/** What the stores keep together of the times of submissions. */
export function describeDeadlines(bench: StoreBench, fixture: () => StoreFixture): void {
  const claim = async (limit = 10) =>
    (await bench.stores.deadlines.claimDue(limit, 30_000)).map(({ submissionId }) => submissionId);
  const dueLanes = async () => (await bench.stores.outbox.dueLanes()).filter((lane) => lane === 'deadlines');

  /** A submission that its platform has, with a step due so long from now. */
  async function sent(nextStepInMs: number | null, facts: readonly Fact[] = []) {
    const { id: reportId, submissions } = await bench.file(['one']);
    const { id: submissionId } = submissions[0]!;
    await bench.claim();
    const clocks = await clocksFrom(nextStepInMs);
    const all = [{ kind: 'sendConfirmed' }, ...facts] as const;
    await bench.change(reportId, submissionId, all, { clocks, releasesLease: true });
    return { reportId, submissionId };
  }

  async function clocksFrom(
    nextStepInMs: number | null,
    more: Partial<LadderClocks> = {},
  ): Promise<LadderClocks> {
    const nowMs = await bench.stores.reports.change([], (_locked, atMs) => ({
      change: { reports: [] },
      result: atMs,
    }));
    const nextStepAtMs = nextStepInMs === null ? null : nowMs + nextStepInMs;
    return { ...noClocks, dueAtMs: nowMs + 1_000, escalationStep: null, nextStepAtMs, ...more };
  }

  describe('the clocks of a submission', () => {
    it('are read under the lock as they were written, all together', async () => {
      const { reportId, submissionId } = await sent(1_000);
      const times = { acknowledgeDueAtMs: 1_000, staffDueAtMs: 2_000, pausedAtMs: 3_000, dueAtMs: null };
      const clocks = await clocksFrom(5_000, { ...times, escalationStep: 'REMINDER' });
      await bench.change(reportId, submissionId, [], { clocks });
      const row = (await bench.read(reportId)).submissions.get(submissionId);
      expect(row).toMatchObject({ clocks: times, escalationStep: 'REMINDER', regime: 'USER' });
    });

    it('stay as they are where a change does not name them', async () => {
      const { reportId, submissionId } = await sent(0);
      const before = (await bench.read(reportId)).submissions.get(submissionId)?.clocks;
      await bench.change(reportId, submissionId, [{ kind: 'acknowledged', atMs: 1 }]);
      expect((await bench.read(reportId)).submissions.get(submissionId)?.clocks).toEqual(before);
      expect(await claim()).toEqual([submissionId]);
    });
  });

  describe('claiming steps that are due', () => {
    it('takes the longest due first, and nothing before its time', async () => {
      const second = await sent(-1_000);
      const first = await sent(-5_000);
      const later = await sent(10_000);
      expect(await claim()).toEqual([first.submissionId, second.submissionId]);
      await fixture().pass(10_000);
      expect(await claim()).toEqual([later.submissionId]);
    });

    it('gives each to one of many claimers at once, and again when the lease of who vanished is over', async () => {
      const all = [];
      for (let n = 0; n < 6; n += 1) all.push((await sent(0)).submissionId);
      const claims = await Promise.all(Array.from({ length: 8 }, () => claim(2)));
      const taken = [...claims.flat(), ...(await claim())];
      expect([...taken].sort()).toEqual([...all].sort());
      await fixture().pass(30_000);
      expect((await claim()).length).toBe(6);
    });

    it('leaves out whatever its platform is not waited for any more', async () => {
      await sent(0, [{ kind: 'refused', atMs: 1, reason: 'NO_REASON_GIVEN' }]);
      await sent(0, [{ kind: 'informationRequested', atMs: 1 }]);
      await sent(0, [{ kind: 'seen', atMs: 1, visibility: 'GONE' }]);
      const { submissionId } = await sent(0, [{ kind: 'reviewStarted', atMs: 1 }]);
      expect(await claim()).toEqual([submissionId]);
    });

    it('takes what has no step left never', async () => {
      await sent(null);
      await fixture().pass(86_400_000);
      expect(await claim()).toEqual([]);
    });

    it('is hinted at by rows alone, while a step is due', async () => {
      expect(await dueLanes()).toEqual([]);
      await sent(5_000);
      expect(await dueLanes()).toEqual([]);
      await fixture().pass(5_000);
      expect(await dueLanes()).toEqual(['deadlines']);
      await claim();
      expect(await dueLanes()).toEqual([]);
    });
  });
}
