import { changeReport, type Observer, type Visibility } from '#core';
import type { IdSource } from '../ports/ids.js';
import type { Change, ReportStore } from '../ports/report-store.js';
import type { LookTiming } from './look-timing.js';

export interface RecordLookInput {
  readonly submissionId: string;
  readonly seen: Visibility;
  /** A person at the desk, or somebody who told them. */
  readonly by: Exclude<Observer, 'PLATFORM_LOOKUP'>;
  /** When it was seen, in milliseconds since 1970; null is now. */
  readonly observedAtMs: number | null;
}

export type RecordLookAnswer =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'notFound' }
  /** The time it was seen cannot be right. */
  | { readonly outcome: 'invalid'; readonly code: 'OBSERVATION.IN_FUTURE' | 'OBSERVATION.BEFORE_FILING' };

/** Clocks of browsers may be a little ahead of ours. */
const clockSkewMs = 60_000;
/** People tell times to the minute. */
const minuteMs = 60_000;

/** Records what a person or a member saw who looked, dated. Nothing is fetched: somebody has looked already. */
export class RecordLook {
  constructor(
    private readonly parts: {
      readonly reports: ReportStore;
      readonly looks: LookTiming;
      readonly ids: Pick<IdSource, 'uuid'>;
    },
  ) {}

  async run({ submissionId, seen, by, observedAtMs }: RecordLookInput): Promise<RecordLookAnswer> {
    const { reports, looks, ids } = this.parts;
    const reportId = (await reports.reportsOf([submissionId])).get(submissionId);
    if (reportId === undefined) return { outcome: 'notFound' };
    return reports.change<RecordLookAnswer>([reportId], (locked, nowMs) => {
      const report = locked.get(reportId);
      const was = report?.state.submissions.find(({ id }) => id === submissionId);
      const row = report?.submissions.get(submissionId);
      if (!report || !was || !row) return { change: nothing, result: { outcome: 'notFound' } };
      const atMs = Math.min(observedAtMs ?? nowMs, nowMs);
      if ((observedAtMs ?? nowMs) > nowMs + clockSkewMs)
        return { change: nothing, result: { outcome: 'invalid', code: 'OBSERVATION.IN_FUTURE' } };
      if (atMs < report.createdAtMs - (report.createdAtMs % minuteMs))
        return { change: nothing, result: { outcome: 'invalid', code: 'OBSERVATION.BEFORE_FILING' } };
      const { secondLookAfterMs } = looks.rules;
      const fact = { kind: 'seen', atMs, visibility: seen, secondLookAfterMs } as const;
      const detail = { actor: by };
      const changed = changeReport(report.state, [{ submissionId, fact, detail }], nowMs);
      const is = changed.report.submissions.find(({ id }) => id === submissionId) ?? was;
      const isLatest = was.state.seenAtMs === null || atMs >= was.state.seenAtMs;
      const times = isLatest ? looks.afterLook(row, was, is, nowMs, { lookedAtMs: atMs }) : null;
      const observation = { id: ids.uuid(), submissionId, seen, effects: [], by, observedAtMs: atMs };
      const change: Change = {
        reports: [
          {
            ...{ state: changed.report, events: changed.events },
            timing: times === null ? [] : [{ submissionId, ...times }],
          },
        ],
        observations: [observation],
      };
      return { change, result: { outcome: 'done' } };
    });
  }
}

const nothing: Change = { reports: [] };
