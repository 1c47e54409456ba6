import { changeReport, type ReportState } from '#core';
import type { FieldError } from '../field-error.js';
import { lanes } from '../platform-settings.js';
import type { DataKey, ReportCipher } from '../ports/cipher.js';
import type { IdSource } from '../ports/ids.js';
import {
  never,
  type Change,
  type LockedReport,
  type ReportStore,
  type SubmissionTiming,
} from '../ports/report-store.js';
import type { Actor, HoldReason } from '../ports/staff-acts.js';
import type { FollowUpWrite } from '../ports/follow-up.js';

/** What somebody says who holds a report. */
export interface HoldInput {
  readonly reason: HoldReason;
  readonly untilMs: number;
  readonly note: string | null;
  readonly by: Actor;
  /** Its category waits for a second person as well. */
  readonly isUngraded?: true;
}

export type HoldAnswer =
  | { readonly outcome: 'done' | 'repeated' | 'notFound' }
  | { readonly outcome: 'invalid'; readonly code: HoldTimeCode };

export type ReleaseAnswer =
  | { readonly outcome: 'done' | 'repeated' | 'notFound' }
  /**
   * HOLD.SECOND_PERSON         who held it, or gave it a category that waits to be confirmed, does not release it
   * HOLD.CATEGORY_UNCONFIRMED  that takes somebody who may confirm categories
   */
  | { readonly outcome: 'refused'; readonly code: 'HOLD.SECOND_PERSON' | 'HOLD.CATEGORY_UNCONFIRMED' };

export type HoldTimeCode = 'HOLD.UNTIL_PAST' | 'HOLD.UNTIL_TOO_FAR';

/** What a report of abuse images is held by until a second person confirms that it is one. */
export function ungradedHold(by: Actor, nowMs: number): HoldInput {
  return {
    ...{ reason: 'CATEGORY_UNCONFIRMED', untilMs: nowMs + confirmedWithinMs, note: null, by },
    isUngraded: true,
  };
}

/** Afterwards the hold is overdue, which alerts staff. */
const confirmedWithinMs = 60 * 60 * 1_000;

/** A hold is looked at again within a year. */
const longestMs = 366 * 24 * 60 * 60 * 1_000;

/** Why a day cannot be the end of a hold; null where it can. */
export function holdTimeCode(untilMs: number, nowMs: number): HoldTimeCode | null {
  if (untilMs <= nowMs) return 'HOLD.UNTIL_PAST';
  return untilMs > nowMs + longestMs ? 'HOLD.UNTIL_TOO_FAR' : null;
}

export function holdTimeError(pointer: string, code: HoldTimeCode): FieldError {
  const detail =
    code === 'HOLD.UNTIL_PAST'
      ? 'This day has passed. Give the day on which somebody is to look again.'
      : 'A hold is looked at again within a year. Give an earlier day; it can be held again by then.';
  return { pointer, code, detail };
}

export function sealedHoldNote(key: DataKey, holdId: string, note: string | null): Uint8Array | null {
  return note === null ? null : key.seal(note, holdNoteField(holdId));
}

/** Name of the sealed note of a hold. */
export function holdNoteField(holdId: string): string {
  return `hold-${holdId}`;
}

interface HoldParts {
  readonly reports: ReportStore;
  readonly cipher: ReportCipher;
  readonly ids: Pick<IdSource, 'uuid'>;
}

/**
 * Holds a report: from the commit on nothing about it leaves that a sender has not claimed by then, neither notices nor
 * messages about them, and no step is taken about the silence of a platform. Held again it takes the new reason and day,
 * and keeps its owner.
 */
export class HoldReport {
  constructor(private readonly parts: HoldParts) {}

  async run(reportId: string, { reason, untilMs, note, by }: HoldInput): Promise<HoldAnswer> {
    const { reports, cipher, ids } = this.parts;
    const sealed = note === null ? undefined : await reports.sealedTargets(reportId);
    const key = sealed && (await cipher.openKey(reportId, sealed.key));
    return reports.change<HoldAnswer>([reportId], (locked, nowMs) => {
      const report = locked.get(reportId);
      if (!report || (note !== null && !sealed)) return { change: nothing, result: { outcome: 'notFound' } };
      const code = holdTimeCode(untilMs, nowMs);
      if (code !== null) return { change: nothing, result: { outcome: 'invalid', code } };
      const { hold } = report;
      if (hold && note === null && hold.reason === reason && hold.untilMs === untilMs)
        return { change: nothing, result: { outcome: 'repeated' } };
      const { facts, note: said } = saidOfHold(report.state, { reason, untilMs });
      const changed = changeReport(report.state, facts, nowMs, [said]);
      const id = hold?.id ?? ids.uuid();
      const change: Change = {
        reports: [
          { state: changed.report, events: changed.events, timing: timed(changed.report, () => never) },
        ],
        followUps: waitingMessages(report, never, 'REPORT.HELD'),
        holds: [
          {
            ...{ kind: 'held', reportId, id, reason, untilMs, by, gradedById: null },
            note: key ? sealedHoldNote(key, id, note) : null,
          },
        ],
      };
      return { change, result: { outcome: 'done' } };
    });
  }
}

