import { wordOf, type DetailKind, type PhoneReader } from '#core';
import type { FieldError } from '../field-error.js';
import { lanes, type PlatformCatalogue } from '../platform-settings.js';
import type { ReportCipher } from '../ports/cipher.js';
import type { IdSource } from '../ports/ids.js';
import {
  IdempotencyKeyTaken,
  type Change,
  type IdempotencyRecord,
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
import { followUpField, hasThread } from './answer-question.js';

export interface TellStillThereInput {
  readonly submissionId: string;
  readonly text: string;
  /** Kinds of personal details that may leave all the same. */
  readonly confirmedFindings?: readonly DetailKind[];
  readonly by: string;
  readonly idempotency: Omit<IdempotencyRecord, 'answer'> | null;
}

export type TellStillThereAnswer =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'notFound' }
  /** Personal details that nobody confirmed. */
  | { readonly outcome: 'invalid'; readonly errors: readonly FieldError[] }
  /** The idempotency key was used meanwhile. */
  | { readonly outcome: 'keyTaken' }
  /** `SUBMISSION.NOT_NOW.<word>`, `STILL_THERE.ON_ITS_WAY` or `STILL_THERE.BY_HAND`. */
  | { readonly outcome: 'refused'; readonly code: string };

/**
 * Staff tell a platform, in the thread of the notice, that what it said to be removed can still be seen. Only after a
 * second look: caches and regions make removed content linger.
 */
export class TellStillThere {
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

  async run(input: TellStillThereInput): Promise<TellStillThereAnswer> {
    const { submissionId, text, by, idempotency, confirmedFindings } = input;
    const { reports, sends, cipher, ids, platforms, openNotice, readPhone } = this.parts;
    // As a new notice would say it: with the platform's own number, which is no detail of a person.
    const about = await sends.load(submissionId, 'refiled');
    if (!about) return { outcome: 'notFound' };
    const { reportId, platform } = about;
    const key = await cipher.openKey(reportId, about.key);
    const theirNumber = about.removedBefore?.externalRef ?? null;
    const details = detailsIn([{ pointer: '/text', text }], {
      ...{ confidential: confidentialNames(about, key), readPhone },
      targetIds: [...(await openNotice.target(about)).ids, ...(theirNumber === null ? [] : [theirNumber])],
    });
    const errors = unconfirmedDetails(details, confirmedFindings);
    if (errors.length > 0) return { outcome: 'invalid', errors };
    const id = ids.uuid();
    const sealed = key.seal(text, followUpField(id));
    const kept = idempotency && { ...idempotency, reportId, answer: key.seal(submissionId, 'answer') };
    try {
      return await reports.change<TellStillThereAnswer>([reportId], (locked) => {
        const report = locked.get(reportId);
        const state = report?.state.submissions.find((each) => each.id === submissionId)?.state;
        const before = report?.submissions.get(submissionId)?.followUp ?? null;
        const refused = (code: string) => ({
          change: nothing,
          result: { outcome: 'refused' as const, code },
        });
        if (!state) return { change: nothing, result: { outcome: 'notFound' } };
        if (wordOf(state) !== 'not_really_gone') return refused(`SUBMISSION.NOT_NOW.${wordOf(state)}`);
        if (before?.state === 'QUEUED' || before?.state === 'SENDING')
          return refused('STILL_THERE.ON_ITS_WAY');
        if (!hasThread(platforms, platform, state.channel)) return refused('STILL_THERE.BY_HAND');
        const followUp = { id, submissionId, purpose: 'STILL_THERE', text: sealed, createdBy: by } as const;
        const change: Change = {
          reports: [],
          newFollowUps: [
            {
              ...followUp,
              confirmedFindings: confirmedKinds(details, confirmedFindings),
              number: (before?.number ?? 0) + 1,
            },
          ],
          lanes: [lanes.followUps(platform)],
          idempotency: kept,
        };
        return { change, result: { outcome: 'done' } };
      });
    } catch (error) {
      if (error instanceof IdempotencyKeyTaken) return { outcome: 'keyTaken' };
      throw error;
    }
  }
}

const nothing: Change = { reports: [] };
