import { recordReferral, type Referral, type ReferralState } from '#core';
import type { ReportStore } from '../ports/report-store.js';

export type RecordReferralAnswer = 'recorded' | 'repeated' | 'notFound' | 'unknownReferral';

/** Staff sent a caller somewhere, or heard whether that was taken up. Saying the same again changes nothing. */
export class RecordReferral {
  constructor(
    private readonly parts: {
      readonly reports: ReportStore;
      readonly catalogue: ReadonlyMap<string, Referral>;
    },
  ) {}

  async run(input: {
    readonly reportId: string;
    readonly key: string;
    readonly state: ReferralState;
    readonly by: string;
  }): Promise<RecordReferralAnswer> {
    const { reports, catalogue } = this.parts;
    const { reportId, key, state } = input;
    if (!catalogue.has(key)) return 'unknownReferral';
    const before = await reports.referralsOf(reportId);
    if (before.some((each) => each.key === key && each.state === state)) return 'repeated';
    return reports.change<RecordReferralAnswer>([reportId], (locked, nowMs) => {
      const report = locked.get(reportId);
      if (!report) return { change: { reports: [] }, result: 'notFound' };
      const changed = recordReferral(report.state, { key, state }, nowMs);
      const write = { state: changed.report, events: changed.events, timing: [] };
      return { change: { reports: [write], referrals: [input] }, result: 'recorded' };
    });
  }
}
