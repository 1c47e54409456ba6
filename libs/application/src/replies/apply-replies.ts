import { changeReport, type Fact, type SubmissionFact } from '#core';
import type { PlatformCatalogue } from '../platform-settings.js';
import type { ReportCipher } from '../ports/cipher.js';
import type { PlatformAdapter, PlatformMessage, Reading } from '../ports/platform-adapter.js';
import type { ClaimedReply, MatchedSubmission, ReplyStore, SealedReply } from '../ports/reply-store.js';
import type {
  LockedReport,
  ReplyState,
  ReplyWrite,
  ReportStore,
  ReportWrite,
} from '../ports/report-store.js';
import type { WorkLog } from '../ports/work-log.js';

export interface ApplyRepliesParts {
  readonly replies: ReplyStore;
  readonly reports: ReportStore;
  readonly cipher: ReportCipher;
  readonly platforms: PlatformCatalogue;
  /** Only the pure side of an adapter is used. */
  readonly readerFor: (platform: string) => Pick<PlatformAdapter, 'readReply'>;
  readonly log: WorkLog;
  readonly settings: {
    readonly leaseMs: number;
    /** Waits before a reply that the state refuses is tried again: it may have overtaken our own commit. */
    readonly overtakenRetryMs: readonly number[];
  };
}

interface ReadReply {
  readonly claimed: ClaimedReply;
  readonly match: MatchedSubmission;
  readonly reading: Reading;
}

/**
 * Understands due replies and applies what they say. A reply nobody can place stays `UNMATCHED`, one nobody can read
 * `UNREADABLE`, one the state refuses `REFUSED`: all three are shown to staff with their text.
 */
export class ApplyReplies {
  constructor(private readonly parts: ApplyRepliesParts) {}

  /** @returns how many replies were looked at */
  async run(limit = 50): Promise<number> {
    const { replies, reports, settings } = this.parts;
    const due = await replies.claimDue(limit, settings.leaseMs);
    if (due.length === 0) return 0;
    const read: ReadReply[] = [];
    for (const claimed of due) {
      const { message, bounce } = this.open(claimed);
      const match = claimed.match ?? (await this.matchByNumber(claimed.platform, message));
      if (match)
        read.push({
          claimed,
          match,
          reading: bounce ? readBounce(bounce) : this.read(match.platform, message),
        });
      else {
        await replies.setState(claimed.id, 'UNMATCHED');
        this.parts.log.warn('reply.unmatched', { replyId: claimed.id, platform: claimed.platform });
      }
    }
    const reportIds = [...new Set(read.map(({ match }) => match.reportId))];
    if (reportIds.length === 0) return due.length;
    const written = await reports.change(reportIds, (locked, nowMs) => this.decide(read, locked, nowMs));
    for (const { replyId, state, submissionId, meaning } of written)
      this.parts.log.info('reply.applied', { replyId, state, submissionId, meaning });
    return due.length;
  }

  private open(claimed: ClaimedReply): { message: PlatformMessage; bounce: SealedReply['bounce'] } {
    const opened = this.parts.cipher.openKey(claimed.id, claimed.key).open(claimed.sealed, 'reply');
    const { subject, text, writtenAtMs, bounce } = JSON.parse(opened) as SealedReply;
    return {
      message: { via: claimed.via, receivedAtMs: claimed.receivedAtMs, writtenAtMs, subject, text },
      bounce,
    };
  }

  /** The platform's own report number, where it stands in the message and belongs to one submission only. */
  private async matchByNumber(platform: string, message: PlatformMessage): Promise<MatchedSubmission | null> {
    const candidates = numbersIn(`${message.subject}\n${message.text}`);
    if (candidates.length === 0) return null;
    const found = await this.parts.replies.findByExternalRef(platform, candidates);
    return found.length === 1 ? (found[0] ?? null) : null;
  }

  private read(platform: string, message: PlatformMessage): Reading {
    return this.parts.readerFor(platform).readReply?.(message) ?? { outcome: 'unreadable' };
  }

  private decide(read: readonly ReadReply[], locked: ReadonlyMap<string, LockedReport>, nowMs: number) {
    const reports: ReportWrite[] = [];
    const replies: ReplyWrite[] = [];
    for (const [reportId, report] of locked) {
      let state = report.state;
      const events: ReportWrite['events'][number][] = [];
      const timing: ReportWrite['timing'][number][] = [];
      for (const { claimed, match, reading } of read) {
        if (match.reportId !== reportId) continue;
        const facts = this.factsOf(match, reading);
        const changed = changeReport(state, facts, nowMs);
        state = changed.report;
        events.push(...changed.events);
        const isRefused = changed.applied.some(({ outcome }) => outcome === 'refused');
        replies.push(this.settle(claimed, match, reading, isRefused));
        if (changed.applied.some(({ outcome }) => outcome === 'moved'))
          timing.push({
            submissionId: match.submissionId,
            nextTryInMs: null,
            ...this.sentTiming(report, match, nowMs),
          });
      }
      reports.push({ state, events, timing });
    }
    return { change: { reports, replies }, result: replies };
  }

  /** A reply that proves receipt of an uncertain send closes the question of when it was sent. */
  private sentTiming(report: LockedReport, match: MatchedSubmission, nowMs: number) {
    const row = report.submissions.get(match.submissionId);
    return row && row.sentAtMs === null ? { sentAtMs: nowMs } : {};
  }

  private factsOf(match: MatchedSubmission, reading: Reading): SubmissionFact[] {
    if (reading.outcome === 'unreadable') return [];
    return reading.facts.map((fact: Fact) => ({
      submissionId: match.submissionId,
      fact,
      detail: { actor: 'PLATFORM' as const },
    }));
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

/** A mail that came back for good never reached the platform; a delayed one says nothing yet. */
function readBounce({ isPermanent }: NonNullable<SealedReply['bounce']>): Reading {
  return {
    outcome: 'understood',
    facts: isPermanent ? [{ kind: 'sendFailed', reason: 'MAIL.BOUNCED' }] : [],
  };
}

/** Words with at least six characters of which some are digits: what report numbers look like. */
function numbersIn(text: string): string[] {
  const found = text.slice(0, 20_000).match(/[A-Za-z0-9][A-Za-z0-9-]{4,39}[A-Za-z0-9]/g) ?? [];
  return [...new Set(found.filter((word) => /\d{3}/.test(word)))].slice(0, 100);
}
