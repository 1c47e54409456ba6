import { changeReport, decisionDueAtMs, type Category, type DeadlineRules, type SubmissionFact } from '#core';
import type { PlatformCatalogue } from '../platform-settings.js';
import { lanes } from '../platform-settings.js';
import type { IdSource } from '../ports/ids.js';
import type { PlatformAdapter, SubmitResult } from '../ports/platform-adapter.js';
import { PlatformFault } from '../ports/platform-fault.js';
import type {
  PlatformMode,
  LockedReport,
  ReportStore,
  ReportWrite,
  SendClosing,
  SubmissionTiming,
} from '../ports/report-store.js';
import type { ClaimedSubmission, PlatformStore, SendStore } from '../ports/send-store.js';
import type { WorkLog } from '../ports/work-log.js';
import { GroupCommit } from '../group-commit.js';
import { WorkPlaces } from '../work-places.js';
import type { OpenNotice } from './open-notice.js';
import { settleSend, type SendResult, type SendSettings, type SettledSend } from './settle-send.js';

export interface SendSubmissionsParts {
  readonly reports: ReportStore;
  readonly sends: SendStore;
  readonly platformStore: PlatformStore;
  readonly platforms: PlatformCatalogue;
  readonly categories: ReadonlyMap<string, Category>;
  /** The adapter of a platform, connected to where its mode allows. */
  readonly adapterFor: (platform: string, mode: PlatformMode) => PlatformAdapter;
  readonly openNotice: OpenNotice;
  readonly ids: IdSource;
  readonly log: WorkLog;
  readonly sleep: (ms: number) => Promise<void>;
  readonly settings: SendSettings & {
    readonly leaseMs: number;
    readonly messageDomain: string;
    readonly firstCheckAfterMs: number;
    readonly deadlines: DeadlineRules;
  };
}

interface FinishedSend {
  readonly claimed: ClaimedSubmission;
  readonly result: SendResult;
  readonly durationMs: number;
}

/** Waits before a result that could not be committed is tried again; together they stay within a lease. */
const commitRetryMs = [200, 1_000, 3_000, 8_000];

/**
 * Sends everything due at one platform: claims a batch (intent committed), calls side by side, commits results in
 * groups. Run on a hint; running it twice at once is harmless.
 */
export class SendSubmissions {
  private readonly committer: GroupCommit<FinishedSend>;
  private readonly placesByPlatform = new Map<string, WorkPlaces<ClaimedSubmission>>();

  constructor(private readonly parts: SendSubmissionsParts) {
    this.committer = new GroupCommit((finished) => this.commit(finished));
  }

  /** Claims until nothing is due or every place is taken; the calls go on when this returns. */
  async run(platform: string): Promise<void> {
    await this.placesAt(platform).run();
  }

  /** Resolves when no call is under way and every result is committed. */
  async settled(): Promise<void> {
    await Promise.all([...this.placesByPlatform.values()].map((places) => places.settled()));
  }

  private placesAt(platform: string): WorkPlaces<ClaimedSubmission> {
    const known = this.placesByPlatform.get(platform);
    if (known) return known;
    const { sends, platforms, settings, log } = this.parts;
    const { leaseMs, messageDomain } = settings;
    const places = new WorkPlaces<ClaimedSubmission>({
      places: platforms.get(platform)?.manifest.limits.concurrency ?? 1,
      claim: (limit) => sends.claimDue({ platform, limit, leaseMs, messageDomain }),
      work: (claimed) => this.sendOne(claimed),
      onClaimError: (error) => log.error('submissions.claim_failed', { platform, error }),
    });
    this.placesByPlatform.set(platform, places);
    return places;
  }

  private async sendOne(claimed: ClaimedSubmission): Promise<void> {
    const startedAt = performance.now();
    const result = await this.call(claimed);
    const finished = { claimed, result, durationMs: Math.round(performance.now() - startedAt) };
    for (const waitMs of [...commitRetryMs, undefined]) {
      try {
        return await this.committer.add(finished);
      } catch (error) {
        const { submissionId, platform } = claimed;
        this.parts.log.error('submission.commit_failed', { submissionId, platform, error });
        // The row stays SENDING; when its lease has passed it is settled as unknown.
        if (waitMs === undefined) return;
        await this.parts.sleep(waitMs);
      }
    }
  }

  private async call(claimed: ClaimedSubmission): Promise<SendResult> {
    try {
      const notice = this.parts.openNotice.run(claimed);
      const adapter = this.parts.adapterFor(claimed.platform, claimed.mode);
      const attempt = { idempotencyKey: claimed.idempotencyKey, messageId: claimed.messageId };
      const looksFirst = claimed.previousOutcome === 'unknown' && this.ruleOf(claimed) === 'lookup';
      const found: SubmitResult | undefined = looksFirst
        ? await adapter.findReceipt?.(notice, attempt)
        : undefined;
      return { outcome: 'answered', answer: found ?? (await adapter.submit(notice, attempt)) };
    } catch (error) {
      if (error instanceof PlatformFault)
        return {
          outcome: 'fault',
          kind: error.kind,
          code: error.code,
          ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
        };
      // A mistake of ours after the intent was written: nobody knows how far the notice got.
      this.parts.log.error('submission.send_crashed', {
        submissionId: claimed.submissionId,
        platform: claimed.platform,
        error,
      });
      return { outcome: 'fault', kind: 'outcomeUnknown', code: 'SEND.CRASHED' };
    }
  }

