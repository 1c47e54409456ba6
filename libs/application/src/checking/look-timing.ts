import { nextLook, type Delivery, type ReportSubmission, type WatchRules } from '#core';
import type { PlatformCatalogue } from '../platform-settings.js';
import type { LockedReport, LockedSubmission, SubmissionTiming } from '../ports/report-store.js';

type Times = Omit<SubmissionTiming, 'submissionId'>;

/** One look that was taken. */
export interface TakenLook {
  readonly lookedAtMs: number;
  /** Whether it was the platform's own lookup that could not tell: from then on a person looks. */
  readonly isLookupBlind?: boolean;
}

/**
 * When to look whether content is still there: the platform's own lookup where it has one, a person everywhere else. The
 * watch begins when the platform has the notice, and ends by itself.
 */
export class LookTiming {
  constructor(
    private readonly platforms: PlatformCatalogue,
    readonly rules: WatchRules,
  ) {}

  /** The first look after the platform got the notice, or after it said that it removed the content. */
  afterChange(report: LockedReport, was: ReportSubmission, is: ReportSubmission, nowMs: number): Times {
    const row = report.submissions.get(is.id);
    if (!row) return {};
    const { firstCheckAfterMs, scheduleMs, watchForMs } = this.rules;
    const isLookedUp = this.isLookedUp(row, is.platform);
    if (!received.includes(was.state.delivery)) {
      const firstLookInMs = isLookedUp ? firstCheckAfterMs : (scheduleMs[0] ?? null);
      return { ...this.at(isLookedUp, firstLookInMs), checks: 0, watchEndsAtMs: nowMs + watchForMs };
    }
    const isRemovalNew = was.state.secondLook === null && is.state.secondLook !== null;
    if (!isRemovalNew || is.state.verification === 'GONE' || this.endsAtMs(row, nowMs) <= nowMs) return {};
    return { ...this.at(isLookedUp, firstCheckAfterMs), checks: 0 };
  }

  /** The look after one that was taken; empty while nothing is watched. */
  afterLook(
    row: LockedSubmission,
    was: ReportSubmission,
    is: ReportSubmission,
    nowMs: number,
    look: TakenLook,
  ): Times {
    const endsAtMs = this.endsAtMs(row, nowMs);
    if (row.sentAtMs === null || endsAtMs <= nowMs) return { nextCheckInMs: null, lookDueInMs: null };
    const { lookedAtMs, isLookupBlind = false } = look;
    const { atMs, looks } = nextLook(
      { before: was.state, after: is.state, looks: row.checks, lookedAtMs, endsAtMs },
      this.rules,
    );
    const isLookedUp = this.isLookedUp(row, is.platform) && !isLookupBlind;
    return { ...this.at(isLookedUp, atMs === null ? null : Math.max(atMs - nowMs, 0)), checks: looks };
  }

  /** Whether the platform's own lookup is asked; once a person was to look, one goes on doing so. */
  private isLookedUp({ lookDueAtMs }: LockedSubmission, platform: string): boolean {
    return lookDueAtMs === null && this.platforms.get(platform)?.manifest.verification === 'API';
  }

  private at(isLookedUp: boolean, inMs: number | null): Times {
    return isLookedUp
      ? { nextCheckInMs: inMs, lookDueInMs: null }
      : { nextCheckInMs: null, lookDueInMs: inMs };
  }

  /** What the version before sent has no end written down. */
  private endsAtMs({ watchEndsAtMs, sentAtMs }: LockedSubmission, nowMs: number): number {
    return watchEndsAtMs ?? (sentAtMs ?? nowMs) + this.rules.watchForMs;
  }
}

const received: readonly Delivery[] = ['SENT', 'ACKNOWLEDGED'];
