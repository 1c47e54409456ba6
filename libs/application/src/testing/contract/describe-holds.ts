import { uuidv7 } from 'uuidv7';
import { changeReport } from '#core';
import type { ReportCipher } from '../../ports/cipher.js';
import { HoldReport, ReleaseReport } from '../../staff/hold-report.js';
import type { StoreBench, StoreFixture } from './store-bench.js';

const dayMs = 24 * 60 * 60 * 1_000;

/** What the stores keep together while a report is held. */
export function describeHolds(bench: StoreBench, fixture: () => StoreFixture): void {
  const owner = { id: 'one', name: 'one' };
  const cipher: ReportCipher = { newKey: unused, openKey: unused };
  const hold = async (reportId: string, untilInMs = dayMs) => {
    const { nowMs } = await bench.stores.reports.filingContext({
      ...{ year: 2026, contentHashes: [], idempotency: null },
    });
    const input = { reason: 'POLICE_FIRST', note: null, by: owner } as const;
    return new HoldReport({ reports: bench.stores.reports, cipher, ids: { uuid: uuidv7 } }).run(reportId, {
      ...input,
      untilMs: nowMs + untilInMs,
    });
  };
  const release = (reportId: string, by = { id: 'other', name: 'other' }) =>
    new ReleaseReport({ reports: bench.stores.reports }).run(reportId, by);
  const claimFollowUps = () =>
    bench.stores.followUps.claimDue({
      ...{ platform: 'one', limit: 10, leaseMs: 30_000, messageDomain: 'uniflag.example' },
    });
  const tell = (reportId: string, submissionId: string, number: number) =>
    bench.stores.reports.change([reportId], () => ({
      change: {
        reports: [],
        newFollowUps: [
          {
            ...{ id: uuidv7(), submissionId, purpose: 'INFORMATION', number, text: null },
            ...{ confirmedFindings: [], createdBy: 'test' },
          },
        ],
      },
      result: undefined,
    }));

  describe('holding a report', () => {
    it('keeps what waits here, also past its day, until a second person releases it', async () => {
      const { id } = await bench.file(['one', 'one']);
      const { id: other } = await bench.file(['one']);
      expect(await hold(id)).toEqual({ outcome: 'done' });
      expect((await bench.claim()).map(({ reportId }) => reportId)).toEqual([other]);
      await fixture().pass(30 * dayMs);
      expect(await bench.claim()).toEqual([]);
      expect(await release(id, owner)).toEqual({ outcome: 'refused', code: 'HOLD.SECOND_PERSON' });
      expect(await bench.claim()).toEqual([]);
      expect(await release(id)).toEqual({ outcome: 'done' });
      expect(await bench.claim()).toHaveLength(2);
      expect(await release(id)).toEqual({ outcome: 'repeated' });
    });

    it('keeps its owner and itself where it is held again', async () => {
      const { id } = await bench.file(['one']);
      await hold(id);
      const first = (await bench.read(id)).hold;
      expect(await hold(id, 2 * dayMs)).toEqual({ outcome: 'done' });
      const { hold: again } = await bench.read(id);
      expect(again).toMatchObject({ id: first?.id, by: owner });
      expect(again?.untilMs).toBeGreaterThan(first?.untilMs ?? Infinity);
      await release(id);
      expect((await bench.read(id)).hold).toBeNull();
      await hold(id);
      expect((await bench.read(id)).hold?.id).not.toBe(first?.id);
    });

    it('keeps, also held again, who gave a category that waits, and is released by nobody who may not confirm it', async () => {
      const { id } = await bench.file(['one']);
      await hold(id);
      const { id: holdId } = (await bench.read(id)).hold!;
      await bench.stores.reports.change([id], () => ({
        change: { reports: [], holds: [{ kind: 'graded', id: holdId, gradedById: 'grader' }] },
        result: undefined,
      }));
      await hold(id, 2 * dayMs);
      expect((await bench.read(id)).hold).toMatchObject({ id: holdId, by: owner, gradedById: 'grader' });
      const cases = new ReleaseReport({ reports: bench.stores.reports });
      const other = { id: 'other', name: 'other' };
      const refused = { outcome: 'refused', code: 'HOLD.SECOND_PERSON' };
      expect(await cases.run(id, owner, true)).toEqual(refused);
      expect(await cases.run(id, { id: 'grader', name: 'grader' }, true)).toEqual(refused);
      expect(await release(id)).toEqual({ outcome: 'refused', code: 'HOLD.CATEGORY_UNCONFIRMED' });
      expect(await bench.claim()).toEqual([]);
      expect(await cases.run(id, other, true)).toEqual({ outcome: 'done' });
      expect(await bench.claim()).toHaveLength(1);
    });

    it('keeps a message that is written by the change that holds', async () => {
      const { id, submissions } = await bench.file(['one']);
      const submissionId = submissions[0]!.id;
      const [claimed] = await bench.claim();
      await bench.closeAs(claimed!, 'confirmed');
      await bench.stores.reports.change([id], (locked, nowMs) => {
        const { state } = locked.get(id)!;
        const untilMs = nowMs + dayMs;
        const facts = [{ submissionId, fact: { kind: 'held', untilMs } as const }];
        const held = changeReport(state, facts, nowMs);
        return {
          change: {
            reports: [{ state: held.report, events: held.events, timing: [] }],
            newFollowUps: [
              {
                ...{ id: uuidv7(), submissionId, purpose: 'CORRECTION', number: 1, text: null },
                ...{ confirmedFindings: [], createdBy: 'test' },
              },
            ],
            holds: [
              {
                ...{ kind: 'held', reportId: id, id: uuidv7(), reason: 'CATEGORY_UNCONFIRMED', untilMs },
                ...{ note: null, by: owner, gradedById: owner.id },
              },
            ],
          },
          result: undefined,
        };
      });
      expect(await claimFollowUps()).toEqual([]);
      await new ReleaseReport({ reports: bench.stores.reports }).run(
        id,
        { id: 'other', name: 'other' },
        true,
      );
      expect(await claimFollowUps()).toHaveLength(1);
    });

    it('keeps what was being sent and is put off', async () => {
      const { id } = await bench.file(['one']);
      const [claimed] = await bench.claim();
      await hold(id);
      await bench.closeAs(claimed!, 'deferred');
      await fixture().pass(dayMs / 2);
      expect(await bench.claim()).toEqual([]);
      await release(id);
      await fixture().pass(60_000);
      expect(await bench.claim()).toMatchObject([{ submissionId: claimed!.submissionId, tries: 2 }]);
    });

    it('keeps messages inside a case, those that wait and those that come', async () => {
      const { id, submissions } = await bench.file(['one', 'one']);
      const [first, second] = submissions.map((each) => each.id) as [string, string];
      await tell(id, first, 1);
      await hold(id);
      await tell(id, second, 1);
      await fixture().pass(2 * dayMs);
      expect(await claimFollowUps()).toEqual([]);
      await release(id);
      expect(new Set((await claimFollowUps()).map(({ submissionId }) => submissionId))).toEqual(
        new Set([first, second]),
      );
    });

    it('leaves each submission to a sender or keeps it, where both come at once', async () => {
      const filed = [];
      for (let n = 0; n < 8; n += 1) filed.push(await bench.file(['one', 'one', 'one', 'one']));
      const claims: string[] = [];
      const claiming = async () => {
        for (let n = 0; n < 4; n += 1)
          claims.push(...(await bench.claim('one', 2)).map(({ submissionId }) => submissionId));
      };
      const heldWithout = new Map<string, ReadonlySet<string>>();
      const holding = async (reportId: string) => {
        await hold(reportId);
        const { state } = await bench.read(reportId);
        const waits = state.submissions.filter((each) => each.state.delivery === 'QUEUED');
        heldWithout.set(reportId, new Set(waits.map((each) => each.id)));
      };
      await Promise.all([claiming(), ...filed.map(({ id }) => holding(id)), claiming()]);
      const kept = new Set([...heldWithout.values()].flatMap((ids) => [...ids]));
      expect(claims.filter((id) => kept.has(id))).toEqual([]);
      expect(claims.length + kept.size).toBe(32);
      expect(await bench.claim('one', 50)).toEqual([]);
    });
  });
}

const unused = (): never => {
  throw new Error('no note is sealed');
};