  private ruleOf(claimed: { readonly platform: string; readonly channel: string }) {
    const settings = this.parts.platforms.get(claimed.platform);
    const channel = settings?.manifest.channels.find(({ id }) => id === claimed.channel);
    return settings?.onUnknown[claimed.channel] ?? channel?.onUnknown ?? 'askPerson';
  }

  private async commit(finished: readonly FinishedSend[]): Promise<void> {
    const { reports, ids, settings, platformStore, log } = this.parts;
    const settled = finished.map(({ claimed, result }) =>
      settleSend(
        result,
        { onUnknown: this.ruleOf(claimed), tries: claimed.tries, round: claimed.round, jitter: ids.jitter() },
        settings,
      ),
    );
    const reportIds = [...new Set(finished.map(({ claimed }) => claimed.reportId))];
    const fenced = await reports.change(reportIds, (locked, nowMs) =>
      this.decide(finished, settled, locked, nowMs),
    );
    finished.forEach(({ claimed, durationMs }, index) => {
      const { outcome, code } = settled[index] as SettledSend;
      const isFenced = fenced.has(claimed.sendId);
      const { submissionId, platform, mode, round, tries } = claimed;
      log.info(isFenced ? 'submission.send_fenced' : 'submission.send_closed', {
        ...{ submissionId, platform, mode, outcome, code, tries, round, durationMs },
      });
    });
    for (const [index, { hold }] of settled.entries()) {
      const platform = finished[index]?.claimed.platform;
      if (hold && platform !== undefined) await platformStore.hold(platform, hold.holdMs, hold.code);
    }
  }

  private decide(
    finished: readonly FinishedSend[],
    settled: readonly SettledSend[],
    locked: ReadonlyMap<string, LockedReport>,
    nowMs: number,
  ) {
    const fenced = new Set<string>();
    const writes: ReportWrite[] = [];
    const closings: SendClosing[] = [];
    const laneNames = new Set<string>();
    for (const [reportId, report] of locked) {
      const facts: SubmissionFact[] = [];
      const timing: SubmissionTiming[] = [];
      finished.forEach(({ claimed }, index) => {
        if (claimed.reportId !== reportId) return;
        const end = settled[index] as SettledSend;
        const row = report.submissions.get(claimed.submissionId);
        if (row?.epoch !== claimed.epoch) {
          fenced.add(claimed.sendId);
          return;
        }
        closings.push({ sendId: claimed.sendId, outcome: end.outcome, code: end.code, receipt: end.receipt });
        timing.push({
          submissionId: claimed.submissionId,
          ...this.timingAfter(end, claimed, report, row.sentAtMs, nowMs, laneNames),
        });
        facts.push(...this.factsAfter(end, claimed, report, nowMs));
      });
      const changed = changeReport(report.state, facts, nowMs);
      writes.push({ state: changed.report, events: changed.events, timing });
    }
    return { change: { reports: writes, sends: closings, lanes: [...laneNames] }, result: fenced };
  }

  /** A reply that overtook us proves receipt; how the call ended no longer matters. */
  private factsAfter(
    end: SettledSend,
    claimed: ClaimedSubmission,
    report: LockedReport,
    nowMs: number,
  ): SubmissionFact[] {
    const current = report.state.submissions.find(({ id }) => id === claimed.submissionId);
    if (current?.state.delivery !== 'SENDING') return [];
    const { nextTryInMs } = end.timing;
    return end.facts.map((fact) => ({
      submissionId: claimed.submissionId,
      fact,
      detail: {
        actor:
          fact.kind === 'sendConfirmed' || fact.kind.startsWith('send')
            ? ('WORKER' as const)
            : ('PLATFORM' as const),
        ...(fact.kind === 'sendConfirmed' && claimed.round > 0 ? { isMarkedResend: true } : {}),
        ...(fact.kind === 'sendDeferred' && typeof nextTryInMs === 'number'
          ? { nextTryAtMs: nowMs + nextTryInMs }
          : {}),
      },
    }));
  }

  private timingAfter(
    end: SettledSend,
    claimed: ClaimedSubmission,
    report: LockedReport,
    sentAtMs: number | null,
    nowMs: number,
    laneNames: Set<string>,
  ): Omit<SubmissionTiming, 'submissionId'> {
    const current = report.state.submissions.find(({ id }) => id === claimed.submissionId);
    const isOvertaken = current?.state.delivery !== 'SENDING';
    if (end.outcome !== 'confirmed') {
      if (!isOvertaken && end.timing.nextTryInMs === 0) laneNames.add(lanes.submissions(claimed.platform));
      return isOvertaken ? { nextTryInMs: null, releasesLease: true } : end.timing;
    }
    const manifest = this.parts.platforms.get(claimed.platform)?.manifest;
    const urgency = this.parts.categories.get(report.category)?.urgency ?? 'MEDIUM';
    return {
      ...end.timing,
      sentAtMs: sentAtMs ?? nowMs,
      dueAtMs: decisionDueAtMs(nowMs, urgency, this.parts.settings.deadlines),
      ...(manifest?.verification === 'API' ? { nextCheckInMs: this.parts.settings.firstCheckAfterMs } : {}),
    };
  }
}
