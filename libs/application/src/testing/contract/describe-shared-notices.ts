import type { Fact, ReportState } from '#core';
import type { aReply } from './store-bench.js';
import { type StoreBench, type StoreFixture } from './store-bench.js';

/** What every database keeps of notices that name several targets. */
export function describeSharedNotices(bench: StoreBench, fixture: () => StoreFixture): void {
  const threeInOne = async () => {
    const report = await bench.file(['one', 'one', 'one'], { sharesNotice: true });
    const [first, second, third] = report.submissions;
    return { id: report.id, first: first!, second: second!, third: third! };
  };
  const withdrawn: Fact = { kind: 'withdrawn' };
  const statesOf = async (reportId: string) =>
    (await bench.read(reportId)).state.submissions.map(({ state }) => state.delivery);

  describe('a notice that names several targets', () => {
    it('is claimed once, with every target that was not withdrawn', async () => {
      const { id, first, second, third } = await threeInOne();
      await bench.change(id, third.id, [withdrawn], { nextTryInMs: null });
      const claimed = await bench.claimAll('one', 10);
      expect(claimed).toMatchObject([
        { submissionId: first.id, noticeOf: null, companions: [{ reference: second.reference }] },
      ]);
      expect(claimed[0]?.companions[0]).toMatchObject({ targetKind: 'post', isUndecided: true });
      expect(Buffer.from(claimed[0]!.companions[0]!.target)).toEqual(Buffer.from(second.target));
    });

    it('takes its targets along while it is on its way', async () => {
      const { id, first } = await threeInOne();
      const [claimed] = await bench.claim();
      expect(await statesOf(id)).toEqual(['SENDING', 'SENDING', 'SENDING']);
      await bench.closeAs(claimed!, 'deferred');
      expect(await statesOf(id)).toEqual(['RETRY_WAIT', 'RETRY_WAIT', 'RETRY_WAIT']);
      expect((await bench.claim()).map(({ submissionId }) => submissionId)).toEqual([first.id]);
    });

    it('makes no other target due, whatever a change says', async () => {
      const { id, first, second } = await threeInOne();
      await bench.change(id, second.id, [], { nextTryInMs: 0 });
      expect((await bench.claimAll('one', 10)).map(({ submissionId }) => submissionId)).toEqual([first.id]);
    });

    it('lets nobody change a target over a claim of the notice', async () => {
      const { id, second } = await threeInOne();
      let seen: string[] = [];
      fixture().beforeNextWrite(() => bench.claim());
      await bench.stores.reports.change([id], (locked) => {
        const report = locked.get(id)!;
        const state = report.state.submissions.find((each) => each.id === second.id)!.state;
        seen = [...seen, state.delivery];
        const timing = state.delivery === 'SENDING' ? [] : [{ submissionId: second.id }];
        return { change: { reports: [{ state: report.state, events: [], timing }] }, result: undefined };
      });
      expect(seen).toEqual(['QUEUED', 'SENDING']);
    });

    it('is led by another where a change says so, and that one is due', async () => {
      const { id, first, second, third } = await threeInOne();
      await bench.stores.reports.change([id], (locked) => {
        const { state } = locked.get(id)!;
        const led: ReportState = {
          ...state,
          submissions: state.submissions.map(({ noticeOf: _before, ...each }) =>
            each.id === third.id ? { ...each, noticeOf: second.id } : each,
          ),
        };
        const timing = [
          { submissionId: first.id, nextTryInMs: null },
          { submissionId: second.id, nextTryInMs: 0 },
        ];
        return { change: { reports: [{ state: led, events: [], timing }] }, result: undefined };
      });
      expect(await bench.claimAll('one', 10)).toMatchObject([
        { submissionId: second.id, companions: [{ reference: third.reference }] },
      ]);
      expect(await bench.stores.sends.load(third.id)).toMatchObject({ noticeOf: second.id, companions: [] });
      expect((await bench.stores.reports.sealedTargets(id))?.targets.map(({ noticeOf }) => noticeOf)).toEqual(
        [...[null, null, second.id]],
      );
    });
  });

  describe('a reply about a notice that names several targets', () => {
    const matchOf = async (more: Parameters<typeof aReply>[0]) => {
      const id = await bench.keep(more);
      const claimed = await bench.stores.replies.claimDue(10, 30_000);
      return claimed.find((each) => each.id === id)?.match ?? null;
    };

    it('is about the one that leads, unless one alone was written about', async () => {
      const { first, second, third } = await threeInOne();
      await bench.claim();
      const inReplyTo = [`${first.id}.0@uniflag.example`];
      expect(await matchOf({ inReplyTo })).toMatchObject({ submissionId: first.id, leadsOthers: true });
      expect(await matchOf({ references: [second.reference, first.reference] })).toMatchObject({
        ...{ submissionId: second.id, leadsOthers: false },
      });
      const all = [first, second, third].map(({ reference }) => reference);
      expect(await matchOf({ references: all })).toMatchObject({ submissionId: first.id });
      const other = (await bench.file(['one'])).submissions[0]!;
      expect(await matchOf({ references: [...all, other.reference] })).toBeNull();
    });

    it('is found by a number that all of them have', async () => {
      const { id, first, second, third } = await threeInOne();
      const [claimed] = await bench.claim();
      await bench.closeAs(claimed!, 'deferred');
      const acknowledged = (externalRef: string): Fact => ({ kind: 'acknowledged', atMs: 1, externalRef });
      await bench.change(id, third.id, [acknowledged('SYN-3')], { nextTryInMs: null });
      for (const each of [second, first])
        await bench.change(id, each.id, [acknowledged('SYN-1')], { nextTryInMs: null });
      const found = async (number: string) =>
        (await bench.stores.replies.findByExternalRef('one', [number])).map(
          ({ submissionId }) => submissionId,
        );
      expect(await found('SYN-1')).toEqual([first.id]);
      expect(await found('SYN-3')).toEqual([third.id]);
    });
  });
}
