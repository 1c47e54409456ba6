import { isSameState, withdrawMatch, wordOf, type BuiltOn, type Delivery, type ReportState } from '#core';
import { overtakenFollowUps } from '../follow-ups/overtaken.js';
import type { ReplyStore } from '../ports/reply-store.js';
import type {
  Change,
  EndedTime,
  KeptMatchedChange,
  LockedReply,
  LockedReport,
  ReplyWrite,
  ReportStore,
  SubmissionTiming,
} from '../ports/report-store.js';
import type { WorkLog } from '../ports/work-log.js';

export type WithdrawMatchAnswer =
  | { readonly outcome: 'withdrawn' | 'notFound' }
  /**
   * NOT_MATCHED     it belongs to no submission
   * BY_MACHINE      its reference, thread or number says whose it is, and no person is known to have
   * NAMES_PERSONS   it is not to be shown among others again
   * TEXT_DESTROYED  there is nothing left to match
   */
  | {
      readonly outcome: 'refused';
      readonly why: 'NOT_MATCHED' | 'BY_MACHINE' | 'NAMES_PERSONS' | 'TEXT_DESTROYED';
    }
  /** MESSAGE: the platform was told something because of it. UNKNOWN: what it did cannot be told apart. */
  | { readonly outcome: 'builtOn'; readonly what: BuiltOn | 'MESSAGE' | 'UNKNOWN' };

/**
 * Takes back that a person matched a reply: nobody is said to be meant by it, and what it did is undone by an event that
 * names those which no longer hold. Refused where something rests on it.
 */
export class WithdrawMatch {
  constructor(
    private readonly parts: {
      readonly replies: Pick<ReplyStore, 'matchOf'>;
      readonly reports: ReportStore;
      readonly log: WorkLog;
    },
  ) {}

  async run(replyId: string): Promise<WithdrawMatchAnswer> {
    const { replies, reports, log } = this.parts;
    const match = await replies.matchOf(replyId);
    if (match === undefined) return { outcome: 'notFound' };
    if (match === null) return { outcome: 'refused', why: 'NOT_MATCHED' };
    const { submissionId, reportId } = match;
    const answer = await reports.change<WithdrawMatchAnswer>(
      [reportId],
      (locked, nowMs, lockedReplies) => {
        const [report, reply] = [locked.get(reportId), lockedReplies.get(replyId)];
        if (!report || reply?.submissionId !== submissionId)
          return { change: nothing, result: { outcome: 'refused', why: 'NOT_MATCHED' } };
        const why = refusal(report, reply);
        if (why) return { change: nothing, result: { outcome: 'refused', why } };
        return takeBack(report, { id: replyId, ...reply }, nowMs);
      },
      [replyId],
    );
    if (answer.outcome === 'withdrawn') log.info('reply.match_withdrawn', { replyId, submissionId });
    return answer;
  }
}

type Refusal = Extract<WithdrawMatchAnswer, { outcome: 'refused' }>['why'];

function refusal({ isErased }: LockedReport, reply: LockedReply): Refusal | undefined {
  if (!reply.isMatchedByPerson) return 'BY_MACHINE';
  if (isErased || !reply.hasText) return 'TEXT_DESTROYED';
  return reply.state === 'NAMES_PERSONS' ? 'NAMES_PERSONS' : undefined;
}

function takeBack(
  report: LockedReport,
  reply: LockedReply & { readonly id: string },
  nowMs: number,
): { change: Change; result: WithdrawMatchAnswer } {
  const write: ReplyWrite = {
    ...{ replyId: reply.id, state: 'UNMATCHED', submissionId: null, nextTryInMs: null, meaning: [] },
  };
  const done = (change: Change, ended: readonly EndedTime[] = []) => ({
    change: { ...change, replies: [write], withdrawnMatches: [{ replyId: reply.id, ended }] },
    result: { outcome: 'withdrawn' } as const,
  });
  const builtOn = (what: Extract<WithdrawMatchAnswer, { outcome: 'builtOn' }>['what']) => ({
    change: nothing,
    result: { outcome: 'builtOn', what } as const,
  });
  const { changes } = reply;
  // Nobody has understood it yet, or it moved nothing and told of nothing.
  if (changes === null) return reply.state === 'APPLIED' ? builtOn('UNKNOWN') : done(nothing);
  if (changes.some((change) => isAnsweredSince(report, change))) return builtOn('MESSAGE');
  const withdrawn = withdrawMatch(report.state, changes, nowMs);
  if (withdrawn.outcome === 'builtOn') return builtOn(withdrawn.what);
  const { report: state, events } = withdrawn;
  const moved = changes.filter(({ before, after }) => !isSameState(before, after));
  const restores = moved.map(({ submissionId, before, times: { clocks, escalationStep } }) => ({
    ...{ submissionId, state: before, clocks, escalationStep },
  }));
  const timing = moved.map((change) => timesOf(change, nowMs));
  return done(
    {
      reports: [{ state, events, timing, restores }],
      followUps: overtakenFollowUps(report, state),
    },
    moved.flatMap((change) => endedTimes(change, state, nowMs)),
  );
}

/** What waited for us before the reply, and no longer does, for a look ended it meanwhile. */
function endedTimes(
  { submissionId, before, times: { clocks } }: KeptMatchedChange,
  { submissions }: ReportState,
  nowMs: number,
): EndedTime[] {
  const is = submissions.find(({ id }) => id === submissionId)?.state;
  const word = wordOf(before);
  if (clocks.staffDueAtMs === null || !is || wordOf(is) === word) return [];
  const expectation = word === 'info_requested' ? 'ANSWER' : 'FIRST_LOOK';
  return [{ submissionId, expectation, isKept: nowMs < clocks.staffDueAtMs }];
}

/** Whether the platform has, or may have, a message that was written because of the reply. */
function isAnsweredSince({ submissions }: LockedReport, { submissionId, times }: KeptMatchedChange): boolean {
  const followUp = submissions.get(submissionId)?.followUp;
  if (!followUp || followUp.number <= times.followUpNumber) return false;
  const isAnswer = followUp.purpose === 'INFORMATION' || followUp.purpose === 'STILL_THERE';
  return isAnswer && !['QUEUED', 'FAILED'].includes(followUp.state);
}

/** A try of which nobody knows whether it arrived is not looked up sooner than this. */
const settledMs = 60_000;
const received: readonly Delivery[] = ['SENT', 'ACKNOWLEDGED'];

/** When to send and to look, as before the reply. */
function timesOf({ submissionId, before, after, times }: KeptMatchedChange, nowMs: number): SubmissionTiming {
  const inMs = (atMs: number | null) => (atMs === null ? null : Math.max(atMs - nowMs, 0));
  const looks = {
    nextCheckInMs: inMs(times.nextCheckAtMs),
    lookDueInMs: inMs(times.lookDueAtMs),
    checks: times.checks,
  };
  if (before.delivery === after.delivery || received.includes(before.delivery))
    return { submissionId, ...looks };
  const nextTryInMs = before.delivery === 'RETRY_WAIT' ? settledMs : null;
  return { submissionId, ...looks, nextTryInMs, sentAtMs: times.sentAtMs };
}

const nothing: Change = { reports: [] };
