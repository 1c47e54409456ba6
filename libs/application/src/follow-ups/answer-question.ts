import {
  changeReport,
  forWholeNotice,
  isMachineChannel,
  leaderOf,
  type DetailKind,
  type PhoneReader,
  type SubmissionState,
} from '#core';
import type { FieldError } from '../field-error.js';
import { lanes, type PlatformCatalogue } from '../platform-settings.js';
import type { ReportCipher } from '../ports/cipher.js';
import type { IdSource } from '../ports/ids.js';
import {
  IdempotencyKeyTaken,
  type Change,
  type IdempotencyRecord,
  type LockedReport,
  type ReportStore,
} from '../ports/report-store.js';
import type { SendStore } from '../ports/send-store.js';
import {
  confidentialNames,
  confirmedKinds,
  detailsIn,
  unconfirmedDetails,
} from '../reports/outgoing-details.js';
import type { OpenNotice } from '../sending/open-notice.js';

export interface AnswerQuestionInput {
  readonly submissionId: string;
  /** What goes to the platform; null where staff answered in its portal or by telephone. */
  readonly text: string | null;
  /** Kinds of personal details that may leave all the same. */
  readonly confirmedFindings?: readonly DetailKind[];
  readonly by: string;
  readonly idempotency: Omit<IdempotencyRecord, 'answer'> | null;
}

export type AnswerQuestionAnswer =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'notFound' }
  /** Personal details that nobody confirmed. */
  | { readonly outcome: 'invalid'; readonly errors: readonly FieldError[] }
  /** The idempotency key was used meanwhile. */
  | { readonly outcome: 'keyTaken' }
  /** `SUBMISSION.NOT_NOW.<decision>`, `INFORMATION.ON_ITS_WAY` or `INFORMATION.BY_HAND`. */
  | { readonly outcome: 'refused'; readonly code: string };

/**
 * Staff answer what a platform asked about a submission: with a text that a worker sends in the platform's own thread,
 * or by saying that it was answered elsewhere.
 */
export class AnswerQuestion {
  constructor(
    private readonly parts: {
      readonly reports: ReportStore;
      readonly sends: SendStore;
      readonly cipher: ReportCipher;
      readonly platforms: PlatformCatalogue;
      readonly ids: IdSource;
      readonly openNotice: OpenNotice;
      readonly readPhone: PhoneReader;
    },
  ) {}

  async run(input: AnswerQuestionInput): Promise<AnswerQuestionAnswer> {
    const { submissionId, text, by, idempotency } = input;
    const { reports, sends, cipher, ids, openNotice, readPhone } = this.parts;
    const asked = await sends.load(submissionId);
    if (!asked) return { outcome: 'notFound' };
    const { reportId, platform } = asked;
    const key = await cipher.openKey(reportId, asked.key);
    const details = detailsIn(text === null ? [] : [{ pointer: '/text', text }], {
      ...{
        confidential: confidentialNames(asked, key),
        targetIds: (await openNotice.target(asked)).ids,
        readPhone,
      },
    });
    const errors = unconfirmedDetails(details, input.confirmedFindings);
    if (errors.length > 0) return { outcome: 'invalid', errors };
    const id = ids.uuid();
    const sealed = text === null ? null : key.seal(text, followUpField(id));
    const kept = idempotency && { ...idempotency, reportId, answer: key.seal(submissionId, 'answer') };
    try {
      return await reports.change<AnswerQuestionAnswer>([reportId], (locked, nowMs) => {
        const report = locked.get(reportId);
        // A question about a notice that names several targets is answered once.
        const askedAbout = report ? leaderOf(report.state.submissions, submissionId) : submissionId;
        const state = report?.state.submissions.find((each) => each.id === askedAbout)?.state;
        const row = report?.submissions.get(askedAbout);
        if (!report || !state || !row) return { change: nothing, result: { outcome: 'notFound' } };
        const code = this.hindrance(state, row.followUp, platform, sealed !== null);
        if (code !== null) return { change: nothing, result: { outcome: 'refused', code } };
        const change: Change =
          sealed === null
            ? suppliedElsewhere(report, askedAbout, nowMs)
            : {
                reports: [],
                newFollowUps: [
                  {
                    ...{ id, submissionId: askedAbout, purpose: 'INFORMATION', text: sealed, createdBy: by },
                    confirmedFindings: confirmedKinds(details, input.confirmedFindings),
                    number: (row.followUp?.number ?? 0) + 1,
                  },
                ],
                lanes: [lanes.followUps(platform)],
              };
        return { change: { ...change, idempotency: kept }, result: { outcome: 'done' } };
      });
    } catch (error) {
      if (error instanceof IdempotencyKeyTaken) return { outcome: 'keyTaken' };
      throw error;
    }
  }

  /** Why it cannot be answered so now; null where it can. */
  private hindrance(
    { delivery, decision, channel, isWithdrawn }: SubmissionState,
    before: { readonly state: string } | null,
    platform: string,
    isSent: boolean,
  ): string | null {
    if (delivery === 'CANCELLED' || isWithdrawn) return 'SUBMISSION.NOT_NOW.CANCELLED';
    if (decision !== 'INFO_REQUESTED') return `SUBMISSION.NOT_NOW.${decision}`;
    if (before?.state === 'QUEUED' || before?.state === 'SENDING') return 'INFORMATION.ON_ITS_WAY';
    return isSent && !hasThread(this.parts.platforms, platform, channel) ? 'INFORMATION.BY_HAND' : null;
  }
}

/** Whether a worker can write in the thread of a notice that took this channel. */
export function hasThread(platforms: PlatformCatalogue, platform: string, channelId: string): boolean {
  const manifest = platforms.get(platform)?.manifest;
  const channel = manifest?.channels.find(({ id }) => id === channelId);
  return (
    manifest?.abilities.includes('supplyInformation') === true &&
    channel !== undefined &&
    isMachineChannel(channel)
  );
}

/** Name of the sealed text of a follow-up. */
export function followUpField(followUpId: string): string {
  return `follow-up-${followUpId}`;
}

const nothing: Change = { reports: [] };

function suppliedElsewhere(report: LockedReport, submissionId: string, nowMs: number): Change {
  const fact = { kind: 'informationSupplied', atMs: nowMs } as const;
  const facts = forWholeNotice(report.state, [{ submissionId, fact, detail: { actor: 'STAFF' } }]);
  const changed = changeReport(report.state, facts, nowMs);
  return { reports: [{ state: changed.report, events: changed.events, timing: [] }] };
}
