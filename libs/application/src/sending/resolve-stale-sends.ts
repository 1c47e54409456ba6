import { changeReport, forWholeNotice, type SubmissionFact } from '#core';
import { unknownOutcomeRuleOf, type PlatformCatalogue } from '../platform-settings.js';
import type { IdSource } from '../ports/ids.js';
import type {
  LockedReport,
  ReportStore,
  ReportWrite,
  SendClosing,
  SubmissionTiming,
} from '../ports/report-store.js';
import type { SendStore, StaleSend } from '../ports/send-store.js';
import type { WorkLog } from '../ports/work-log.js';
import { changeTogetherOrAlone } from '../change-reports.js';
import { settleSend, type SendSettings } from './settle-send.js';

/**
 * Finds sends whose sender vanished between intent and result, and settles them as the channel allows: nobody knows
 * whether the platform read the notice.
 */
export class ResolveStaleSends {
  constructor(
    private readonly parts: {
      readonly reports: ReportStore;
      readonly sends: SendStore;
      readonly platforms: PlatformCatalogue;
      readonly ids: IdSource;
      readonly log: WorkLog;
      readonly settings: SendSettings & { readonly leaseMs: number };
    },
  ) {}

  /** @returns how many were settled */
  async run(limit = 100): Promise<number> {
    const { sends, reports, settings, log } = this.parts;
    const stale = await sends.claimStale(limit, settings.leaseMs);
    for (const { submissionId, platform, round } of stale)
      log.warn('submission.send_lost', { submissionId, platform, round });
    await changeTogetherOrAlone(
      stale.map(({ reportId }) => reportId),
      (reportIds) => reports.change(reportIds, (locked, nowMs) => this.decide(stale, locked, nowMs)),
      // Its lease ends, and it is claimed again.
      (reportId, error) => log.error('submission.lost_send_not_settled', { reportId, error }),
    );
    return stale.length;
  }

  private decide(stale: readonly StaleSend[], locked: ReadonlyMap<string, LockedReport>, nowMs: number) {
    const writes: ReportWrite[] = [];
    const sends: SendClosing[] = [];
    for (const [reportId, report] of locked) {
      const facts: SubmissionFact[] = [];
      const timing: SubmissionTiming[] = [];
      for (const send of stale.filter((each) => each.reportId === reportId)) {
        if (report.submissions.get(send.submissionId)?.epoch !== send.epoch) continue;
        const end = this.settle(send);
        const current = report.state.submissions.find(({ id }) => id === send.submissionId);
        sends.push({ sendId: send.sendId, outcome: 'unknown', code: 'SEND.WORKER_LOST', receipt: null });
        // A reply that came meanwhile has already proved receipt; the open send is closed all the same.
        if (current?.state.delivery !== 'SENDING') {
          timing.push({ submissionId: send.submissionId, releasesLease: true });
          continue;
        }
        timing.push({ submissionId: send.submissionId, ...end.timing });
        facts.push(
          ...end.facts.map((fact) => ({
            submissionId: send.submissionId,
            fact,
            detail: {
              actor: 'WORKER' as const,
              ...(typeof end.timing.nextTryInMs === 'number'
                ? { nextTryAtMs: nowMs + end.timing.nextTryInMs }
                : {}),
            },
          })),
        );
      }
      const changed = changeReport(report.state, forWholeNotice(report.state, facts), nowMs);
      writes.push({ state: changed.report, events: changed.events, timing });
    }
    return { change: { reports: writes, sends }, result: undefined };
  }

  private settle(send: StaleSend) {
    return settleSend(
      { outcome: 'fault', kind: 'outcomeUnknown', code: 'SEND.WORKER_LOST' },
      {
        onUnknown: unknownOutcomeRuleOf(this.parts.platforms, send),
        tries: send.tries,
        round: send.round,
        mayHaveArrived: true,
        jitter: this.parts.ids.jitter(),
      },
      this.parts.settings,
    );
  }
}
