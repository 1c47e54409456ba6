import { changeReport, noteUnreadableReply, type Fact, type SubmissionFact } from '#core';
import { answerBounced } from '../follow-ups/answer-bounced.js';
import { overtakenFollowUps } from '../follow-ups/overtaken.js';
import type { ReportCipher } from '../ports/cipher.js';
import type { PlatformAdapter, PlatformMessage, Reading } from '../ports/platform-adapter.js';
import type { ClaimedReply, MatchedSubmission, ReplyStore, SealedReply } from '../ports/reply-store.js';
import type {
  FollowUpWrite,
  LockedReply,
  LockedReport,
  LockedSubmission,
  ReplyState,
  ReplyWrite,
  ReportStore,
  ReportWrite,
} from '../ports/report-store.js';
import type { WorkLog } from '../ports/work-log.js';
import { changeTogetherOrAlone } from '../change-reports.js';
import type { SentTiming } from '../sending/sent-timing.js';

export interface ApplyRepliesParts {
  readonly replies: ReplyStore;
  readonly reports: ReportStore;
  readonly cipher: ReportCipher;
  /** Only the pure side of an adapter is used. */
  readonly readerFor: (platform: string) => Pick<PlatformAdapter, 'readReply'>;
  readonly sentTiming: SentTiming;
  readonly log: WorkLog;
  readonly settings: {
    readonly leaseMs: number;
    /** Waits before a reply that the state refuses is tried again: it may have overtaken our own commit. */
    readonly overtakenRetryMs: readonly number[];
  };
}

interface OpenedReply {
  readonly claimed: ClaimedReply;
  readonly message: PlatformMessage;
  readonly bounce: SealedReply['bounce'];
}

interface MatchedReply extends OpenedReply {
  readonly match: MatchedSubmission;
}

interface ReadReply {
  readonly claimed: ClaimedReply;
  readonly match: MatchedSubmission;
  readonly bounce: SealedReply['bounce'];
  readonly reading: Reading;
}

/** Claims beyond the usual ones after which a reply is no longer opened: whoever did so did not live to say why. */
const claimsBeforeQuarantine = 10;

/**
 * Understands due replies and applies what they say. A reply nobody can place stays `UNMATCHED`, one nobody can read
 * `UNREADABLE`, one the state refuses `REFUSED`: all three are shown to staff with their text. One that breaks us
 * holds up no other.
 */
export class ApplyReplies {
  constructor(private readonly parts: ApplyRepliesParts) {}

  /** @returns how many replies were looked at */
  async run(limit = 50): Promise<number> {
    const { replies, settings } = this.parts;
    const due = await replies.claimDue(limit, settings.leaseMs);
    const opened: OpenedReply[] = [];
    for (const claimed of due) opened.push(...(await this.open(claimed)));
    await this.apply(
      opened.flatMap((each) => (each.claimed.match ? [{ ...each, match: each.claimed.match }] : [])),
    );
    // Only now: an acknowledgement among those just applied may have brought the number.
    const byNumber: MatchedReply[] = [];
    for (const each of opened.filter(({ claimed }) => claimed.match === null)) {
      const match = await this.matchByNumber(each);
      if (match) byNumber.push({ ...each, match });
    }
    await this.apply(byNumber);
    return due.length;
  }

  /** One that cannot be opened goes to staff. */
  private async open(claimed: ClaimedReply): Promise<OpenedReply[]> {
    const { cipher, log, replies, settings } = this.parts;
    try {
      if (claimed.tries > settings.overtakenRetryMs.length + claimsBeforeQuarantine)
        throw new Error('this reply was claimed again and again');
      const opened = cipher.openKey(claimed.id, claimed.key).open(claimed.sealed, 'reply');
      const { subject, text, bounce, ...sealed } = JSON.parse(opened) as SealedReply;
      const { via, receivedAtMs } = claimed;
      const writtenAtMs = Math.min(sealed.writtenAtMs ?? receivedAtMs, receivedAtMs);
      return [{ claimed, message: { via, receivedAtMs, writtenAtMs, subject, text }, bounce }];
    } catch (error) {
      log.error('reply.not_opened', { replyId: claimed.id, platform: claimed.platform, error });
      await replies.setState(claimed, 'UNREADABLE');
      return [];
    }
  }

  /** The platform's own report number, where it stands in the message and belongs to one submission only. */
  private async matchByNumber({ claimed, message }: OpenedReply): Promise<MatchedSubmission | null> {
    const { replies, log } = this.parts;
    const candidates = numbersIn(`${message.subject}\n${message.text}`);
    const found =
      candidates.length === 0 ? [] : await replies.findByExternalRef(claimed.platform, candidates);
    if (found.length === 1 && found[0]) return found[0];
    await replies.setState(claimed, 'UNMATCHED');
    log.warn('reply.unmatched', { replyId: claimed.id, platform: claimed.platform });
    return null;
  }

  private async apply(matched: readonly MatchedReply[]): Promise<void> {
    const read = matched.map((each) => this.read(each));
    const of = (reportIds: readonly string[]) =>
      read.filter(({ match }) => reportIds.includes(match.reportId));
    await changeTogetherOrAlone(
      read.map(({ match }) => match.reportId),
      (reportIds) => this.commit(reportIds, of(reportIds)),
      (reportId, error) => {
        // Their lease ends, and they are claimed again.
        const replyIds = of([reportId]).map(({ claimed }) => claimed.id);
        this.parts.log.error('reply.apply_failed', { replyIds, error });
      },
    );
  }

