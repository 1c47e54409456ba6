import { unknownOutcomeRuleOf, type PlatformCatalogue } from '../platform-settings.js';
import type { Circuit } from '../ports/circuit.js';
import { realClock } from '../ports/clock.js';
import type { IdSource } from '../ports/ids.js';
import type { ReportStore } from '../ports/report-store.js';
import type { ClaimedSubmission, PlatformStore, SendStore } from '../ports/send-store.js';
import type { WorkLog } from '../ports/work-log.js';
import { GroupCommit } from '../group-commit.js';
import { WorkPlaces } from '../work-places.js';
import { CallPlatform, type CallPlatformParts } from './call-platform.js';
import { closeSends, type EndedSend } from './close-sends.js';
import type { SentTiming } from './sent-timing.js';
import { settleSend, type SendResult, type SendSettings } from './settle-send.js';

export interface SendSubmissionsParts extends Omit<CallPlatformParts, 'deadlineMs'> {
  readonly reports: ReportStore;
  readonly sends: SendStore;
  readonly platformStore: PlatformStore;
  readonly platforms: PlatformCatalogue;
  readonly circuit: Circuit;
  readonly sentTiming: SentTiming;
  readonly ids: IdSource;
  readonly log: WorkLog;
  readonly sleep: (ms: number) => Promise<void>;
  readonly settings: SendSettings & {
    readonly leaseMs: number;
    readonly messageDomain: string;
  };
}

interface Claimed {
  readonly claimed: ClaimedSubmission;
  /** Before the claim was made, on the worker's clock. */
  readonly claimedAtMs: number;
}

interface FinishedSend {
  readonly claimed: ClaimedSubmission;
  readonly result: SendResult;
  readonly durationMs: number;
}

/** Waits before a result that could not be committed is tried again. */
const commitRetryMs = [200, 500];
const lastCommitRetryMs = 1_000;
const circuitOpen = 'PLATFORM.CIRCUIT_OPEN';

/** What is left of a lease is for committing the result. */
const callShareOfLease = 5 / 6;

/**
 * Sends everything due at one platform: claims a batch (intent committed), calls side by side, commits results in
 * groups. Run on a hint; running it twice at once is harmless.
 */
export class SendSubmissions {
  private readonly committer: GroupCommit<FinishedSend>;
  private readonly callPlatform: CallPlatform;
  private readonly placesByPlatform = new Map<string, WorkPlaces<Claimed>>();
  private isStopped = false;
  private isGivenUp = false;

  constructor(private readonly parts: SendSubmissionsParts) {
    this.committer = new GroupCommit((finished) => this.commit(finished));
    const deadlineMs = Math.floor(parts.settings.leaseMs * callShareOfLease);
    this.callPlatform = new CallPlatform({ ...parts, deadlineMs });
  }

  /** Claims until nothing is due or every place is taken; the calls go on when this returns. */
  async run(platform: string): Promise<void> {
    if (!this.isStopped) await this.placesAt(platform).run();
  }

  /** Claims nothing from now on; calls under way go on. */
  stop(): void {
    this.isStopped = true;
    for (const places of this.placesByPlatform.values()) places.stop();
  }

  /**
   * Waits for no platform any longer: calls under way end as unknown, each by the rule of its channel. Results that
   * cannot be committed now are left to the sweep of another worker.
   */
  giveUp(): void {
    this.stop();
    this.isGivenUp = true;
    this.callPlatform.giveUp();
  }

  /** Resolves when no call is under way and every result is committed. */
  async settled(): Promise<void> {
    await Promise.all([...this.placesByPlatform.values()].map((places) => places.settled()));
  }

  private placesAt(platform: string): WorkPlaces<Claimed> {
    const known = this.placesByPlatform.get(platform);
    if (known) return known;
    const { sends, platforms, circuit, settings, log, clock = realClock } = this.parts;
    const { leaseMs, messageDomain } = settings;
    const usual = platforms.get(platform);
    const rate = usual?.noticesPerMinute === undefined ? {} : { perMinute: usual.noticesPerMinute };
    const places = new WorkPlaces<Claimed>({
      // A platform that failed again and again gets one call, to see whether it is back.
      places: () => (circuit.isClosed(platform) ? (usual?.manifest.limits.concurrency ?? 1) : 1),
      claim: async (limit) => {
        const claimedAtMs = clock.now();
        const claims = await sends.claimDue({ platform, limit, leaseMs, messageDomain, ...rate });
        return claims.map((claimed) => ({ claimed, claimedAtMs }));
      },
      work: (claimed) => this.sendOne(claimed),
      onClaimError: (error) => log.error('submissions.claim_failed', { platform, error }),
    });
    this.placesByPlatform.set(platform, places);
    return places;
  }

