import {
  changeReport,
  forWholeNotice,
  isOriginTrusted,
  isSameState,
  noteReplyForPerson,
  publicReference,
  unprovenOrigin,
  type Fact,
  type MailOrigin,
  type ReportState,
  type SubmissionFact,
} from '#core';
import { answerBounced } from '../follow-ups/answer-bounced.js';
import { overtakenFollowUps } from '../follow-ups/overtaken.js';
import type { PlatformCatalogue } from '../platform-settings.js';
import { KeyServiceFault, type ReportCipher } from '../ports/cipher.js';
import type { NamedTarget, PlatformAdapter, PlatformMessage, Reading } from '../ports/platform-adapter.js';
import type { ClaimedReply, MatchedSubmission, ReplyStore, SealedReply } from '../ports/reply-store.js';
import type { FollowUpWrite } from '../ports/follow-up.js';
import type {
  KeptMatchedChange,
  LockedReply,
  LockedReport,
  LockedSubmission,
  MatchedChangesWrite,
  ReplyState,
  ReplyWrite,
  ReportStore,
  ReportWrite,
  SealedTarget,
  SealedTargets,
} from '../ports/report-store.js';
import type { WorkLog } from '../ports/work-log.js';
import { changeTogetherOrAlone } from '../change-reports.js';
import { targetField } from '../sending/open-notice.js';
import type { SentTiming } from '../sending/sent-timing.js';
import { bounceReason } from './bounce-reason.js';
import { mailTrustOf, mayMoveSomething, untrustedCode } from './reply-origin.js';

export interface ApplyRepliesParts {
  readonly replies: ReplyStore;
  readonly reports: ReportStore;
  readonly platforms: PlatformCatalogue;
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
  readonly origin: MailOrigin;
  readonly isIncomplete: boolean;
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
/** Until a reply is tried again that cannot be opened while the key service is away. */
const keysAwayWaitMs = 5_000;

/**
 * Understands due replies and applies what they say. A reply nobody can place stays `UNMATCHED`, one nobody can read
 * `UNREADABLE`, one the state refuses `REFUSED`: all three are shown to staff with their text; one that names persons is
 * `NAMES_PERSONS` and shown once. A mail whose origin cannot be trusted moves nothing: it stays `UNMATCHED` with the
 * reason. One that breaks us holds up no other.
 */
export class ApplyReplies {
  constructor(private readonly parts: ApplyRepliesParts) {}

  /** @returns how many replies were looked at */
  async run(limit = 50): Promise<number> {
    const { replies, settings } = this.parts;
    const due = await replies.claimDue(limit, settings.leaseMs);
    const opened = (await Promise.all(due.map((claimed) => this.open(claimed)))).flat();
    const matched = opened.flatMap((each) =>
      each.claimed.match ? [{ ...each, match: each.claimed.match }] : [],
    );
    await this.apply(await this.trustedOf(matched));
    // Only now: an acknowledgement among those just applied may have brought the number.
    const byNumber: MatchedReply[] = [];
    for (const each of opened.filter(({ claimed }) => claimed.match === null)) {
      const match = await this.matchByNumber(each);
      if (match) byNumber.push({ ...each, match });
    }
    await this.apply(await this.trustedOf(byNumber));
    return due.length;
  }

  /** One that cannot be opened goes to staff. */
  private async open(claimed: ClaimedReply): Promise<OpenedReply[]> {
    const { cipher, log, replies, settings } = this.parts;
    try {
      if (claimed.tries > settings.overtakenRetryMs.length + claimsBeforeQuarantine)
        throw new Error('this reply was claimed again and again');
      const opened = (await cipher.openKey(claimed.id, claimed.key)).open(claimed.sealed, 'reply');
      const sealed = JSON.parse(opened) as SealedReply;
      const { subject, text, bounce, isAutomatic = false } = sealed;
      const { origin = unprovenOrigin, isIncomplete = false } = sealed;
      const { via, receivedAtMs } = claimed;
      const writtenAtMs = Math.min(sealed.writtenAtMs ?? receivedAtMs, receivedAtMs);
      const message = { via, receivedAtMs, writtenAtMs, subject, text, isAutomatic };
      return [{ claimed, message, bounce, origin, isIncomplete }];
    } catch (error) {
      if (error instanceof KeyServiceFault) {
        await this.putBack(claimed, error);
        return [];
      }
      log.error('reply.not_opened', { replyId: claimed.id, platform: claimed.platform, error });
      await replies.setState(claimed, 'UNREADABLE');
      return [];
    }
  }

