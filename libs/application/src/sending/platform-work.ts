import { GroupCommit } from '../group-commit.js';
import type { PlatformCatalogue } from '../platform-settings.js';
import type { Circuit } from '../ports/circuit.js';
import { realClock, type Clock } from '../ports/clock.js';
import type { PlatformStore } from '../ports/send-store.js';
import type { WorkLog } from '../ports/work-log.js';
import { WorkPlaces } from '../work-places.js';
import type { SendResult, SettledSend } from './settle-send.js';

export interface PlatformWorkParts<Claimed> {
  /** What is sent; begins the names of its log lines. */
  readonly subject: 'submission' | 'follow_up';
  readonly platforms: PlatformCatalogue;
  readonly platformStore: PlatformStore;
  readonly circuit: Circuit;
  readonly log: WorkLog;
  readonly sleep: (ms: number) => Promise<void>;
  /** Absent is real time. */
  readonly clock?: Clock | undefined;
  /** Takes what is due, with the intent to send it committed. */
  readonly claim: (claim: {
    readonly platform: string;
    readonly limit: number;
    readonly perMinute?: number;
  }) => Promise<readonly Claimed[]>;
  /** Makes the call; never rejects. */
  readonly call: (claimed: Claimed, claimedAtMs: number) => Promise<SendResult>;
  /** May run again for the same work where nobody knows whether the first commit went through. */
  readonly commit: (finished: readonly Finished<Claimed>[]) => Promise<void>;
}

/** A call that ended, and is to be committed. */
export interface Finished<Claimed> {
  readonly claimed: Claimed;
  readonly result: SendResult;
  readonly durationMs: number;
}

interface Started<Claimed> {
  readonly claimed: Claimed;
  /** Before the claim was made, on the worker's clock. */
  readonly claimedAtMs: number;
}

/** Waits before a result that could not be committed is tried again. */
const commitRetryMs = [200, 500];
const lastCommitRetryMs = 1_000;
const circuitOpen = 'PLATFORM.CIRCUIT_OPEN';

/** What is left of a lease is for committing the result. */
const callShareOfLease = 5 / 6;

/** Longest time for everything one send calls. */
export function callDeadlineMs(leaseMs: number): number {
  return Math.floor(leaseMs * callShareOfLease);
}

/**
 * Sends what is due at each platform: claims a batch, calls side by side under the platform's circuit, commits results
 * in groups. Run on a hint; running it twice at once is harmless.
 */
export class PlatformWork<Claimed extends { readonly submissionId: string; readonly platform: string }> {
  private readonly committer: GroupCommit<Finished<Claimed>>;
  private readonly placesByPlatform = new Map<string, WorkPlaces<Started<Claimed>>>();
  private isStopped = false;
  private isGivenUp = false;

  constructor(private readonly parts: PlatformWorkParts<Claimed>) {
    this.committer = new GroupCommit((finished) => parts.commit(finished));
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

  /** Leaves results that cannot be committed now to the sweep of another worker. */
  giveUp(): void {
    this.stop();
    this.isGivenUp = true;
  }

  /** Resolves when no call is under way and every result is committed. */
  async settled(): Promise<void> {
    await Promise.all([...this.placesByPlatform.values()].map((places) => places.settled()));
  }

  private placesAt(platform: string): WorkPlaces<Started<Claimed>> {
    const known = this.placesByPlatform.get(platform);
    if (known) return known;
    const { subject, claim, platforms, circuit, log, clock = realClock } = this.parts;
    const places = new WorkPlaces<Started<Claimed>>({
      // A platform that failed again and again gets one call, to see whether it is back.
      places: () =>
        circuit.isClosed(platform) ? (platforms.get(platform)?.manifest.limits.concurrency ?? 1) : 1,
      claim: async (limit) => {
        const claimedAtMs = clock.now();
        const perMinute = platforms.get(platform)?.noticesPerMinute;
        const rate = perMinute === undefined ? {} : { perMinute };
        const claims = await claim({ platform, limit, ...rate });
        return claims.map((claimed) => ({ claimed, claimedAtMs }));
      },
      work: (started) => this.sendOne(started),
      onClaimError: (error) => log.error(`${subject}.claim_failed`, { platform, error }),
    });
    this.placesByPlatform.set(platform, places);
    return places;
  }

  private async sendOne({ claimed, claimedAtMs }: Started<Claimed>): Promise<void> {
    const { subject, commit, sleep, log, clock = realClock } = this.parts;
    const startedAtMs = clock.now();
    const result = await this.call(claimed, claimedAtMs);
    const finished = { claimed, result, durationMs: Math.round(clock.now() - startedAtMs) };
    // However long the store is away: a result is known only here, and the fence keeps out what comes too late.
    for (let failures = 0; ; failures += 1) {
      try {
        // After a failure alone: one that cannot be stored must not take its group with it.
        return await (failures === 0 ? this.committer.add(finished) : commit([finished]));
      } catch (error) {
        const { submissionId, platform } = claimed;
        log.error(`${subject}.commit_failed`, { submissionId, platform, failures: failures + 1, error });
        // The row stays SENDING; when its lease has passed another worker settles it as unknown.
        if (this.isGivenUp) return;
        await sleep(commitRetryMs[failures] ?? lastCommitRetryMs);
      }
    }
  }

  /** Where the platform failed again and again, all workers leave it alone for a while. */
  private async call(claimed: Claimed, claimedAtMs: number): Promise<SendResult> {
    const { circuit, platformStore, log } = this.parts;
    const { platform } = claimed;
    const called = await circuit.run(
      platform,
      () => this.parts.call(claimed, claimedAtMs),
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
}

/** Holds the platforms that asked everybody to wait. Before results are committed: nothing may be claimed in between. */
export async function holdPlatforms(
  platformStore: PlatformStore,
  ended: readonly { readonly claimed: { readonly platform: string }; readonly end: SettledSend }[],
): Promise<void> {
  for (const { claimed, end } of ended)
    if (end.hold) await platformStore.hold(claimed.platform, end.hold.holdMs, end.hold.code);
}

/** What says that the platform, or the way to it, is in trouble; our own mistakes and stops do not. */
function isPlatformTrouble(result: SendResult): boolean {
  return (
    result.outcome === 'fault' &&
    ['temporary', 'unreadable', 'outcomeUnknown'].includes(result.kind) &&
    !['SEND.CRASHED', 'SEND.WORKER_STOPPED', 'SEND.TOO_LATE'].includes(result.code)
  );
}