  private async sendOne({ claimed, claimedAtMs }: Claimed): Promise<void> {
    const { clock = realClock } = this.parts;
    const startedAtMs = clock.now();
    const result = await this.call(claimed, claimedAtMs);
    const finished = { claimed, result, durationMs: Math.round(clock.now() - startedAtMs) };
    // However long the store is away: a result is known only here, and the fence keeps out what comes too late.
    for (let failures = 0; ; failures += 1) {
      try {
        // After a failure alone: one that cannot be stored must not take its group with it.
        return await (failures === 0 ? this.committer.add(finished) : this.commit([finished]));
      } catch (error) {
        const { submissionId, platform } = claimed;
        this.parts.log.error('submission.commit_failed', {
          submissionId,
          platform,
          failures: failures + 1,
          error,
        });
        // The row stays SENDING; when its lease has passed another worker settles it as unknown.
        if (this.isGivenUp) return;
        await this.parts.sleep(commitRetryMs[failures] ?? lastCommitRetryMs);
      }
    }
  }

  /** Where the platform failed again and again, all workers leave it alone for a while. */
  private async call(claimed: ClaimedSubmission, claimedAtMs: number): Promise<SendResult> {
    const { circuit, platformStore, log } = this.parts;
    const { platform } = claimed;
    const called = await circuit.run(
      platform,
      () => this.callPlatform.run(claimed, claimedAtMs),
      isPlatformTrouble,
    );
    if (called === 'open') return { outcome: 'notCalled', code: circuitOpen };
    const { answer, openedForMs } = called;
    if (openedForMs !== null) {
      log.warn('platform.circuit_opened', { platform, openedForMs });
      await platformStore
        .hold(platform, openedForMs, circuitOpen)
        .catch((error: unknown) => log.error('platform.hold_failed', { platform, error }));
    }
    return answer;
  }

  /** May run again for the same sends where nobody knows whether the first commit went through. */
  private async commit(finished: readonly FinishedSend[]): Promise<void> {
    const { reports, ids, settings, platforms, platformStore, sentTiming, log } = this.parts;
    const ended = finished.map(({ claimed, result }): EndedSend => {
      const { tries, round, mayHaveArrived } = claimed;
      const onUnknown = unknownOutcomeRuleOf(platforms, claimed);
      const context = { onUnknown, tries, round, mayHaveArrived, jitter: ids.jitter() };
      const isFound = result.outcome === 'answered' && result.isFound === true;
      return { claimed, isFound, end: settleSend(result, context, settings) };
    });
    // First: no other notice to this platform may be claimed in between.
    for (const { claimed, end } of ended)
      if (end.hold) await platformStore.hold(claimed.platform, end.hold.holdMs, end.hold.code);
    const reportIds = [...new Set(finished.map(({ claimed }) => claimed.reportId))];
    const fenced = await reports.change(reportIds, (locked, nowMs) =>
      closeSends(ended, locked, nowMs, sentTiming),
    );
    for (const [index, { claimed, end }] of ended.entries()) {
      const { submissionId, platform, mode, round, tries } = claimed;
      const { outcome, code } = end;
      const durationMs = finished[index]?.durationMs;
      log.info(fenced.has(claimed.sendId) ? 'submission.send_fenced' : 'submission.send_closed', {
        ...{ submissionId, platform, mode, outcome, code, tries, round, durationMs },
      });
    }
  }
}

/** What says that the platform, or the way to it, is in trouble; our own mistakes and stops do not. */
function isPlatformTrouble(result: SendResult): boolean {
  return (
    result.outcome === 'fault' &&
    ['temporary', 'unreadable', 'outcomeUnknown'].includes(result.kind) &&
    !['SEND.CRASHED', 'SEND.WORKER_STOPPED', 'SEND.TOO_LATE'].includes(result.code)
  );
}
