import { unknownOutcomeRuleOf } from '../platform-settings.js';
import type { Circuit } from '../ports/circuit.js';
import type { IdSource } from '../ports/ids.js';
import type { ReportStore } from '../ports/report-store.js';
import type { ClaimedSubmission, PlatformStore, SendStore } from '../ports/send-store.js';
import { CallPlatform, type CallPlatformParts } from './call-platform.js';
import { closeSends, type EndedSend } from './close-sends.js';
import { callDeadlineMs, holdPlatforms, PlatformWork, type Finished } from './platform-work.js';
import type { SentTiming } from './sent-timing.js';
import { settleSend, type SendSettings } from './settle-send.js';

export interface SendSubmissionsParts extends Omit<CallPlatformParts, 'deadlineMs'> {
  readonly reports: ReportStore;
  readonly sends: SendStore;
  readonly platformStore: PlatformStore;
  readonly circuit: Circuit;
  readonly sentTiming: SentTiming;
  readonly ids: IdSource;
  readonly sleep: (ms: number) => Promise<void>;
  readonly settings: SendSettings & {
    readonly leaseMs: number;
    readonly messageDomain: string;
  };
}

/** Sends every notice that is due at a platform. Run on a hint; running it twice at once is harmless. */
export class SendSubmissions {
  private readonly callPlatform: CallPlatform;
  private readonly work: PlatformWork<ClaimedSubmission>;

  constructor(private readonly parts: SendSubmissionsParts) {
    const { sends, settings } = parts;
    const { leaseMs, messageDomain } = settings;
    this.callPlatform = new CallPlatform({ ...parts, deadlineMs: callDeadlineMs(leaseMs) });
    this.work = new PlatformWork({
      ...parts,
      subject: 'submission',
      claim: (claim) => sends.claimDue({ ...claim, leaseMs, messageDomain }),
      call: (claimed, claimedAtMs) => this.callPlatform.run(claimed, claimedAtMs),
      commit: (finished) => this.commit(finished),
    });
  }

  /** Claims until nothing is due or every place is taken; the calls go on when this returns. */
  run(platform: string): Promise<void> {
    return this.work.run(platform);
  }

  /** Claims nothing from now on; calls under way go on. */
  stop(): void {
    this.work.stop();
  }

  /**
   * Waits for no platform any longer: calls under way end as unknown, each by the rule of its channel. Results that
   * cannot be committed now are left to the sweep of another worker.
   */
  giveUp(): void {
    this.work.giveUp();
    this.callPlatform.giveUp();
  }

  /** Resolves when no call is under way and every result is committed. */
  settled(): Promise<void> {
    return this.work.settled();
  }

  private async commit(finished: readonly Finished<ClaimedSubmission>[]): Promise<void> {
    const { reports, ids, settings, platforms, platformStore, sentTiming, log } = this.parts;
    const ended = finished.map(({ claimed, result }): EndedSend => {
      const { tries, round, mayHaveArrived } = claimed;
      const onUnknown = unknownOutcomeRuleOf(platforms, claimed);
      const context = { onUnknown, tries, round, mayHaveArrived, jitter: ids.jitter() };
      const isFound = result.outcome === 'answered' && result.isFound === true;
      return { claimed, isFound, end: settleSend(result, context, settings), carried: result.carried };
    });
    await holdPlatforms(platformStore, ended);
    const reportIds = [...new Set(finished.map(({ claimed }) => claimed.reportId))];
    const fenced = await reports.change(reportIds, (locked, nowMs) =>
      closeSends(ended, locked, nowMs, sentTiming),
    );
    for (const [index, { claimed, end }] of ended.entries()) {
      const { submissionId, platform, channel, mode, round, tries } = claimed;
      const { outcome, code } = end;
      const durationMs = finished[index]?.durationMs;
      log.info(fenced.has(claimed.sendId) ? 'submission.send_fenced' : 'submission.send_closed', {
        ...{ submissionId, platform, channel, mode, outcome, code, tries, round, durationMs },
      });
    }
  }
}
