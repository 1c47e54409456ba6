import type { DataKey, ReportCipher } from '../ports/cipher.js';
import type { NoticeRequest, NoticeTarget } from '../ports/platform-adapter.js';
import type { SealedTarget, WrappedKey } from '../ports/report-store.js';
import type { ClaimedSubmission } from '../ports/send-store.js';
import type { Translations } from '#core';
import { composeNotice, type NoticeVocabulary } from './compose-notice.js';

/** Opens what a notice needs. The result lives in memory only while it is used. */
export class OpenNotice {
  constructor(
    private readonly cipher: ReportCipher,
    private readonly vocabulary: NoticeVocabulary,
  ) {}

  async run(claimed: Omit<ClaimedSubmission, 'sendId'>): Promise<NoticeRequest> {
    return (await this.withSeal(claimed)).notice;
  }

  /** With what seals under the key of the same report, as long as this is in memory. */
  async withSeal(claimed: Omit<ClaimedSubmission, 'sendId'>): Promise<OpenedNotice> {
    const key = await this.cipher.openKey(claimed.reportId, claimed.key);
    const { translations: sealed = null, companions, ...rest } = claimed;
    const notice = composeNotice(this.vocabulary, {
      ...rest,
      target: openTarget(key, claimed),
      companions: companions.map(({ reference, isUndecided, ...sealedTarget }) => ({
        ...{ reference, isUndecided },
        target: openTarget(key, { ...sealedTarget, reference }),
      })),
      explanation: key.open(claimed.explanation, 'explanation'),
      translations: openTranslations(sealed, key),
      repeatOf:
        claimed.round > (claimed.unmarkedRound ?? 0)
          ? { firstSentAtMs: claimed.firstSentAtMs ?? claimed.goodFaithAtMs }
          : null,
    });
    return { notice, seal: (text, field) => key.seal(text, field) };
  }

  async target(
    row: SealedTargetRow & { readonly reportId: string; readonly key: WrappedKey },
  ): Promise<NoticeTarget> {
    return openTarget(await this.cipher.openKey(row.reportId, row.key), row);
  }
}

export interface OpenedNotice {
  readonly notice: NoticeRequest;
  readonly seal: (text: string, field: string) => Uint8Array;
}

interface SealedTargetRow {
  readonly reference: string;
  readonly target: Uint8Array;
  readonly targetKind: string;
}

function openTarget(key: DataKey, row: SealedTargetRow): NoticeTarget {
  const opened = JSON.parse(key.open(row.target, targetField(row.reference))) as SealedTarget;
  const { key: canonicalKey, ids, url, locator } = opened;
  return { kind: row.targetKind, key: canonicalKey, ids, url, locator };
}

/** The translations of a stored report. */
export function openTranslations(sealed: Uint8Array | null, key: DataKey): Translations {
  return sealed === null ? {} : (JSON.parse(key.open(sealed, 'translations')) as Translations);
}

/** Name of the sealed field of a submission's target: `target-<ordinal>`; the ordinal stands in its reference. */
export function targetField(submissionReference: string): string {
  return `target-${submissionReference.split('-')[3] ?? ''}`;
}

/** Name of the sealed field of what a send carried. */
export function sentField(sendId: string): string {
  return `sent-${sendId}`;
}