  private async putBack(claimed: ClaimedReply, { code }: KeyServiceFault): Promise<void> {
    const { replies, log } = this.parts;
    log.warn('reply.put_back', { replyId: claimed.id, platform: claimed.platform, code });
    await replies.putBack(claimed, keysAwayWaitMs);
  }

  /** The platform's own report number, where it stands in the message and belongs to one submission only. */
  private async matchByNumber(reply: OpenedReply): Promise<MatchedSubmission | null> {
    const { replies, log } = this.parts;
    const { claimed, message } = reply;
    const candidates = numbersIn(`${message.subject}\n${message.text}`);
    const found =
      candidates.length === 0 ? [] : await replies.findByExternalRef(claimed.platform, candidates);
    if (found.length === 1 && found[0]) return found[0];
    const code = this.isProvenElsewhere(reply) ? undefined : untrustedCode;
    await replies.setState(claimed, 'UNMATCHED', code);
    log.warn('reply.unmatched', { replyId: claimed.id, platform: claimed.platform, code });
    return null;
  }

  /** Those whose origin is as it must be; the others go to staff. */
  private async trustedOf(matched: readonly MatchedReply[]): Promise<readonly MatchedReply[]> {
    const { replies, log } = this.parts;
    const untrusted = matched.filter((each) => !this.isTrusted(each));
    for (const { claimed, match } of untrusted) {
      await replies.setState(claimed, 'UNMATCHED', untrustedCode);
      const { submissionId, platform } = match;
      log.warn('reply.origin_untrusted', { replyId: claimed.id, platform, submissionId });
    }
    return matched.filter((each) => !untrusted.includes(each));
  }

  /**
   * Mail servers anywhere report what they could not deliver, and nothing proves who they are: what they know is the
   * Message-ID of our mail, which nobody can guess.
   */
  private isTrusted({ claimed, match, bounce, origin }: MatchedReply): boolean {
    if (claimed.isAssigned || claimed.via !== 'EMAIL') return true;
    if (bounce) return claimed.answersRound !== null || claimed.answersFollowUp !== null;
    return isOriginTrusted(origin, mailTrustOf(this.parts.platforms, match), match.isRehearsal);
  }

  private isProvenElsewhere({ claimed, bounce, origin }: OpenedReply): boolean {
    if (claimed.via !== 'EMAIL' || bounce) return true;
    return mayMoveSomething(this.parts.platforms, claimed.platform, origin);
  }

  private async apply(matched: readonly MatchedReply[]): Promise<void> {
    // The lease of those that fail ends, and they are claimed again.
    const failed = (replyIds: readonly string[], error: unknown): ReadReply[] => {
      this.parts.log.error('reply.apply_failed', { replyIds, error });
      return [];
    };
    const read: ReadReply[] = [];
    for (const each of matched)
      read.push(...(await this.read(each).catch((error: unknown) => failed([each.claimed.id], error))));
    const of = (reportIds: readonly string[]) =>
      read.filter(({ match }) => reportIds.includes(match.reportId));
    await changeTogetherOrAlone(
      read.map(({ match }) => match.reportId),
      (reportIds) => this.commit(reportIds, of(reportIds)),
      (reportId, error) => {
        const replyIds = of([reportId]).map(({ claimed }) => claimed.id);
        failed(replyIds, error);
      },
    );
  }

  private async commit(reportIds: readonly string[], read: readonly ReadReply[]): Promise<void> {
    const written = await this.parts.reports.change(
      reportIds,
      (locked, nowMs, replies) => this.decide(read, locked, nowMs, replies),
      read.map(({ claimed }) => claimed.id),
    );
    const platforms = new Map(read.map(({ claimed: { id }, match: { platform } }) => [id, platform]));
    for (const { replyId, state, submissionId, meaning } of written) {
      const platform = platforms.get(replyId);
      this.parts.log.info('reply.applied', { replyId, platform, state, submissionId, meaning });
    }
  }

