import { changeReport } from '#core';
import type { ReportCipher } from '../ports/cipher.js';
import type { GlassStore } from '../ports/glass-store.js';
import type { IdSource } from '../ports/ids.js';
import type { Actor } from '../ports/staff-acts.js';
import type { ReportStore } from '../ports/report-store.js';

/** How long a report stays open. */
export const glassLastsMs = 60 * 60 * 1_000;

/**
 * Opens one report to somebody who lacks the role it takes, for an hour.
 *
 * Its timeline says so first, and with it supervisors are alerted: what fails in between alerts without opening.
 */
export class BreakGlass {
  constructor(
    private readonly parts: {
      readonly reports: ReportStore;
      readonly glass: GlassStore;
      readonly cipher: ReportCipher;
      readonly ids: Pick<IdSource, 'uuid'>;
    },
  ) {}

  /** @returns when it ends; undefined where there is no such report. While it is open, asking again changes nothing. */
  async run(reportId: string, reason: string, by: Actor): Promise<number | undefined> {
    const { reports, glass, cipher, ids } = this.parts;
    const standing = await glass.find(by.id, reportId);
    if (standing !== undefined) return standing;
    const sealed = await reports.sealedTargets(reportId);
    if (!sealed) return undefined;
    const id = ids.uuid();
    const isTold = await reports.change<boolean>([reportId], (locked, nowMs) => {
      const report = locked.get(reportId);
      if (!report) return { change: { reports: [] }, result: false };
      const changed = changeReport(report.state, [], nowMs, [
        { type: 'report.glass_broken', detail: { actor: 'STAFF', untilMs: nowMs + glassLastsMs } },
      ]);
      return {
        change: { reports: [{ state: changed.report, events: changed.events, timing: [] }] },
        result: true,
      };
    });
    if (!isTold) return undefined;
    return glass.open({
      ...{ id, reportId, by, lifetimeMs: glassLastsMs },
      reason: (await cipher.openKey(reportId, sealed.key)).seal(reason, glassReasonField(id)),
    });
  }
}

/** Name of the sealed reason. */
export function glassReasonField(id: string): string {
  return `glass-${id}`;
}