  private async commit(reportIds: readonly string[], read: readonly ReadReply[]): Promise<void> {
    const written = await this.parts.reports.change(
      reportIds,
      (locked, nowMs, replies) => this.decide(read, locked, nowMs, replies),
      read.map(({ claimed }) => claimed.id),
    );
    for (const { replyId, state, submissionId, meaning } of written)
      this.parts.log.info('reply.applied', { replyId, state, submissionId, meaning });
  }

  private read({ claimed, match, message, bounce }: MatchedReply): ReadReply {
    const read = (reading: Reading): ReadReply => ({ claimed, match, bounce, reading });
    if (bounce) return read(readBounce(bounce, claimed));
    try {
      return read(this.parts.readerFor(match.platform).readReply?.(message) ?? { outcome: 'unreadable' });
    } catch (error) {
      this.parts.log.error('reply.read_crashed', { replyId: claimed.id, platform: match.platform, error });
      return read({ outcome: 'unreadable' });
    }
  }

  private decide(
    read: readonly ReadReply[],
    locked: ReadonlyMap<string, LockedReport>,
    nowMs: number,
    lockedReplies: ReadonlyMap<string, LockedReply>,
  ) {
    const reports: ReportWrite[] = [];
    const replies: ReplyWrite[] = [];
    const followUps: FollowUpWrite[] = [];
    for (const [reportId, report] of locked) {
      let state = report.state;
      const events: ReportWrite['events'][number][] = [];
      const timing: ReportWrite['timing'][number][] = [];
      for (const { claimed, match, reading, bounce } of read) {
        if (match.reportId !== reportId || !isStillOurs(claimed, lockedReplies)) continue;
        if (isOfEarlierNotice(claimed, bounce, report.submissions.get(match.submissionId))) {
          replies.push(this.settle(claimed, match, { outcome: 'understood', facts: [] }, false));
          continue;
        }
        if (bounce && claimed.answersFollowUp !== null) {
          const bounced = answerBounced({ ...report, state }, claimed.answersFollowUp, match, bounce, nowMs);
          state = bounced.state;
          events.push(...bounced.events);
          followUps.push(...bounced.followUps);
          replies.push(this.settle(claimed, match, { outcome: 'understood', facts: [] }, false));
          continue;
        }
        const before = { ...report, state };
        const changed =
          reading.outcome === 'unreadable'
            ? noteUnreadableReply(state, match.submissionId, nowMs)
            : changeReport(state, factsOf(match, reading), nowMs);
        state = changed.report;
        events.push(...changed.events);
        const isRefused = changed.applied.some(({ outcome }) => outcome === 'refused');
        replies.push(this.settle(claimed, match, reading, isRefused));
        if (changed.applied.some(({ outcome }) => outcome === 'moved'))
          timing.push({
            submissionId: match.submissionId,
            nextTryInMs: null,
            ...this.parts.sentTiming.after(before, state, match.submissionId, nowMs),
          });
      }
      reports.push({ state, events, timing });
      followUps.push(...overtakenFollowUps(report, state));
    }
    return { change: { reports, replies, followUps }, result: replies };
  }

  private settle(
    claimed: ClaimedReply,
    match: MatchedSubmission,
    reading: Reading,
    isRefused: boolean,
  ): ReplyWrite {
    const { submissionId } = match;
    const meaning = reading.outcome === 'understood' ? reading.facts.map(({ kind }) => kind) : [];
    const write = (state: ReplyState, nextTryInMs: number | null = null): ReplyWrite => ({
      replyId: claimed.id,
      ...{ state, submissionId, nextTryInMs, meaning },
    });
    if (reading.outcome === 'unreadable') return write('UNREADABLE');
    if (!isRefused) return write('APPLIED');
    const retryInMs = this.parts.settings.overtakenRetryMs[claimed.tries - 1];
    return retryInMs === undefined ? write('REFUSED') : write('WAITING', retryInMs);
  }
}

function isStillOurs({ id, tries }: ClaimedReply, replies: ReadonlyMap<string, LockedReply>): boolean {
  const now = replies.get(id);
  return now?.tries === tries && (now.state === 'NEW' || now.state === 'WAITING');
}

function factsOf(match: MatchedSubmission, reading: Reading): SubmissionFact[] {
  if (reading.outcome === 'unreadable') return [];
  return reading.facts.map((fact: Fact) => ({
    submissionId: match.submissionId,
    fact,
    detail: { actor: 'PLATFORM' as const },
  }));
}

/** That an earlier notice came back says nothing of the one that was sent after it. */
function isOfEarlierNotice(
  { answersRound }: ClaimedReply,
  bounce: SealedReply['bounce'],
  submission: LockedSubmission | undefined,
): boolean {
  return bounce !== null && answersRound !== null && answersRound < (submission?.round ?? 0);
}

/**
 * A mail that came back for good never reached the platform; a delayed one says nothing yet. Where another notice of
 * the same submission may have arrived, nothing has failed for sure.
 */
function readBounce(
  { isPermanent }: NonNullable<SealedReply['bounce']>,
  { othersMayHaveArrived }: ClaimedReply,
): Reading {
  const kind = othersMayHaveArrived ? 'sendUncertain' : 'sendFailed';
  return { outcome: 'understood', facts: isPermanent ? [{ kind, reason: 'MAIL.BOUNCED' }] : [] };
}

/** Words with at least six characters of which some are digits: what report numbers look like. */
function numbersIn(text: string): string[] {
  const found = text.slice(0, 20_000).match(/[A-Za-z0-9][A-Za-z0-9-]{4,39}[A-Za-z0-9]/g) ?? [];
  return [...new Set(found.filter((word) => /\d{3}/.test(word)))].slice(0, 100);
}