/**
 * A second person releases a report that is held: what waited goes out. No day does that by itself. Where its category
 * waits to be confirmed, that confirms it.
 */
export class ReleaseReport {
  constructor(private readonly parts: Pick<HoldParts, 'reports'>) {}

  /** @param mayConfirm whether they may confirm categories */
  run(reportId: string, by: Actor, mayConfirm = false): Promise<ReleaseAnswer> {
    return this.parts.reports.change<ReleaseAnswer>([reportId], (locked, nowMs) => {
      const report = locked.get(reportId);
      if (!report) return { change: nothing, result: { outcome: 'notFound' } };
      const { hold } = report;
      if (!hold) return { change: nothing, result: { outcome: 'repeated' } };
      if (hold.by.id === by.id || hold.gradedById === by.id)
        return { change: nothing, result: { outcome: 'refused', code: 'HOLD.SECOND_PERSON' } };
      if (hold.gradedById !== null && !mayConfirm)
        return { change: nothing, result: { outcome: 'refused', code: 'HOLD.CATEGORY_UNCONFIRMED' } };
      const facts = report.state.submissions.map(({ id: submissionId }) => ({
        ...{ submissionId, fact: { kind: 'released' } as const, detail: { actor: 'STAFF' as const } },
      }));
      const detail = { actor: 'STAFF' } as const;
      const changed = changeReport(report.state, facts, nowMs, [{ type: 'report.released', detail }]);
      const timing = timed(changed.report, (delivery) => (delivery === 'QUEUED' ? 0 : settledMs));
      const followUps = waitingMessages(report, 0, null);
      const change: Change = {
        ...{ reports: [{ state: changed.report, events: changed.events, timing }], followUps },
        holds: [{ kind: 'released', id: hold.id, by }],
        lanes: lanesOf(changed.report, followUps, report),
      };
      return { change, result: { outcome: 'done' } };
    });
  }
}

const nothing: Change = { reports: [] };

/** A try of which nobody knows whether it arrived is not looked up sooner than this. */
const settledMs = 60_000;

/** What a hold says of each submission, and of the report. */
export function saidOfHold(
  { submissions }: ReportState,
  { reason, untilMs }: Pick<HoldInput, 'reason' | 'untilMs'>,
) {
  const facts = submissions.map(({ id: submissionId }) => ({
    ...{ submissionId, fact: { kind: 'held', untilMs } as const, detail: { actor: 'STAFF' as const } },
  }));
  return { facts, note: { type: 'report.held', detail: { reason, untilMs, actor: 'STAFF' } } as const };
}

/** Times of what waits to be sent. */
export function timed(
  { submissions }: ReportState,
  nextTryInMs: (delivery: 'QUEUED' | 'RETRY_WAIT') => number,
): SubmissionTiming[] {
  return submissions.flatMap(({ id: submissionId, state: { delivery } }) =>
    delivery === 'QUEUED' || delivery === 'RETRY_WAIT'
      ? [{ submissionId, nextTryInMs: nextTryInMs(delivery) }]
      : [],
  );
}

/** Messages inside a case that wait to be sent, with another time. */
function waitingMessages(
  { submissions }: LockedReport,
  nextTryInMs: number,
  code: string | null,
): FollowUpWrite[] {
  return [...submissions.values()].flatMap(({ followUp }) => {
    if (followUp?.state !== 'QUEUED') return [];
    const { id: followUpId, epoch } = followUp;
    return [{ followUpId, epoch, state: 'QUEUED', code, receipt: null, nextTryInMs }];
  });
}

function lanesOf(state: ReportState, followUps: readonly FollowUpWrite[], { submissions }: LockedReport) {
  const moved = new Set(followUps.map(({ followUpId }) => followUpId));
  const wake = state.submissions.flatMap(({ id, platform, state: { delivery } }) => [
    ...(delivery === 'QUEUED' ? [lanes.submissions(platform)] : []),
    ...(moved.has(submissions.get(id)?.followUp?.id ?? '') ? [lanes.followUps(platform)] : []),
  ]);
  return [...new Set(wake)];
}
