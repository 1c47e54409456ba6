import { changeReport, type SubmissionFact } from '#core';
import type { Clock } from '../ports/clock.js';
import type { IdSource } from '../ports/ids.js';
import type { PlatformAdapter, VisibilityReading } from '../ports/platform-adapter.js';
import { PlatformFault } from '../ports/platform-fault.js';
import { overtakenFollowUps } from '../follow-ups/overtaken.js';
import type { FollowUpWrite } from '../ports/follow-up.js';
import type {
  LockedReport,
  NewObservation,
  ReportStore,
  ReportWrite,
  SendMode,
  SubmissionTiming,
} from '../ports/report-store.js';
import type { ClaimedCheck, PlatformStore, SendStore } from '../ports/send-store.js';
import type { WorkLog } from '../ports/work-log.js';
import type { OpenNotice } from '../sending/open-notice.js';
import { changeTogetherOrAlone } from '../change-reports.js';
import { within } from '../within.js';
import type { LookTiming } from './look-timing.js';

export interface CheckVisibilityParts {
  readonly reports: ReportStore;
  readonly sends: SendStore;
  readonly platformStore: PlatformStore;
  readonly adapterFor: (platform: string, mode: SendMode) => PlatformAdapter;
  readonly openNotice: OpenNotice;
  readonly ids: Pick<IdSource, 'uuid'>;
  readonly looks: LookTiming;
  readonly log: WorkLog;
  /** Absent is real time. */
  readonly clock?: Clock;
  readonly settings: {
    readonly leaseMs: number;
    readonly rateLimitedDefaultMs: number;
    readonly credentialsRecheckMs: number;
  };
}

/** What is left of a lease is for committing what was seen. */
const callShareOfLease = 5 / 6;

const uncheckable: VisibilityReading = { visibility: 'UNCHECKABLE', effects: [] };

type Look =
  | { readonly outcome: 'seen'; readonly reading: VisibilityReading }
  | { readonly outcome: 'fault'; readonly code: string; readonly retryAfterMs?: number };

/** Looks whether content is still there, through the platform's own lookup, at growing intervals. */
export class CheckVisibility {
  constructor(private readonly parts: CheckVisibilityParts) {}

  /** @returns how many were looked at */
  async run(platform: string, limit = 20): Promise<number> {
    const { sends, reports, settings, log } = this.parts;
    const due = await sends.claimChecks({ platform, limit, leaseMs: settings.leaseMs });
    if (due.length === 0) return 0;
    const looks = await Promise.all(due.map((check) => this.look(check)));
    await changeTogetherOrAlone(
      due.map(({ reportId }) => reportId),
      (reportIds) => reports.change(reportIds, (locked, nowMs) => this.decide(due, looks, locked, nowMs)),
      (reportId, error) => log.error('submission.check_not_stored', { platform, reportId, error }),
    );
    return due.length;
  }

  private async look(check: ClaimedCheck): Promise<Look> {
    const { log, platformStore, settings, clock } = this.parts;
    const { submissionId, platform } = check;
    try {
      const adapter = this.parts.adapterFor(platform, check.mode);
      const looking = adapter.checkVisibility?.(await this.parts.openNotice.target(check));
      const reading = looking
        ? await within(looking, settings.leaseMs * callShareOfLease, clock)
        : uncheckable;
      if (reading === 'late') {
        log.warn('submission.check_failed', { submissionId, platform, code: 'CHECK.NO_ANSWER_IN_TIME' });
        return { outcome: 'fault', code: 'CHECK.NO_ANSWER_IN_TIME' };
      }
      log.info('submission.checked', { submissionId, platform, visibility: reading.visibility });
      return { outcome: 'seen', reading };
    } catch (error) {
      if (!(error instanceof PlatformFault)) {
        log.error('submission.check_crashed', { submissionId, platform, error });
        return { outcome: 'fault', code: 'CHECK.CRASHED' };
      }
      log.warn('submission.check_failed', { submissionId, platform, code: error.code });
      const { kind, retryAfterMs } = error;
      if (kind === 'credentials')
        await platformStore.hold(platform, settings.credentialsRecheckMs, error.code);
      if (kind === 'quotaExhausted' || kind === 'rateLimited')
        await platformStore.hold(platform, retryAfterMs ?? settings.rateLimitedDefaultMs, error.code);
      return {
        outcome: 'fault',
        code: error.code,
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      };
    }
  }

  private decide(
    due: readonly ClaimedCheck[],
    looks: readonly Look[],
    locked: ReadonlyMap<string, LockedReport>,
    nowMs: number,
  ) {
    const { ids, looks: timing } = this.parts;
    const { secondLookAfterMs, scheduleMs } = timing.rules;
    const reports: ReportWrite[] = [];
    const observations: NewObservation[] = [];
    const followUps: FollowUpWrite[] = [];
    for (const [reportId, report] of locked) {
      const facts: SubmissionFact[] = [];
      const times: SubmissionTiming[] = [];
      due.forEach(({ submissionId, reportId: owner }, index) => {
        const look = looks[index];
        if (owner !== reportId || look === undefined) return;
        if (look.outcome === 'fault') {
          times.push({ submissionId, nextCheckInMs: look.retryAfterMs ?? faultRetryMs(scheduleMs) });
          return;
        }
        const { visibility: seen, effects } = look.reading;
        const fact = { kind: 'seen', atMs: nowMs, visibility: seen, effects, secondLookAfterMs } as const;
        facts.push({ submissionId, fact, detail: { actor: 'WORKER' } });
        observations.push({
          ...{ id: ids.uuid(), submissionId, seen, effects, by: 'PLATFORM_LOOKUP', observedAtMs: nowMs },
        });
      });
      const changed = changeReport(report.state, facts, nowMs);
      for (const { submissionId, fact } of facts) {
        const [was, is] = [report.state, changed.report].map(({ submissions }) =>
          submissions.find(({ id }) => id === submissionId),
        );
        const row = report.submissions.get(submissionId);
        const isLookupBlind = fact.kind === 'seen' && fact.visibility === 'UNCHECKABLE';
        if (row && was && is)
          times.push({
            submissionId,
            ...timing.afterLook(row, was, is, nowMs, { lookedAtMs: nowMs, isLookupBlind }),
          });
      }
      reports.push({ state: changed.report, events: changed.events, timing: times });
      followUps.push(...overtakenFollowUps(report, changed.report));
    }
    return { change: { reports, observations, followUps }, result: undefined };
  }
}

/** A lookup that failed is tried again soon, however long its turn would be. */
function faultRetryMs([first = faultRetryAtMostMs]: readonly number[]): number {
  return Math.min(first, faultRetryAtMostMs);
}

const faultRetryAtMostMs = 3_600_000;
