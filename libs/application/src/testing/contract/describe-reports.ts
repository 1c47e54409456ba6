import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import type { FiledReport } from '../../ports/report-store.js';
import { recordReferral, rollUp, wordOf, type Fact, type ReferralState } from '#core';
import { changeOf, bytes, type StoreBench, type StoreFixture } from './store-bench.js';

/** What every `ReportStore` keeps. */
export function describeReports(bench: StoreBench, fixture: () => StoreFixture): void {
  const gone: Fact = { kind: 'seen', atMs: 1, visibility: 'GONE' };

  describe('filing a report', () => {
    it('gives each a number of its own, also when the first ones of a year come at once', async () => {
      const contexts = await Promise.all(
        Array.from({ length: 10 }, () =>
          bench.stores.reports.filingContext({ year: 2199, contentHashes: [], idempotency: null }),
        ),
      );
      expect(contexts.map(({ reference }) => reference).sort()).toEqual(
        Array.from({ length: 10 }, (_, n) => `UF-2199-0000${String(n + 1).padStart(2, '0')}`),
      );
    });

    it('keeps it as it was filed', async () => {
      const report = await bench.file(['one', 'other']);
      const locked = await bench.read(report.id);
      expect(locked.state).toEqual(report.state);
      expect([locked.reference, locked.category]).toEqual([report.reference, report.category]);
      const ids = report.submissions.map(({ id }) => id);
      expect(await bench.stores.reports.reportsOf([...ids, uuidv7()])).toEqual(
        new Map(ids.map((id) => [id, report.id])),
      );
    });

    it('takes an idempotency key once a client, and knows what it was answered', async () => {
      const record = { client: 'one client', key: 'key', requestHash: 'a', answer: bytes(7) };
      const first = await bench.file(['one'], { idempotency: record });
      const again = await bench.aReport(['one'], { idempotency: { ...record, requestHash: 'b' } });
      expect(await bench.stores.reports.file(again)).toBe('keyTaken');
      await expect(bench.read(again.id)).rejects.toThrow('no such report');
      await bench.file(['one'], { idempotency: { ...record, client: 'another client' } });
      const asked = { year: 2026, contentHashes: [], idempotency: record };
      expect((await bench.stores.reports.filingContext(asked)).previous).toMatchObject({
        ...{ requestHash: 'a', ownerId: first.id },
      });
    });

    it('knows the latest report of the same content', async () => {
      const contentHash = bytes(1, 171, 16);
      await bench.file(['one'], { contentHash });
      await fixture().pass(1_000);
      const later = await bench.file(['one'], { contentHash });
      const asked = { year: 2026, contentHashes: [contentHash, bytes(2)], idempotency: null };
      expect((await bench.stores.reports.filingContext(asked)).earlier).toEqual({
        '01ab10': later.reference,
      });
    });
  });

  describe('a referral', () => {
    const record = (reportId: string, key: string, state: ReferralState, by = 'one') =>
      bench.stores.reports.change([reportId], (locked, nowMs) => {
        const report = locked.get(reportId);
        if (!report) throw new Error('no such report');
        const changed = recordReferral(report.state, { key, state }, nowMs);
        const write = { state: changed.report, events: changed.events, timing: [] };
        return { change: { reports: [write], referrals: [{ reportId, key, state, by }] }, result: nowMs };
      });

    it('is kept with who recorded it and when, and the latest word replaces the one before', async () => {
      const report = await bench.file(['one']);
      const other = await bench.file(['one']);
      await record(report.id, 'TAKE_IT_DOWN', 'OFFERED');
      await fixture().pass(1_000);
      const offeredAtMs = await record(report.id, 'POLICE', 'OFFERED');
      await fixture().pass(1_000);
      const acceptedAtMs = await record(report.id, 'TAKE_IT_DOWN', 'ACCEPTED', 'other');
      expect(await bench.stores.reports.referralsOf(report.id)).toEqual([
        { key: 'TAKE_IT_DOWN', state: 'ACCEPTED', by: 'other', atMs: acceptedAtMs },
        { key: 'POLICE', state: 'OFFERED', by: 'one', atMs: offeredAtMs },
      ]);
      expect(await bench.stores.reports.referralsOf(other.id)).toEqual([]);
      expect((await bench.read(report.id)).state.lastSequence).toBe(report.state.lastSequence + 3);
    });

    it('needs a report that is there', async () => {
      expect(await bench.stores.reports.referralsOf(uuidv7())).toEqual([]);
    });
  });

  describe('a change', () => {
    it('leaves nothing behind where deciding throws', async () => {
      const report = await bench.file(['one']);
      const broken = () => {
        throw new Error('synthetic mistake');
      };
      await expect(bench.stores.reports.change([report.id], broken)).rejects.toThrow('synthetic mistake');
      expect((await bench.read(report.id)).state).toEqual(report.state);
    });

    it('waits for the one before it and sees what that did', async () => {
      const report = await bench.file(['one', 'other']);
      const [one, other] = report.submissions.map(({ id }) => id) as [string, string];
      const told = await Promise.all(
        Array.from({ length: 10 }, (_, n) => bench.change(report.id, n % 2 === 0 ? one : other, [gone])),
      );
      // Each of the two moves once, and is repeated for all others; the second also resolves the report.
      expect(told.filter((events) => events > 0)).toHaveLength(2);
      expect((await bench.read(report.id)).state).toMatchObject({
        ...{ status: 'RESOLVED', counts: { gone_unexplained: 2 } },
      });
    });

    it('decides anew where a worker claims the submission in between, and never undoes the claim', async () => {
      const report = await bench.file(['one']);
      const submissionId = report.submissions[0]!.id;
      fixture().beforeNextWrite(() => bench.claim());
      const seen: (string | undefined)[] = [];
      await bench.stores.reports.change([report.id], (locked, nowMs) => {
        seen.push(locked.get(report.id)?.state.submissions[0]?.state.delivery);
        return changeOf(locked, nowMs, [{ submissionId, facts: [{ kind: 'withdrawn' }] }]);
      });
      expect(seen).toEqual(['QUEUED', 'SENDING']);
      expect(await bench.stores.sends.load(submissionId)).toMatchObject({ delivery: 'SENDING', epoch: 1 });
      expect((await bench.read(report.id)).state.lastSequence).toBe(report.state.lastSequence);
    });

    it('holds up no claim of another submission of the same report', async () => {
      const report = await bench.file(['one', 'other']);
      const [changed, claimed] = report.submissions.map(({ id }) => id) as [string, string];
      let claims: readonly { submissionId: string }[] = [];
      fixture().beforeNextWrite(async () => (claims = await bench.claim('other')));
      await bench.change(report.id, changed, [gone]);
      expect(claims.map(({ submissionId }) => submissionId)).toEqual([claimed]);
    });

    it('of several reports never deadlocks with another over the same ones', async () => {
      const filed: FiledReport[] = [];
      for (let n = 0; n < 4; n += 1) filed.push(await bench.file(['one']));
      const ids = filed.map(({ id }) => id);
      await Promise.all(
        Array.from({ length: 12 }, (_, n) =>
          bench.stores.reports.change(n % 2 === 0 ? ids : [...ids].reverse(), (locked, nowMs) => {
            const facts: Fact[] = [{ kind: 'seen', atMs: n, visibility: n % 3 === 0 ? 'LIVE' : 'GONE' }];
            const all = filed.flatMap(({ submissions }) => submissions);
            return changeOf(
              locked,
              nowMs,
              all.map(({ id }) => ({ submissionId: id, facts })),
            );
          }),
        ),
      );
      for (const id of ids) expect((await bench.read(id)).state.status).not.toBe('IN_PROGRESS');
    });

    it('loses nothing beside others: the status is what the rows say, and events have no gaps', async () => {
      const anyChanges = fc.array(fc.array(fc.tuple(fc.nat(2), anyFact), { minLength: 1, maxLength: 3 }), {
        ...{ minLength: 2, maxLength: 8 },
      });
      await fc.assert(
        fc.asyncProperty(anyChanges, async (changes) => {
          const report = await bench.file(['one', 'one', 'one']);
          const told = await Promise.all(
            changes.map((facts) =>
              bench.stores.reports.change([report.id], (locked, nowMs) =>
                changeOf(
                  locked,
                  nowMs,
                  facts.map(([n, fact]) => ({ submissionId: report.submissions[n]!.id, facts: [fact] })),
                ),
              ),
            ),
          );
          const { state } = await bench.read(report.id);
          expect(state.lastSequence).toBe(
            told.reduce((sum, events) => sum + events, report.state.lastSequence),
          );
          expect(state).toMatchObject(rollUp(state.submissions.map((each) => wordOf(each.state))));
        }),
        { numRuns: 25 },
      );
    }, 60_000);
  });
}

const anyFact = fc.constantFrom<Fact>(
  { kind: 'queued' },
  { kind: 'sendUncertain', reason: 'SYNTHETIC.FAULT' },
  { kind: 'sendConfirmed' },
  { kind: 'withdrawn' },
  { kind: 'handedOff', channel: 'synthetic-form', reason: 'HANDOFF.ASSISTED_FORM' },
  { kind: 'acknowledged', atMs: 5, externalRef: 'SYNTHETIC-1' },
  { kind: 'informationRequested', atMs: 6 },
  { kind: 'refused', atMs: 7, reason: 'NO_POLICY_VIOLATION' },
  { kind: 'actioned', atMs: 8, effects: ['CONTENT_REMOVED'] },
  { kind: 'seen', atMs: 1, visibility: 'GONE' },
  { kind: 'seen', atMs: 2, visibility: 'LIVE' },
);
