import {
  addSubmissions,
  isMachineChannel,
  plannedSubmission,
  repeatedIn,
  wasGoneBefore,
  type ReportSubmission,
  type SubmissionState,
} from '#core';
import type { DeadlineClocks } from '../deadlines/deadline-clocks.js';
import type { FieldError } from '../field-error.js';
import { lanes, type PlatformCatalogue } from '../platform-settings.js';
import type { DataKey, ReportCipher } from '../ports/cipher.js';
import type { IdSource } from '../ports/ids.js';
import {
  IdempotencyKeyTaken,
  type Change,
  type IdempotencyRecord,
  type LockedReport,
  type RefiledSubmission,
  type ReportStore,
  type SealedTargets,
} from '../ports/report-store.js';
import { started } from '../reports/report-planner.js';
import { targetField } from '../sending/open-notice.js';

export interface RefileInput {
  readonly reportId: string;
  /** Submissions to repeat; null takes those whose content was seen again. */
  readonly submissionIds: readonly string[] | null;
  readonly idempotency: Omit<IdempotencyRecord, 'answer'> | null;
}

export type RefileAnswer =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'notFound' }
  /** The idempotency key was used meanwhile. */
  | { readonly outcome: 'keyTaken' }
  /** `REFILE.NOTHING_REAPPEARED`: no submission was named, and none was seen again. */
  | { readonly outcome: 'refused'; readonly code: string }
  | { readonly outcome: 'invalid'; readonly errors: readonly FieldError[] };

/**
 * Content that was gone came back: staff send a new notice, which names the earlier one. It is a submission of the same
 * report, takes the earlier one's channel, and stands in its place from then on; the history stays.
 */
export class RefileReport {
  constructor(
    private readonly parts: {
      readonly reports: ReportStore;
      readonly cipher: ReportCipher;
      readonly platforms: PlatformCatalogue;
      readonly ids: IdSource;
      readonly clocks: Pick<DeadlineClocks, 'staffDueAtMs'>;
    },
  ) {}

  async run({ reportId, submissionIds, idempotency }: RefileInput): Promise<RefileAnswer> {
    const { reports, cipher } = this.parts;
    const sealed = await reports.sealedTargets(reportId);
    if (!sealed) return { outcome: 'notFound' };
    const key = await cipher.openKey(reportId, sealed.key);
    const kept = idempotency && { ...idempotency, reportId, answer: key.seal(reportId, 'answer') };
    try {
      return await reports.change<RefileAnswer>([reportId], (locked, nowMs) => {
        const report = locked.get(reportId);
        if (!report) return { change: nothing, result: { outcome: 'notFound' } };
        const chosen = choose(report, sealed, submissionIds);
        if (chosen.outcome !== 'chosen') return { change: nothing, result: chosen };
        const change = this.refile(report, chosen.submissions, sealed, key, nowMs);
        return { change: { ...change, idempotency: kept }, result: { outcome: 'done' } };
      });
    } catch (error) {
      if (error instanceof IdempotencyKeyTaken) return { outcome: 'keyTaken' };
      throw error;
    }
  }

  private refile(
    report: LockedReport,
    chosen: readonly ReportSubmission[],
    sealed: SealedTargets,
    key: DataKey,
    nowMs: number,
  ): Change {
    const { ids, clocks } = this.parts;
    const count = report.state.submissions.length;
    const newSubmissions = chosen.map(
      ({ id: repeats, platform, state: before }, index): RefiledSubmission => {
        const ordinal = count + index + 1;
        const reference = `${report.reference}-${ordinal}-${ids.mailToken()}`;
        const target = sealed.targets.find(({ submissionId }) => submissionId === repeats);
        if (!target?.target) throw new Error(`the address of submission ${repeats} was erased`);
        const opened = key.open(target.target, targetField(target.reference));
        const state = heldAs(report.hold, this.startOf(platform, before));
        return {
          ...{ id: ids.uuid(), repeats, ordinal, reference, state, goodFaithAtMs: nowMs },
          target: key.seal(opened, targetField(reference)),
          isDue: state.delivery === 'QUEUED',
          staffDueAtMs: clocks.staffDueAtMs({ platform, category: report.category }, state, nowMs),
        };
      },
    );
    const platformOf = new Map(chosen.map(({ id, platform }) => [id, platform]));
    const added = newSubmissions.map(({ id, state, repeats }) => ({
      ...{ id, state, repeats },
      platform: platformOf.get(repeats) ?? '',
    }));
    const changed = addSubmissions(report.state, added, nowMs);
    // The new notice's own watch takes over.
    const timing = chosen.map(({ id }) => ({
      ...{ submissionId: id, nextCheckInMs: null, lookDueInMs: null, watchEndsAtMs: nowMs },
    }));
    const due = added.filter(({ state }) => state.delivery === 'QUEUED');
    return {
      reports: [{ state: changed.report, events: changed.events, timing }],
      newSubmissions,
      lanes: [...new Set(due.map(({ platform }) => lanes.submissions(platform)))],
    };
  }

