import { uuidv7 } from 'uuidv7';
import { addSubmissions, plannedSubmission, type Fact, type Visibility } from '#core';
import type { Change, NewObservation } from '../../ports/report-store.js';
import { bytes, type StoreBench } from './store-bench.js';

/** What every store keeps of looks whether content is still there, and of new notices where it came back. */
export function describeWatch(bench: StoreBench): void {
  interface Sent {
    readonly reportId: string;
    readonly submissionId: string;
    readonly reference: string;
  }

  async function sent(): Promise<Sent> {
    const { id: reportId, submissions } = await bench.file(['one']);
    const [{ id: submissionId, reference }] = submissions as [(typeof submissions)[number]];
    const [claimed] = await bench.claim();
    const closed = { sendId: claimed!.sendId, outcome: 'confirmed', code: null, receipt: null } as const;
    const facts: Fact[] = [
      { kind: 'sendConfirmed' },
      { kind: 'acknowledged', atMs: 1_000, externalRef: 'SYNTHETIC-1' },
    ];
    await bench.change(reportId, submissionId, facts, { releasesLease: true, nextTryInMs: null }, [closed]);
    return { reportId, submissionId, reference };
  }

  const changed = (reportId: string, change: Omit<Change, 'reports'>): Promise<null> =>
    bench.stores.reports.change([reportId], () => ({ change: { ...change, reports: [] }, result: null }));

  const look = (submissionId: string, seen: Visibility, observedAtMs: number): NewObservation => ({
    ...{ id: uuidv7(), submissionId, seen, observedAtMs, effects: [], by: 'MEMBER' },
  });

  /** A new notice in the place of the one that was sent, as a person files it. */
  async function refile({ reportId, submissionId, reference }: Sent) {
    const id = uuidv7();
    await bench.stores.reports.change([reportId], (locked, nowMs) => {
      const report = locked.get(reportId)!;
      const ordinal = report.state.submissions.length + 1;
      const state = { ...plannedSubmission('synthetic-mail'), delivery: 'QUEUED' as const };
      const added = [{ id, platform: 'one', state, repeats: submissionId }];
      const { report: after, events } = addSubmissions(report.state, added, nowMs);
      const submission = {
        id,
        repeats: submissionId,
        ordinal,
        state,
        isDue: true,
        goodFaithAtMs: nowMs,
        staffDueAtMs: null,
      };
      return {
        change: {
          reports: [{ state: after, events, timing: [] }],
          newSubmissions: [
            { ...submission, reference: reference.replace(/-1-.*/, `-${ordinal}-DEF456`), target: bytes(6) },
          ],
          lanes: ['submissions-one'],
        },
        result: null,
      };
    });
    return id;
  }

  describe('what is known of looks', () => {
    it('is kept with the submission: when it was seen, what is in doubt, when to look, when to end', async () => {
      const { reportId, submissionId } = await sent();
      const facts: Fact[] = [
        { kind: 'actioned', atMs: 2_000, effects: ['CONTENT_REMOVED'] },
        { kind: 'seen', atMs: 3_000, visibility: 'LIVE', secondLookAfterMs: 60_000 },
      ];
      const watchEndsAtMs = 1_800_000_000_000;
      const before = await bench.read(reportId);
      expect(before.submissions.get(submissionId)).toMatchObject({
        ...{ lookDueAtMs: null, nextCheckAtMs: null, watchEndsAtMs: null },
      });
      await bench.change(reportId, submissionId, facts, { lookDueInMs: 60_000, watchEndsAtMs, checks: 3 });
      const { state, submissions, createdAtMs } = await bench.read(reportId);
      expect(state.submissions[0]?.state).toMatchObject({
        ...{ verification: 'LIVE', seenAtMs: 3_000, secondLook: 'PENDING', doubtedAtMs: 3_000 },
      });
      expect(state.counts).toEqual({ removed: 1 });
      const row = submissions.get(submissionId);
      expect(row).toMatchObject({ watchEndsAtMs, nextCheckAtMs: null, checks: 3 });
      expect((row?.lookDueAtMs ?? 0) - createdAtMs).toBeGreaterThanOrEqual(60_000);
      await bench.change(reportId, submissionId, [], { lookDueInMs: null });
      expect((await bench.read(reportId)).submissions.get(submissionId)).toMatchObject({
        ...{ lookDueAtMs: null, watchEndsAtMs },
      });
    });

    it('makes no lane busy where a person is to look', async () => {
      const { reportId, submissionId } = await sent();
      await bench.change(reportId, submissionId, [], { lookDueInMs: 0 });
      expect(await bench.stores.outbox.dueLanes()).toEqual([]);
      await bench.change(reportId, submissionId, [], { nextCheckInMs: 0 });
      expect(await bench.stores.outbox.dueLanes()).toEqual(['checks-one']);
    });
  });

  describe('a new notice of content that came back', () => {
    it('is a submission of the same report, which goes where the one before went', async () => {
      const before = await sent();
      await bench.stores.platforms.setMode('one', 'armed', 'test');
      const id = await refile(before);
      const { state } = await bench.read(before.reportId);
      expect(state.submissions.map(({ id: each, repeats }) => [each, repeats])).toEqual([
        [before.submissionId, undefined],
        [id, before.submissionId],
      ]);
      expect(state.counts).toEqual({ queued: 1 });
      expect(await bench.stores.outbox.take()).toContain('submissions-one');
      const [claimed] = await bench.claim();
      expect(claimed).toMatchObject({
        ...{ submissionId: id, reportId: before.reportId, platform: 'one', channel: 'synthetic-mail' },
        ...{ mode: 'rehearsed', regime: 'USER', asks: ['REMOVE_CONTENT'], targetKind: 'post', round: 0 },
        reference: before.reference.replace(/-1-.*/, '-2-DEF456'),
      });
      expect([...claimed!.target]).toEqual([6]);
    });

    it('says what became of the one before: the word of the platform, or what was seen', async () => {
      const before = await sent();
      await changed(before.reportId, {
        observations: [
          look(before.submissionId, 'GONE', 5_000),
          look(before.submissionId, 'GONE', 7_000),
          look(before.submissionId, 'GONE', 7_000),
          look(before.submissionId, 'LIVE', 9_000),
        ],
      });
      const facts: Fact[] = [
        { kind: 'seen', atMs: 7_000, visibility: 'GONE' },
        { kind: 'seen', atMs: 9_000, visibility: 'LIVE' },
      ];
      await bench.change(before.reportId, before.submissionId, facts);
      const said = {
        ...{ reference: before.reference, externalRef: 'SYNTHETIC-1' },
        ...{ removedAtMs: 7_000, seenAgainAtMs: 9_000 },
      };
      const load = (id: string, as?: 'refiled') => bench.stores.sends.load(id, as);
      expect((await load(before.submissionId))?.removedBefore).toBeNull();
      expect(await load(before.submissionId, 'refiled')).toMatchObject({
        ...{ removedBefore: said, seenAt: new Date(9_000).toISOString() },
      });
      const id = await refile(before);
      expect((await load(id))?.removedBefore).toEqual(said);
      const removed: Fact = { kind: 'actioned', atMs: 4_000, effects: ['CONTENT_REMOVED'] };
      await bench.change(before.reportId, before.submissionId, [removed]);
      expect((await bench.claim())[0]).toMatchObject({
        ...{ removedBefore: { ...said, removedAtMs: 4_000 }, seenAt: new Date(9_000).toISOString() },
      });
    });

    it('has a good-faith statement of its own', async () => {
      const before = await sent();
      const filedAtMs = (await bench.stores.sends.load(before.submissionId))?.goodFaithAtMs ?? Infinity;
      const nowMs = await bench.stores.reports.change([before.reportId], (_locked, now) => ({
        ...{ change: { reports: [] }, result: now },
      }));
      const id = await refile(before);
      const goodFaithAtMs = (await bench.stores.sends.load(id))?.goodFaithAtMs ?? 0;
      expect(goodFaithAtMs).toBeGreaterThanOrEqual(nowMs);
      expect(goodFaithAtMs).toBeGreaterThanOrEqual(filedAtMs);
    });

    it('that is withdrawn leaves its place to the one before', async () => {
      const before = await sent();
      const id = await refile(before);
      await bench.change(before.reportId, id, [{ kind: 'withdrawn' }], { nextTryInMs: null });
      expect((await bench.read(before.reportId)).state.counts).toEqual({ acknowledged: 1, withdrawn: 1 });
    });
  });

  describe('the sealed targets of a report', () => {
    it('are read with its key, in their order', async () => {
      const before = await sent();
      const id = await refile(before);
      const sealed = await bench.stores.reports.sealedTargets(before.reportId);
      expect(sealed?.key.wrappingKeyId).toBe('synthetic');
      expect(sealed?.targets.map(({ submissionId, target }) => [submissionId, [...target!]])).toEqual([
        [before.submissionId, [4]],
        [id, [6]],
      ]);
      expect(await bench.stores.reports.sealedTargets(uuidv7())).toBeUndefined();
    });
  });
}
