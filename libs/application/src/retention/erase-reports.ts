import { changeReport, type Delivery } from '#core';
import { changeTogetherOrAlone } from '../change-reports.js';
import { realClock, type Clock } from '../ports/clock.js';
import type { IdSource } from '../ports/ids.js';
import type { Actor } from '../ports/staff-acts.js';
import type { Change, LockedReport, ReportStore } from '../ports/report-store.js';
import type { ErasureCause, RetentionRules, RetentionStore } from '../ports/retention-store.js';
import type { WorkLog } from '../ports/work-log.js';

export type EraseAnswer =
  | { readonly outcome: 'done' | 'notFound' | 'repeated' }
  /** `REPORT.HELD`, `REPORT.ON_ITS_WAY` or `REPORT.KEPT`: what is in the way. */
  | { readonly outcome: 'refused'; readonly code: string };

interface EraseParts {
  readonly reports: ReportStore;
  readonly retention: RetentionStore;
  readonly ids: Pick<IdSource, 'uuid'>;
}

/**
 * Destroys the personal part of a report: its data key and those of the answers to it, with every text they opened. Status,
 * timeline and counts stay, without anything that says whom or what they were about; of content that names no person the
 * keyed hash stays, so that filing it again is noticed.
 */
export class EraseReport {
  constructor(private readonly parts: EraseParts) {}

  async run(reportId: string, by: Actor): Promise<EraseAnswer> {
    const { reports, retention, ids } = this.parts;
    const kept = await retention.keptBecause(reportId);
    return reports.change<EraseAnswer>([reportId], (locked, nowMs) => {
      const report = locked.get(reportId);
      if (!report) return { change: nothing, result: { outcome: 'notFound' } };
      if (report.isErased) return { change: nothing, result: { outcome: 'repeated' } };
      const code = kept ? 'REPORT.KEPT' : hindrance(report);
      if (code !== null) return { change: nothing, result: { outcome: 'refused', code } };
      const erasure = { id: ids.uuid(), because: 'REQUEST', by } as const;
      return { change: erasing([report], () => erasure, nowMs), result: { outcome: 'done' } };
    });
  }
}

/** Erases what was idle for its time. Run as often as one likes: it looks now and then. */
export class EraseDue {
  private nextRunAtMs = 0;

  constructor(
    private readonly parts: EraseParts & {
      readonly rules: RetentionRules & { readonly isOn: boolean; readonly checkEveryMs: number };
      readonly log: WorkLog;
      /** Absent is real time. */
      readonly clock?: Pick<Clock, 'now'>;
    },
  ) {}

  /** @returns how many reports were erased */
  async run(limit = 100): Promise<number> {
    const { rules, clock = realClock } = this.parts;
    if (!rules.isOn || clock.now() < this.nextRunAtMs) return 0;
    this.nextRunAtMs = clock.now() + rules.checkEveryMs;
    let erased = 0;
    for (;;) {
      const some = await this.eraseSome(limit);
      erased += some;
      if (some === 0) break;
    }
    while ((await this.parts.retention.eraseReplies(rules, limit)) > 0);
    return erased;
  }

  private async eraseSome(limit: number): Promise<number> {
    const { reports, retention, ids, log, rules } = this.parts;
    const due = await retention.due(rules, limit);
    const sequences = new Map(due.map(({ reportId, lastSequence }) => [reportId, lastSequence]));
    let erased = 0;
    await changeTogetherOrAlone(
      [...sequences.keys()],
      async (reportIds) => {
        const done = await reports.change(reportIds, (locked, nowMs) => {
          const idle = [...locked.values()].filter(
            (report) =>
              !report.isErased &&
              hindrance(report) === null &&
              report.state.lastSequence === sequences.get(report.state.id),
          );
          const erasure = () => ({ id: ids.uuid(), because: 'RETENTION', by: null }) as const;
          return { change: erasing(idle, erasure, nowMs), result: idle.map(({ reference }) => reference) };
        });
        for (const reference of done) log.info('report.erased', { reference });
        erased += done.length;
      },
      (reportId, error) => log.error('report.not_erased', { reportId, error }),
    );
    return erased;
  }
}

const onItsWay: readonly Delivery[] = ['QUEUED', 'RETRY_WAIT', 'SENDING'];

/** Why a report cannot be erased now; null where it can. */
function hindrance({ state, hold, submissions }: LockedReport): string | null {
  if (hold) return 'REPORT.HELD';
  const isLeaving =
    state.submissions.some((each) => onItsWay.includes(each.state.delivery)) ||
    [...submissions.values()].some(({ followUp }) => ['QUEUED', 'SENDING'].includes(followUp?.state ?? ''));
  return isLeaving ? 'REPORT.ON_ITS_WAY' : null;
}

function erasing(
  reports: readonly LockedReport[],
  erasure: () => { readonly id: string; readonly because: ErasureCause; readonly by: Actor | null },
  nowMs: number,
): Change {
  const erasures = reports.map(({ state }) => ({ reportId: state.id, ...erasure() }));
  const writes = reports.map(({ state }, index) => {
    const { because = 'RETENTION', by = null } = erasures[index] ?? {};
    const detail = { reason: because, actor: by ? ('STAFF' as const) : ('WORKER' as const) };
    const { report, events } = changeReport(state, [], nowMs, [{ type: 'report.erased', detail }]);
    return { state: report, events, timing: [] };
  });
  return { reports: writes, erasures };
}

const nothing: Change = { reports: [] };