  /** The channel of the notice before, which took this content already. */
  private startOf(platform: string, { channel: id }: SubmissionState): SubmissionState {
    const channel = this.parts.platforms.get(platform)?.manifest.channels.find((each) => each.id === id);
    const planned = plannedSubmission(channel?.id ?? '');
    if (!channel) return started(planned, { kind: 'blocked', reason: 'CHANNEL.UNKNOWN' });
    if (isMachineChannel(channel)) return started(planned, { kind: 'queued' });
    return started(planned, { kind: 'handedOff', channel: channel.id, reason: `HANDOFF.${channel.kind}` });
  }
}

/** A new notice of a held report is held as well. */
function heldAs(hold: LockedReport['hold'], state: SubmissionState): SubmissionState {
  return hold ? { ...state, holdUntilMs: hold.untilMs } : state;
}

const nothing: Change = { reports: [] };

type Chosen =
  | { readonly outcome: 'chosen'; readonly submissions: readonly ReportSubmission[] }
  | Extract<RefileAnswer, { outcome: 'refused' | 'invalid' }>;

function choose(
  { state }: LockedReport,
  { targets }: SealedTargets,
  wanted: readonly string[] | null,
): Chosen {
  const repeated = repeatedIn(state.submissions);
  const erased = new Set(targets.flatMap(({ submissionId, target }) => (target ? [] : [submissionId])));
  const hindranceOf = (submission: ReportSubmission): Hindrance | null => {
    if (repeated.has(submission.id)) return 'REFILE.ALREADY';
    if (erased.has(submission.id)) return 'REFILE.ADDRESS_ERASED';
    return wasGoneBefore(submission.state) ? null : 'REFILE.NEVER_GONE';
  };
  if (wanted === null) {
    const submissions = state.submissions.filter(
      (each) => each.state.verification === 'REAPPEARED' && hindranceOf(each) === null,
    );
    return submissions.length > 0
      ? { outcome: 'chosen', submissions }
      : { outcome: 'refused', code: 'REFILE.NOTHING_REAPPEARED' };
  }
  const errors: FieldError[] = [];
  const submissions = [...new Set(wanted)].flatMap((id) => {
    const submission = state.submissions.find((each) => each.id === id);
    const code = submission ? hindranceOf(submission) : 'SUBMISSION.NOT_IN_REPORT';
    if (code !== null)
      errors.push({ pointer: `/submissions/${wanted.indexOf(id)}`, code, detail: details[code] });
    return submission && code === null ? [submission] : [];
  });
  return errors.length > 0 ? { outcome: 'invalid', errors } : { outcome: 'chosen', submissions };
}

const details = {
  'SUBMISSION.NOT_IN_REPORT': 'This is no submission of this report. Read the report for those it has.',
  'REFILE.ALREADY': 'A later notice repeats this one already. Read the report anew.',
  'REFILE.ADDRESS_ERASED': 'The address of this content was erased. File a new report for it.',
  'REFILE.NEVER_GONE':
    'This content was never removed or seen gone, so that no notice can say that it was. Remind the platform, or send the notice again.',
} as const;
type Hindrance = keyof typeof details;
