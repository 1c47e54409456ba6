import { uuidv7 } from 'uuidv7';
import { noClocks, type Fact, type SubmissionClocks } from '#core';
import type { ReportCipher } from '../../ports/cipher.js';
import { HoldReport, ReleaseReport } from '../../staff/hold-report.js';
import type { StoreBench, StoreFixture } from './store-bench.js';

/** What the stores keep together of what staff are told before a time is up, and when a hold is past its day. */
export function describeWarnings(bench: StoreBench, fixture: () => StoreFixture): void {
  const dayMs = 86_400_000;
  const level = { DECISION: 6_000, ANSWER: 6_000, FIRST_LOOK: 500 };
  const cipher: ReportCipher = { newKey: unused, openKey: unused };
  const warn = async () =>
    (await bench.stores.deadlines.warn(10, { critical: level, other: level })).map(
      ({ type, submissionId, reportId }) => [type, submissionId ?? reportId],
    );
  const fromNow = (ms: number) =>
    bench.stores.reports.change([], (_locked, nowMs) => ({ change: { reports: [] }, result: nowMs + ms }));
  const hold = async (reportId: string, untilInMs: number) =>
    new HoldReport({ reports: bench.stores.reports, cipher, ids: { uuid: uuidv7 } }).run(reportId, {
      ...{ reason: 'POLICE_FIRST', note: null, by: { id: 'one', name: 'one' } },
      untilMs: await fromNow(untilInMs),
    });
  const snooze = async ({ reportId, submissionId }: Sent, untilInMs: number) =>
    bench.change(reportId, submissionId, [], { snoozedUntilMs: await fromNow(untilInMs) });
  const ends = async ({ reportId, submissionId }: Sent, clocks: Partial<SubmissionClocks>) =>
    bench.change(reportId, submissionId, [], {
      clocks: { ...noClocks, escalationStep: null, nextStepAtMs: null, ...clocks },
    });

  /** A submission that its platform has, to be decided so long from now. */
  async function decidedIn(ms: number, facts: readonly Fact[] = []): Promise<Sent> {
    const { id: reportId, submissions } = await bench.file(['one']);
    const sent = { reportId, submissionId: submissions[0]!.id };
    await bench.claim();
    await bench.change(reportId, sent.submissionId, [{ kind: 'sendConfirmed' }, ...facts], {
      releasesLease: true,
    });
    await ends(sent, { dueAtMs: await fromNow(ms) });
    return sent;
  }

  describe('telling staff of times', () => {
    it('leaves one event of a time that is about to end, in order with the others of its report', async () => {
      const { reportId, submissionId } = await decidedIn(60_000);
      expect(await warn()).toEqual([]);
      await fixture().pass(55_000);
      const before = (await bench.read(reportId)).state.lastSequence;
      const told = await Promise.all([warn(), warn(), warn()]);
      expect(told.flat()).toEqual([['submission.due_soon', submissionId]]);
      expect((await bench.read(reportId)).state.lastSequence).toBe(before + 1);
      await fixture().pass(dayMs);
      expect(await warn()).toEqual([]);
    });

    it('goes by the time that runs: what waits for a person has another one', async () => {
      const asked = await decidedIn(5_000, [{ kind: 'informationRequested', atMs: 1 }]);
      expect(await warn()).toEqual([]);
      await ends(asked, { staffDueAtMs: await fromNow(5_000) });
      expect(await warn()).toEqual([['submission.due_soon', asked.submissionId]]);
    });

    it('tells anew of another time, and when what was put aside comes back', async () => {
      const sent = await decidedIn(4_000);
      expect(await warn()).toHaveLength(1);
      await ends(sent, { dueAtMs: await fromNow(90_000) });
      await fixture().pass(86_000);
      expect(await warn()).toHaveLength(1);
      await ends(sent, { dueAtMs: await fromNow(30_000) });
      await snooze(sent, 26_000);
      await fixture().pass(25_000);
      expect(await warn()).toEqual([]);
      await fixture().pass(1_000);
      expect(await warn()).toHaveLength(1);
      expect(await warn()).toEqual([]);
    });

    it('says nothing of what is put aside or of a held report, until its hold is past its day', async () => {
      await snooze(await decidedIn(4_000), 60_000);
      const held = await decidedIn(4_000);
      await hold(held.reportId, 60_000);
      expect(await warn()).toEqual([]);
      await fixture().pass(60_000);
      const told = await Promise.all([warn(), warn(), warn()]);
      expect(told.flat()).toEqual([['report.hold_overdue', held.reportId]]);
    });

    it('tells anew of a hold with another day, one that comes back, and none that was released', async () => {
      const held = await decidedIn(dayMs);
      const overdue = [['report.hold_overdue', held.reportId]];
      await hold(held.reportId, 60_000);
      await fixture().pass(60_000);
      expect(await warn()).toEqual(overdue);
      await hold(held.reportId, 60_000);
      expect(await warn()).toEqual([]);
      await fixture().pass(60_000);
      expect(await warn()).toEqual(overdue);
      await snooze(held, 60_000);
      expect(await warn()).toEqual([]);
      await fixture().pass(60_000);
      expect(await warn()).toEqual(overdue);
      await hold(held.reportId, 60_000);
      await new ReleaseReport({ reports: bench.stores.reports }).run(held.reportId, {
        id: 'two',
        name: 'two',
      });
      await fixture().pass(60_000);
      expect(await warn()).toEqual([]);
    });
  });
}

interface Sent {
  readonly reportId: string;
  readonly submissionId: string;
}

const unused = (): never => {
  throw new Error('no note is sealed');
};
