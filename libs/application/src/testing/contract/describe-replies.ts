import { uuidv7 } from 'uuidv7';
import type { Change, LockedReport, ReplyState } from '../../ports/report-store.js';
import { aReply, type StoreBench, type StoreFixture } from './store-bench.js';

/** What every `ReplyStore` keeps. */
export function describeReplies(bench: StoreBench, fixture: () => StoreFixture): void {
  const claim = (limit = 10) => bench.stores.replies.claimDue(limit, 30_000);
  const stateOf = (replyId: string): Promise<ReplyState | undefined> =>
    bench.stores.reports.change(
      [],
      (_reports, _nowMs, replies) => ({ change: { reports: [] }, result: replies.get(replyId)?.state }),
      [replyId],
    );

  describe('keeping a reply', () => {
    it('keeps the same message of a platform once', async () => {
      const { replies } = bench.stores;
      const again = { messageKey: 'synthetic-message@platform.example' };
      expect(await replies.keep(aReply(again))).toBe(true);
      const repeats = await Promise.all(Array.from({ length: 5 }, () => replies.keep(aReply(again))));
      expect(repeats).toEqual([false, false, false, false, false]);
      expect(await replies.keep(aReply({ ...again, platform: 'other' }))).toBe(true);
      expect(await claim()).toHaveLength(2);
    });
  });

  describe('claiming replies', () => {
    it('gives each to one of many claimers, and anew once the lease has passed', async () => {
      for (let n = 0; n < 30; n += 1) await bench.keep();
      const claims = await Promise.all(Array.from({ length: 6 }, () => claim()));
      const ids = claims.flat().map(({ id }) => id);
      for (let rest = await claim(); rest.length > 0; rest = await claim())
        ids.push(...rest.map(({ id }) => id));
      expect(new Set(ids).size).toBe(30);
      expect(ids).toHaveLength(30);
      await fixture().pass(30_000);
      expect(await claim(50)).toHaveLength(30);
    });

    it('gives the earliest first', async () => {
      const kept = [await bench.keep(), await bench.keep(), await bench.keep()];
      expect((await claim()).map(({ id }) => id)).toEqual(kept);
    });
  });

  describe('putting a reply back', () => {
    it('makes the claim undone: it is due again after a wait, and counted as if it had never been claimed', async () => {
      const { replies } = bench.stores;
      const id = await bench.keep();
      for (let n = 0; n < 3; n += 1) {
        const [claimed] = await claim();
        expect(claimed).toMatchObject({ id, tries: 1 });
        await replies.putBack(claimed!, 5_000);
        expect(await claim()).toEqual([]);
        await fixture().pass(5_000);
      }
    });

    it('does nothing for a claim that no longer holds', async () => {
      const { replies } = bench.stores;
      await bench.keep();
      const [claimed] = await claim();
      await replies.putBack({ id: claimed!.id, tries: claimed!.tries + 1 }, 0);
      expect(await claim()).toEqual([]);
      await replies.setState(claimed!, 'UNREADABLE');
      await replies.putBack(claimed!, 0);
      expect(await claim()).toEqual([]);
    });
  });

  describe('whose a reply is', () => {
    const twoSent = async () => {
      const one = (await bench.file(['one'])).submissions[0]!;
      const other = (await bench.file(['one'])).submissions[0]!;
      await bench.claim();
      return { one, other, messageIdOf: ({ id }: { id: string }) => `${id}.0@uniflag.example` };
    };
    const matchOf = async (more: Parameters<typeof aReply>[0]) => {
      const id = await bench.keep(more);
      const claimed = (await claim()).find((each) => each.id === id);
      return claimed?.match?.submissionId ?? null;
    };

    it('comes with its channel, whether it is a rehearsal, and whether it was said before', async () => {
      await bench.stores.platforms.setMode('other', 'armed', 'test');
      const { submissions } = await bench.file(['one', 'other']);
      for (const platform of ['one', 'other']) await bench.claim(platform);
      const told = async (more: Parameters<typeof aReply>[0]) => {
        await bench.keep(more);
        const [{ match, isAssigned } = {} as never] = await claim();
        return [match?.channel, match?.isRehearsal, isAssigned];
      };
      const [one, other] = submissions;
      expect(await told({ references: [one!.reference] })).toEqual(['synthetic-mail', true, false]);
      const toOther = { references: [other!.reference], platform: 'other' };
      expect(await told(toOther)).toEqual(['synthetic-mail', false, false]);
      expect(await told({ submissionId: other!.id })).toEqual(['synthetic-mail', false, true]);
    });

    it('is said by our reference', async () => {
      const { one } = await twoSent();
      expect(await matchOf({ references: [one.reference] })).toBe(one.id);
    });

    it('is said by the thread where no reference stands in it, with the notice that is answered', async () => {
      const { other, messageIdOf } = await twoSent();
      await bench.keep({ inReplyTo: ['somebody@else.example', messageIdOf(other)] });
      expect(await claim()).toMatchObject([{ match: { submissionId: other.id }, answersRound: 0 }]);
    });

    it('is said by the reference where the thread says otherwise', async () => {
      const { one, other, messageIdOf } = await twoSent();
      await bench.keep({ references: [one.reference], inReplyTo: [messageIdOf(other)] });
      expect(await claim()).toMatchObject([{ match: { submissionId: one.id }, answersRound: null }]);
    });

    it('comes with whether nobody knows how another notice of its submission ended', async () => {
      await bench.file(['one']);
      const [first] = await bench.claim();
      await bench.closeAs(first!, 'unknown', 1);
      const [second] = await bench.claim();
      await bench.closeAs(second!, 'unknown', 2);
      await bench.claim();
      const told = async (...rounds: number[]) => {
        await bench.keep({
          inReplyTo: rounds.map((round) => `${first!.submissionId}.${round}@uniflag.example`),
        });
        const [{ answersRound, othersMayHaveArrived } = {} as never] = await claim();
        return [answersRound, othersMayHaveArrived];
      };
      expect(await told(2)).toEqual([2, true]);
      expect(await told(0, 1)).toEqual([1, true]);
    });

    it('knows of no other notice where there was one alone', async () => {
      await bench.file(['one']);
      const [only] = await bench.claim();
      await bench.closeAs(only!, 'unknown');
      await bench.keep({ inReplyTo: [only!.messageId] });
      expect(await claim()).toMatchObject([{ answersRound: 0, othersMayHaveArrived: false }]);
    });

    it('is said by a person before all else', async () => {
      const { one, other } = await twoSent();
      expect(await matchOf({ references: [one.reference], submissionId: other.id })).toBe(other.id);
    });

    it('is not guessed where several references stand in it', async () => {
      const { one, other } = await twoSent();
      expect(await matchOf({ references: [one.reference, other.reference] })).toBeNull();
    });

    it('is not guessed where the thread holds notices of several', async () => {
      const { one, other, messageIdOf } = await twoSent();
      expect(await matchOf({ inReplyTo: [messageIdOf(one), messageIdOf(other)] })).toBeNull();
    });

    it("never is another platform's, whatever stands in it", async () => {
      const { one, messageIdOf } = await twoSent();
      expect(await matchOf({ references: [one.reference], platform: 'other' })).toBeNull();
      expect(await matchOf({ inReplyTo: [messageIdOf(one)], platform: 'other' })).toBeNull();
    });

    it('may be any platform where it came to no mailbox of one', async () => {
      const { one } = await twoSent();
      expect(await matchOf({ references: [one.reference], platform: 'unknown' })).toBe(one.id);
    });

    it('stays open for a made-up reference', async () => {
      await twoSent();
      expect(await matchOf({ references: ['UF-2026-000001-1-AAAAAA'] })).toBeNull();
    });
  });

  describe("a platform's own number", () => {
    it('names a submission of that platform only', async () => {
      const { id, submissions } = await bench.file(['one', 'other']);
      for (const platform of ['one', 'other']) await bench.claim(platform);
      for (const submission of submissions)
        await bench.change(id, submission.id, [{ kind: 'acknowledged', atMs: 1, externalRef: 'SYN-12345' }]);
      const find = async (platform: string) =>
        (await bench.stores.replies.findByExternalRef(platform, ['none', 'SYN-12345'])).map(
          ({ submissionId }) => submissionId,
        );
      expect(await find('one')).toEqual([submissions[0]?.id]);
      expect(await find('unknown')).toHaveLength(2);
      expect(await find('another')).toEqual([]);
    });
  });

  describe('what becomes of a claim', () => {
    it('is written by its holder', async () => {
      const id = await bench.keep();
      const [claimed] = await claim();
      await bench.stores.replies.setState(claimed!, 'UNMATCHED');
      expect(await stateOf(id)).toBe('UNMATCHED');
    });

    it('is not written by one who held it before', async () => {
      const id = await bench.keep();
      const [paused] = await claim();
      await fixture().pass(30_000);
      const [next] = await claim();
      await bench.stores.replies.setState(next!, 'UNREADABLE');
      await bench.stores.replies.setState(paused!, 'UNMATCHED');
      expect(await stateOf(id)).toBe('UNREADABLE');
    });

    it('is made again the later, the more often nobody told its end, up to ten times as late', async () => {
      await bench.keep();
      const { replies } = bench.stores;
      for (const leases of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10]) {
        expect(await replies.claimDue(10, 60_000)).toHaveLength(1);
        await fixture().pass((leases - 1) * 60_000);
        expect(await replies.claimDue(10, 60_000)).toEqual([]);
        await fixture().pass(60_000);
      }
    });

    it('is not written once a person took the reply into their hands', async () => {
      const { submissions } = await bench.file(['one']);
      const id = await bench.keep();
      const [claimed] = await claim();
      expect(await bench.stores.replies.assign(id, submissions[0]!.id)).toBe('assigned');
      await bench.stores.replies.setState(claimed!, 'UNMATCHED');
      expect(await stateOf(id)).toBe('NEW');
      expect((await claim())[0]?.match?.submissionId).toBe(submissions[0]?.id);
    });
  });

  describe('what staff do with replies', () => {
    it('can be undone until a reply is applied', async () => {
      const { id: reportId, submissions } = await bench.file(['one']);
      const submissionId = submissions[0]!.id;
      const { replies, reports } = bench.stores;
      const replyId = await bench.keep();
      expect(await replies.dismiss(replyId)).toBe('dismissed');
      expect(await claim()).toEqual([]);
      expect(await replies.assign(replyId, submissionId)).toBe('assigned');
      expect(await claim()).toHaveLength(1);
      const written = { replyId, state: 'APPLIED', submissionId, nextTryInMs: null, meaning: [] } as const;
      const apply = () => ({ change: { reports: [], replies: [written] }, result: undefined });
      await reports.change([reportId], apply, [replyId]);
      expect(await replies.dismiss(replyId)).toBe('alreadyApplied');
      expect(await replies.assign(replyId, submissionId)).toBe('alreadyApplied');
    });

    it('keeps whose a reply is, and what it did, until its match is taken back', async () => {
      const { id: reportId, submissions } = await bench.file(['one', 'other']);
      const [{ id: submissionId } = { id: '' }, other] = submissions;
      const { replies, reports } = bench.stores;
      const replyId = await bench.keep();
      expect(await replies.matchOf(uuidv7())).toBeUndefined();
      expect(await replies.matchOf(replyId)).toBeNull();
      expect(await claim()).toMatchObject([{ isMatchedByPerson: false }]);
      await replies.assign(replyId, submissionId);
      expect(await replies.matchOf(replyId)).toEqual({ submissionId, reportId });
      expect(await claim()).toMatchObject([{ isMatchedByPerson: true }]);

      const locked = (change: (report: LockedReport) => Change = () => ({ reports: [] })) =>
        reports.change(
          [reportId],
          (found, _nowMs, lockedReplies) => ({
            change: change(found.get(reportId)!),
            result: lockedReplies.get(replyId),
          }),
          [replyId],
        );
      const write = { replyId, state: 'REFUSED', submissionId, nextTryInMs: null, meaning: [] } as const;
      await locked(({ state, submissions: rows }) => {
        const { clocks, sentAtMs, nextCheckAtMs, lookDueAtMs, checks } = rows.get(submissionId)!;
        const times = { clocks, sentAtMs, nextCheckAtMs, lookDueAtMs, checks, escalationStep: null };
        const before = state.submissions[0]!.state;
        const changes = [
          { submissionId, before, after: before, sequences: [1], times: { ...times, followUpNumber: 0 } },
        ];
        return { reports: [], replies: [write], matchedChanges: [{ replyId, changes }] };
      });
      expect(await locked()).toMatchObject({
        ...{ state: 'REFUSED', submissionId, isMatchedByPerson: true, hasText: true },
        changes: [{ submissionId, sequences: [1], times: { checks: 0, followUpNumber: 0 } }],
      });
      // It did something there.
      expect(await replies.assign(replyId, other!.id)).toBe('alreadyApplied');
      await locked(() => ({
        ...{ reports: [], replies: [{ ...write, state: 'UNMATCHED', submissionId: null }] },
        withdrawnMatches: [{ replyId, ended: [] }],
      }));
      expect(await locked()).toMatchObject({
        ...{ state: 'UNMATCHED', submissionId: null, isMatchedByPerson: false, changes: null },
      });
      expect(await replies.assign(replyId, other!.id)).toBe('assigned');
    });

    it('shows one that names persons until somebody was shown it, and to one of many', async () => {
      const { replies, reports } = bench.stores;
      const again = { messageKey: 'names@platform.example' };
      const replyId = await bench.keep(again);
      expect(await replies.namingPersons(replyId)).toBeUndefined();
      expect(await replies.destroyText(replyId, 'Synthetic person')).toBe(false);
      const named = { replyId, state: 'NAMES_PERSONS', submissionId: null, nextTryInMs: null } as const;
      const name = () => ({
        change: { reports: [], replies: [{ ...named, meaning: ['asksAnswered'] }] },
        result: undefined,
      });
      await reports.change([], name, [replyId]);
      expect(await replies.dismiss(replyId)).toBe('alreadyApplied');
      expect([...((await replies.namingPersons(replyId))?.sealed ?? [])]).toEqual([1]);
      const shown = await Promise.all(
        Array.from({ length: 5 }, () => replies.destroyText(replyId, 'Synthetic person')),
      );
      expect(shown.filter((isFirst) => isFirst)).toHaveLength(1);
      expect(await replies.namingPersons(replyId)).toBeUndefined();
      expect(await stateOf(replyId)).toBe('APPLIED');
      expect(await replies.keep(aReply(again))).toBe(false);
    });

    it('needs a reply that is there', async () => {
      expect(await bench.stores.replies.dismiss(uuidv7())).toBe('notFound');
    });
  });
}