  /**
   * What could not be fetched says nothing of whether a reply can be read.
   *
   * @returns none where it was put back, for the key service is away
   */
  private async read({ claimed, match, message, bounce, isIncomplete }: MatchedReply): Promise<ReadReply[]> {
    const read = (reading: Reading): ReadReply[] => [{ claimed, match, bounce, reading }];
    if (bounce) return read(readBounce(bounce, claimed));
    if (isIncomplete) return read({ outcome: 'unreadable' });
    const sealed = match.leadsOthers ? await this.parts.reports.sealedTargets(match.reportId) : undefined;
    try {
      const targets = match.leadsOthers ? { targets: await this.targetsOf(match, sealed) } : {};
      const reader = this.parts.readerFor(match.platform);
      return read(reader.readReply?.({ ...message, ...targets }) ?? { outcome: 'unreadable' });
    } catch (error) {
      if (error instanceof KeyServiceFault) {
        await this.putBack(claimed, error);
        return [];
      }
      this.parts.log.error('reply.read_crashed', { replyId: claimed.id, platform: match.platform, error });
      return read({ outcome: 'unreadable' });
    }
  }

  /** What the platform can call the targets of a notice by. */
  private async targetsOf(
    { reportId, submissionId }: MatchedSubmission,
    sealed: SealedTargets | undefined,
  ): Promise<NamedTarget[]> {
    if (!sealed) return [];
    const key = await this.parts.cipher.openKey(reportId, sealed.key);
    return sealed.targets
      .filter((each) => each.submissionId === submissionId || each.noticeOf === submissionId)
      .map(({ submissionId: id, reference, target }) => {
        const { url = null, ids = [] } = target
          ? (JSON.parse(key.open(target, targetField(reference))) as SealedTarget)
          : {};
        // The whole reference of the one that leads is that of the notice.
        const references = [publicReference(reference), ...(id === submissionId ? [] : [reference])];
        return { submissionId: id, names: [...references, url ?? '', ...ids] };
      });
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
    const matchedChanges: MatchedChangesWrite[] = [];
    for (const [reportId, report] of locked) {
      let state = report.state;
      const events: ReportWrite['events'][number][] = [];
      const timing: ReportWrite['timing'][number][] = [];
      for (const { claimed, match, reading, bounce } of read) {
        if (match.reportId !== reportId || !isStillOurs(claimed, lockedReplies)) continue;
        if (isOfEarlierNotice(claimed, bounce, report.submissions.get(match.submissionId))) {
          replies.push(this.settle(claimed, match, { outcome: 'understood', facts: [] }, false));
          if (claimed.isMatchedByPerson) matchedChanges.push({ replyId: claimed.id, changes: [] });
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
        const eventsBefore = events.length;
        const changed =
          reading.outcome === 'unreadable'
            ? noteReplyForPerson(state, match.submissionId, 'reply.unreadable', nowMs)
            : changeReport(state, factsOf(state, match, reading), nowMs);
        state = changed.report;
        events.push(...changed.events);
        const isRefused = changed.applied.some(({ outcome }) => outcome === 'refused');
        const settled = this.settle(claimed, match, reading, isRefused);
        replies.push(settled);
        if (settled.state === 'NAMES_PERSONS') {
          const noted = noteReplyForPerson(state, match.submissionId, 'reply.names_persons', nowMs);
          state = noted.report;
          events.push(...noted.events);
        }
        if (claimed.isMatchedByPerson) {
          const told = events.slice(eventsBefore);
          const earlier = lockedReplies.get(claimed.id)?.changes ?? [];
          const changes = changesOf(report, { before: before.state, after: state, told, earlier }, match);
          if (changes) matchedChanges.push({ replyId: claimed.id, changes });
        }
        for (const submissionId of movedBetween(before.state, state))
          timing.push({
            ...{ submissionId, nextTryInMs: null },
            ...this.parts.sentTiming.after(before, state, submissionId, nowMs),
          });
      }
      reports.push({ state, events, timing });
      followUps.push(...overtakenFollowUps(report, state));
    }
    return { change: { reports, replies, followUps, matchedChanges }, result: replies };
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
    const forPerson = (state: ReplyState) => write(reading.namesPersons ? 'NAMES_PERSONS' : state);
    if (reading.outcome === 'unreadable') return forPerson('UNREADABLE');
    if (!isRefused) return forPerson('APPLIED');
    const retryInMs = this.parts.settings.overtakenRetryMs[claimed.tries - 1];
    return retryInMs === undefined ? forPerson('REFUSED') : write('WAITING', retryInMs);
  }
}

function isStillOurs({ id, tries }: ClaimedReply, replies: ReadonlyMap<string, LockedReply>): boolean {
  const now = replies.get(id);
  return now?.tries === tries && (now.state === 'NEW' || now.state === 'WAITING');
}

/** True of all that the notice names, where it is not said of some of them alone. */
function factsOf(
  state: ReportState,
  { submissionId }: MatchedSubmission,
  reading: Reading,
): SubmissionFact[] {
  if (reading.outcome === 'unreadable') return [];
  const factOf = (id: string, fact: Fact): SubmissionFact => ({
    ...{ submissionId: id, fact, detail: { actor: 'PLATFORM' } },
  });
  return reading.apart
    ? [...reading.apart].flatMap(([id, facts]) => facts.map((fact) => factOf(id, fact)))
    : forWholeNotice(
        state,
        reading.facts.map((fact) => factOf(submissionId, fact)),
      );
}

interface AppliedReply {
  readonly before: ReportState;
  readonly after: ReportState;
  readonly told: ReportWrite['events'];
  /** What it did when it was applied before, and could not be in full. */
  readonly earlier: readonly KeptMatchedChange[];
}

/**
 * What a reply did to each submission.
 *
 * @returns undefined where another reply moved one in the same commit, or since: what either did cannot be told apart
 */
function changesOf(
  report: LockedReport,
  { before, after, told, earlier }: AppliedReply,
  { submissionId: matchedId }: MatchedSubmission,
): KeptMatchedChange[] | undefined {
  const stateIn = ({ submissions }: ReportState, submissionId: string) =>
    submissions.find(({ id }) => id === submissionId)?.state;
  const ids = [matchedId, ...movedBetween(before, after), ...earlier.map(({ submissionId }) => submissionId)];
  const changes: KeptMatchedChange[] = [];
  for (const submissionId of new Set(ids)) {
    const row = report.submissions.get(submissionId);
    const [was, is] = [stateIn(before, submissionId), stateIn(after, submissionId)];
    const first = earlier.find((each) => each.submissionId === submissionId);
    if (!row || !was || !is || was !== stateIn(report.state, submissionId)) return undefined;
    if (first && !isSameState(first.after, was)) return undefined;
    const { sentAtMs, nextCheckAtMs, lookDueAtMs, checks, clocks, escalationStep, followUp } = row;
    const times = { sentAtMs, nextCheckAtMs, lookDueAtMs, checks, clocks, escalationStep };
    const sequences = told.flatMap((event) => (event.submissionId === submissionId ? [event.sequence] : []));
    changes.push({
      ...{ submissionId, before: was, times: { ...times, followUpNumber: followUp?.number ?? 0 } },
      ...first,
      after: is,
      sequences: [...(first?.sequences ?? []), ...(was === is ? [] : sequences)],
    });
  }
  return changes;
}

function movedBetween(before: ReportState, after: ReportState): string[] {
  const was = new Map(before.submissions.map(({ id, state }) => [id, state]));
  return after.submissions.filter(({ id, state }) => was.get(id) !== state).map(({ id }) => id);
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
  { isPermanent, statusCode = null }: NonNullable<SealedReply['bounce']>,
  { othersMayHaveArrived }: ClaimedReply,
): Reading {
  const kind = othersMayHaveArrived ? 'sendUncertain' : 'sendFailed';
  return { outcome: 'understood', facts: isPermanent ? [{ kind, reason: bounceReason(statusCode) }] : [] };
}

/** Words with at least six characters of which some are digits: what report numbers look like. */
function numbersIn(text: string): string[] {
  const found = text.slice(0, 20_000).match(/[A-Za-z0-9][A-Za-z0-9-]{4,39}[A-Za-z0-9]/g) ?? [];
  return [...new Set(found.filter((word) => /\d{3}/.test(word)))].slice(0, 100);
}
