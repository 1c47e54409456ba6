import { uuidv7 } from 'uuidv7';
import {
  IdempotencyKeyTaken,
  type Change,
  type PlatformMode,
  type ReportIdempotency,
} from '../../ports/report-store.js';
import type { FollowUpPurpose, FollowUpWrite } from '../../ports/follow-up.js';
import type { ClaimedFollowUp } from '../../ports/follow-up-store.js';
import { bytes, changeOf, type StoreBench, type StoreFixture } from './store-bench.js';

interface AskedSubmission {
  readonly reportId: string;
  readonly submissionId: string;
  readonly reference: string;
}

/** What the stores keep together of messages inside existing cases. */
export function describeFollowUps(bench: StoreBench, fixture: () => StoreFixture): void {
  const stand = (mode: PlatformMode) => bench.stores.platforms.setMode('one', mode, 'test');
  const claim = (platform = 'one', limit = 10, more: { readonly perMinute?: number } = {}) =>
    bench.stores.followUps.claimDue({
      ...{ platform, limit, leaseMs: 30_000, messageDomain: 'uniflag.example', ...more },
    });
  const changed = (reportId: string, change: Omit<Change, 'reports'>) =>
    bench.stores.reports.change([reportId], () => ({
      change: { reports: [], ...change },
      result: undefined,
    }));
  const latestOf = async ({ reportId, submissionId }: AskedSubmission) =>
    (await bench.read(reportId)).submissions.get(submissionId)?.followUp;

  /** A submission that was sent, and whose platform asks something since `atMs`. */
  async function asked(atMs = 1_000): Promise<AskedSubmission> {
    const { id: reportId, submissions } = await bench.file(['one']);
    const { id: submissionId, reference } = submissions[0]!;
    const [sent] = await bench.claim();
    const closed = { sendId: sent!.sendId, outcome: 'confirmed', code: null, receipt: null } as const;
    const facts = [{ kind: 'sendConfirmed' }, { kind: 'informationRequested', atMs }] as const;
    await bench.change(reportId, submissionId, facts, { releasesLease: true, nextTryInMs: null }, [closed]);
    return { reportId, submissionId, reference };
  }

  const answer = async (
    { reportId, submissionId }: AskedSubmission,
    number = 1,
    purpose: FollowUpPurpose = 'INFORMATION',
  ) => {
    const id = uuidv7();
    const followUp = { id, submissionId, purpose, number } as const;
    await changed(reportId, {
      newFollowUps: [{ ...followUp, text: bytes(7), confirmedFindings: ['EMAIL'], createdBy: 'test' }],
      lanes: ['follow-ups-one'],
    });
    return id;
  };
  const answered = async () => {
    const submission = await asked();
    return { ...submission, followUpId: await answer(submission) };
  };
  const closeAs = (
    { reportId, followUpId, epoch }: Pick<ClaimedFollowUp, 'reportId' | 'followUpId' | 'epoch'>,
    state: FollowUpWrite['state'],
    more: Partial<FollowUpWrite> = {},
  ) =>
    changed(reportId, {
      followUps: [{ followUpId, epoch, state, code: null, receipt: null, nextTryInMs: null, ...more }],
    });

  describe('a message that is no answer', () => {
    it('stands in the thread of our notice, and may only repeat one of its own kind', async () => {
      const submission = await asked();
      const messageId = `${submission.submissionId}.0@uniflag.example`;
      const answered = await answer(submission);
      const [first] = await claim();
      expect(first).toMatchObject({ followUpId: answered, purpose: 'INFORMATION', inReplyTo: null });
      await closeAs(first!, 'UNCERTAIN');
      await answer(submission, 2, 'STILL_THERE');
      const [told] = await claim();
      expect(told).toMatchObject({
        ...{ purpose: 'STILL_THERE', inReplyTo: messageId, mayRepeat: false },
        idempotencyKey: `${submission.reference}.still_there.2`,
      });
      expect(await latestOf(submission)).toMatchObject({ purpose: 'STILL_THERE', number: 2 });
      await closeAs(told!, 'UNCERTAIN');
      await answer(submission, 3, 'STILL_THERE');
      expect(await claim()).toMatchObject([{ mayRepeat: true }]);
    });
  });

  describe('claiming due follow-ups', () => {
    it('writes the intent before anything is sent, with a new epoch, a lease and a Message-ID', async () => {
      const { followUpId, ...submission } = await answered();
      expect(await bench.stores.outbox.take()).toContain('follow-ups-one');
      const [claimed] = await claim();
      expect(claimed).toMatchObject({
        ...{ followUpId, reportId: submission.reportId, submissionId: submission.submissionId },
        ...{ epoch: 1, tries: 1, mode: 'rehearsed', inReplyTo: null, mayRepeat: false },
        messageId: `${followUpId}@uniflag.example`,
        idempotencyKey: `${submission.reference}.information.1`,
        notice: { reference: submission.reference, channel: 'synthetic-mail' },
      });
      expect([...claimed!.text!]).toEqual([7]);
      expect(await latestOf(submission)).toEqual({
        ...{ id: followUpId, purpose: 'INFORMATION', state: 'SENDING', epoch: 1, number: 1 },
      });
    });

    it('gives each to one of many claimers at once', async () => {
      for (let n = 0; n < 6; n += 1) await answered();
      const claims = await Promise.all(Array.from({ length: 8 }, () => claim('one', 2)));
      const ids = [...claims.flat(), ...(await claim())].map(({ followUpId }) => followUpId);
      expect([ids.length, new Set(ids).size]).toEqual([6, 6]);
    });

    it('takes the longest due first, nothing before its time and nothing of another platform', async () => {
      const first = await answered();
      const second = await answered();
      const [claimed] = await claim('one', 1);
      expect(claimed?.followUpId).toBe(first.followUpId);
      await closeAs(claimed!, 'QUEUED', { nextTryInMs: 60_000 });
      expect(await claim('other')).toEqual([]);
      expect((await claim()).map(({ followUpId }) => followUpId)).toEqual([second.followUpId]);
      expect(await claim()).toEqual([]);
      await fixture().pass(60_000);
      expect(await claim()).toMatchObject([
        { followUpId: first.followUpId, epoch: 2, tries: 2, messageId: claimed?.messageId },
      ]);
    });

    it('takes nothing of a platform that is stopped or held, nor for real what was filed in rehearsal', async () => {
      await answered();
      await stand('stopped');
      expect(await claim()).toEqual([]);
      await stand('armed');
      await bench.stores.platforms.hold('one', 60_000, 'PLATFORM.RATE_LIMITED');
      expect(await claim()).toEqual([]);
      await fixture().pass(60_000);
      expect(await claim()).toMatchObject([{ mode: 'rehearsed' }]);
    });

    it('never plays what was filed for real: it waits until the platform is armed again', async () => {
      await stand('armed');
      await answered();
      await stand('rehearsed');
      expect(await claim()).toEqual([]);
      expect(await bench.stores.outbox.dueLanes()).toEqual([]);
      await stand('armed');
      expect(await claim()).toMatchObject([{ mode: 'armed' }]);
    });

    it("shares the platform's rate with its notices", async () => {
      await answered();
      await answered();
      await fixture().pass(60_000);
      await bench.file(['one']);
      expect(await bench.claim('one', 10, { perMinute: 12 })).toHaveLength(1);
      expect(await claim('one', 10, { perMinute: 12 })).toHaveLength(1);
      expect(await claim('one', 10, { perMinute: 12 })).toEqual([]);
    });

    it('says that it may repeat an earlier answer to the same question, where nobody knows of that one', async () => {
      const submission = await asked();
      await answer(submission);
      const [first] = await claim();
      await closeAs(first!, 'UNCERTAIN');
      await answer(submission, 2);
      const [second] = await claim();
      expect(second?.mayRepeat).toBe(true);
      await closeAs(second!, 'SENT');
      const { reportId, submissionId } = submission;
      await bench.change(reportId, submissionId, [
        { kind: 'informationSupplied', atMs: 1_000 },
        { kind: 'informationRequested', atMs: 2_000 },
      ]);
      await answer(submission, 3);
      expect(await claim()).toMatchObject([{ mayRepeat: false }]);
    });

    it('knows the mail that asked', async () => {
      const submission = await asked(0);
      const messageKey = 'question@platform.example';
      const replyId = await bench.keep({ messageKey, references: [submission.reference] });
      await bench.stores.replies.claimDue(10, 30_000);
      const meaning = ['informationRequested'];
      const { submissionId } = submission;
      await changed(submission.reportId, {
        replies: [{ replyId, state: 'APPLIED', submissionId, nextTryInMs: null, meaning }],
      });
      await answer(submission);
      expect(await claim()).toMatchObject([{ inReplyTo: messageKey }]);
    });
  });

  describe('a reminder', () => {
    const remind = (reportId: string, submissionId: string, number = 1) =>
      changed(reportId, {
        newFollowUps: [
          {
            id: uuidv7(),
            submissionId,
            purpose: 'REMINDER',
            number,
            text: null,
            confirmedFindings: [],
            createdBy: 'test',
          },
        ],
      });

    it('has no text, and belongs to the thread of our notice until the platform wrote', async () => {
      const { id: reportId, submissions } = await bench.file(['one']);
      const { id: submissionId } = submissions[0]!;
      const [sent] = await bench.claim();
      await bench.change(reportId, submissionId, [{ kind: 'sendConfirmed' }], { releasesLease: true }, [
        { sendId: sent!.sendId, outcome: 'confirmed', code: null, receipt: null },
      ]);
      await remind(reportId, submissionId);
      const [first] = await claim();
      expect(first).toMatchObject({ purpose: 'REMINDER', text: null, inReplyTo: sent?.messageId });
      await closeAs(first!, 'SENT');
      const messageKey = 'receipt@platform.example';
      const replyId = await bench.keep({ messageKey });
      await bench.stores.replies.claimDue(10, 30_000);
      const meaning = ['acknowledged'];
      const replies = [{ replyId, state: 'APPLIED', submissionId, nextTryInMs: null, meaning }] as const;
      await changed(reportId, { replies });
      await bench.change(reportId, submissionId, [{ kind: 'acknowledged', atMs: 1, externalRef: 'SYN-1' }]);
      await remind(reportId, submissionId, 2);
      expect(await claim()).toMatchObject([{ inReplyTo: messageKey, externalRef: 'SYN-1' }]);
    });

    it('repeats no answer, whatever became of that', async () => {
      const submission = await asked();
      await answer(submission);
      const [answering] = await claim();
      await closeAs(answering!, 'UNCERTAIN');
      await remind(submission.reportId, submission.submissionId, 2);
      expect(await claim()).toMatchObject([{ purpose: 'REMINDER', mayRepeat: false }]);
    });
  });

  describe('a follow-up whose sender vanished', () => {
    it('ends as uncertain once its lease has passed, and its sender can write no more', async () => {
      const submission = await answered();
      const { followUpId, submissionId } = submission;
      const [claimed] = await claim();
      expect(await bench.stores.followUps.endLost(10, 'SEND.WORKER_LOST')).toEqual([]);
      await fixture().pass(30_001);
      const lost = await bench.stores.followUps.endLost(10, 'SEND.WORKER_LOST');
      expect(lost).toEqual([{ followUpId, submissionId, platform: 'one' }]);
      expect(await bench.stores.followUps.endLost(10, 'SEND.WORKER_LOST')).toEqual([]);
      await expect(closeAs(claimed!, 'SENT')).rejects.toThrow('claimed again and again');
      expect(await latestOf(submission)).toMatchObject({ state: 'UNCERTAIN', epoch: 2 });
    });
  });

  describe('a change of a report', () => {
    it('moves a follow-up, and is decided anew where that was claimed meanwhile', async () => {
      const submission = await answered();
      const seen: unknown[] = [];
      fixture().beforeNextWrite(() => claim());
      await bench.stores.reports.change([submission.reportId], (locked) => {
        const { id, epoch, state } = locked
          .get(submission.reportId)!
          .submissions.get(submission.submissionId)!.followUp!;
        seen.push(state);
        const failed = { followUpId: id, epoch, state: 'FAILED', code: 'SYNTHETIC' } as const;
        return {
          change: { reports: [], followUps: [{ ...failed, receipt: null, nextTryInMs: null }] },
          result: undefined,
        };
      });
      expect(seen).toEqual(['QUEUED', 'SENDING']);
      expect(await latestOf(submission)).toMatchObject({ state: 'FAILED', epoch: 1 });
      expect(await claim()).toEqual([]);
    });

    it('gives back the try that was spent on waiting', async () => {
      await answered();
      const [claimed] = await claim();
      await closeAs(claimed!, 'QUEUED', { nextTryInMs: 0, refundsTry: true });
      expect(await claim()).toMatchObject([{ tries: 1, epoch: 2 }]);
    });

    it('keeps an idempotency key with it, or nothing at all', async () => {
      const submission = await asked();
      const { reportId, submissionId } = submission;
      const idempotency: ReportIdempotency = {
        ...{ client: 'test', key: 'k', requestHash: 'synthetic', answer: bytes(8), reportId },
      };
      const facts = [{ kind: 'informationSupplied', atMs: 1_000 }] as const;
      const supply = () =>
        bench.stores.reports.change([reportId], (locked, nowMs) => {
          const told = changeOf(locked, nowMs, [{ submissionId, facts }]);
          return { ...told, change: { ...told.change, idempotency } };
        });
      await supply();
      await expect(supply()).rejects.toThrow(IdempotencyKeyTaken);
    });
  });

  describe('a reply to a follow-up', () => {
    it('finds its submission by the thread', async () => {
      const { followUpId, submissionId } = await answered();
      const [claimed] = await claim();
      await bench.keep({ inReplyTo: [claimed!.messageId] });
      await bench.keep({ inReplyTo: [claimed!.messageId], platform: 'other' });
      const replies = await bench.stores.replies.claimDue(10, 30_000);
      expect(replies.map(({ match, answersFollowUp }) => [match?.submissionId, answersFollowUp])).toEqual([
        [submissionId, followUpId],
        [undefined, null],
      ]);
    });
  });

  describe('the lane of follow-ups', () => {
    it('is found from the rows alone, and only while something is due', async () => {
      await answered();
      await bench.stores.outbox.take();
      expect(await bench.stores.outbox.dueLanes()).toEqual(['follow-ups-one']);
      const [claimed] = await claim();
      expect(await bench.stores.outbox.dueLanes()).toEqual([]);
      await closeAs(claimed!, 'QUEUED', { nextTryInMs: 10_000 });
      expect(await bench.stores.outbox.dueLanes()).toEqual([]);
      await fixture().pass(10_000);
      expect(await bench.stores.outbox.dueLanes()).toEqual(['follow-ups-one']);
    });
  });
}
