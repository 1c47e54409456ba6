import { changeReport } from '#core';
import type { DataKey, ReportCipher } from '../ports/cipher.js';
import type { IdSource } from '../ports/ids.js';
import type { Actor } from '../ports/staff-acts.js';
import type { Change, ReportStore } from '../ports/report-store.js';
import type { KeepReason, RetentionStore } from '../ports/retention-store.js';

export interface KeepInput {
  readonly reason: KeepReason;
  /** Null: until somebody lifts it. */
  readonly untilMs: number | null;
  readonly note: string | null;
  readonly by: Actor;
}

export type KeepAnswer = { readonly outcome: 'done' | 'notFound' | 'repeated' | 'past' };

/** Keeps a report longer than its time, for a reason; the latest reason holds. */
export class KeepReport {
  constructor(
    private readonly parts: {
      readonly reports: ReportStore;
      readonly retention: RetentionStore;
      readonly cipher: ReportCipher;
      readonly ids: Pick<IdSource, 'uuid'>;
    },
  ) {}

  async keep(reportId: string, { reason, untilMs, note, by }: KeepInput): Promise<KeepAnswer> {
    const { reports, retention, cipher, ids } = this.parts;
    const before = await retention.keptBecause(reportId);
    const sealed = await reports.sealedTargets(reportId);
    if (!sealed) return { outcome: 'notFound' };
    const key: DataKey = await cipher.openKey(reportId, sealed.key);
    return reports.change<KeepAnswer>([reportId], (locked, nowMs) => {
      const report = locked.get(reportId);
      if (!report || report.isErased) return { change: nothing, result: { outcome: 'notFound' } };
      if (untilMs !== null && untilMs <= nowMs) return { change: nothing, result: { outcome: 'past' } };
      if (note === null && before?.reason === reason && before.untilMs === untilMs)
        return { change: nothing, result: { outcome: 'repeated' } };
      const id = ids.uuid();
      const detail = { reason, actor: 'STAFF', ...(untilMs === null ? {} : { untilMs }) } as const;
      const told = changeReport(report.state, [], nowMs, [{ type: 'report.kept', detail }]);
      const change: Change = {
        reports: [{ state: told.report, events: told.events, timing: [] }],
        keeps: [
          {
            ...{ kind: 'kept', id, reportId, reason, untilMs, by },
            note: note === null ? null : key.seal(note, keepNoteField(id)),
          },
        ],
      };
      return { change, result: { outcome: 'done' } };
    });
  }

  /** Seals a note that waits with the approval of this id. @returns undefined where there is no such report */
  async sealNote(reportId: string, note: string, approvalId: string): Promise<Uint8Array | undefined> {
    const key = await this.keyOf(reportId);
    return key?.seal(note, approvalNoteField(approvalId));
  }

  /** Keeps it as one person asked and another approved. */
  async keepApproved(
    reportId: string,
    {
      approvalId,
      sealedNote,
      ...input
    }: Omit<KeepInput, 'note'> & {
      readonly approvalId: string;
      readonly sealedNote: Uint8Array | null;
    },
  ): Promise<KeepAnswer> {
    const key = sealedNote && (await this.keyOf(reportId));
    const note = key ? key.open(sealedNote, approvalNoteField(approvalId)) : null;
    return this.keep(reportId, { ...input, note });
  }

  private async keyOf(reportId: string): Promise<DataKey | undefined> {
    const { reports, cipher } = this.parts;
    const sealed = await reports.sealedTargets(reportId);
    return sealed && cipher.openKey(reportId, sealed.key);
  }

  /** From now on its usual time holds. */
  lift(reportId: string, by: Actor): Promise<KeepAnswer> {
    const { reports, retention } = this.parts;
    return retention.keptBecause(reportId).then((kept) =>
      reports.change<KeepAnswer>([reportId], (locked, nowMs) => {
        const report = locked.get(reportId);
        if (!report || report.isErased) return { change: nothing, result: { outcome: 'notFound' } };
        if (!kept) return { change: nothing, result: { outcome: 'repeated' } };
        const detail = { reason: 'LIFTED', actor: 'STAFF' } as const;
        const told = changeReport(report.state, [], nowMs, [{ type: 'report.kept', detail }]);
        const change: Change = {
          reports: [{ state: told.report, events: told.events, timing: [] }],
          keeps: [{ kind: 'lifted', reportId, by }],
        };
        return { change, result: { outcome: 'done' } };
      }),
    );
  }
}

function approvalNoteField(id: string): string {
  return `approval-${id}`;
}

/** Name of the sealed note of a reason to keep. */
export function keepNoteField(id: string): string {
  return `keep-${id}`;
}

const nothing: Change = { reports: [] };
