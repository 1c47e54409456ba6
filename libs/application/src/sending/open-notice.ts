import type { Category } from '#core';
import type { PlatformCatalogue } from '../platform-settings.js';
import type { ReportCipher } from '../ports/cipher.js';
import type { NoticeRequest, NoticeTarget } from '../ports/platform-adapter.js';
import type { SealedTarget, WrappedKey } from '../ports/report-store.js';
import type { ClaimedSubmission } from '../ports/send-store.js';

/** Opens what a notice needs. The result lives in memory only while it is used. */
export class OpenNotice {
  constructor(
    private readonly cipher: ReportCipher,
    private readonly platforms: PlatformCatalogue,
    private readonly categories: ReadonlyMap<string, Category>,
  ) {}

  run(claimed: Omit<ClaimedSubmission, 'sendId'>): NoticeRequest {
    const manifest = this.platforms.get(claimed.platform)?.manifest;
    const channel = manifest?.channels.find(({ id }) => id === claimed.channel);
    const category = this.categories.get(claimed.category);
    if (!channel || !category)
      throw new Error(`submission ${claimed.submissionId} names channel or category that is not configured`);
    return {
      submissionId: claimed.submissionId,
      reference: claimed.reference,
      channel,
      regime: claimed.regime,
      target: this.target(claimed),
      category: {
        code: category.code,
        labels: category.labels,
        notifierNameOptional: category.notifierNameOptional,
      },
      asks: claimed.asks,
      explanation: this.cipher
        .openKey(claimed.reportId, claimed.key)
        .open(claimed.explanation, 'explanation'),
      language: claimed.language,
      goodFaithAtMs: claimed.goodFaithAtMs,
      seenAt: claimed.seenAt,
      repeatOf: claimed.round > 0 ? { firstSentAtMs: claimed.firstSentAtMs ?? claimed.goodFaithAtMs } : null,
    };
  }

  target(row: {
    readonly reportId: string;
    readonly reference: string;
    readonly key: WrappedKey;
    readonly target: Uint8Array;
    readonly targetKind: string;
  }): NoticeTarget {
    const opened = this.cipher.openKey(row.reportId, row.key).open(row.target, targetField(row.reference));
    const { key, ids, url, locator } = JSON.parse(opened) as SealedTarget;
    return { kind: row.targetKind, key, ids, url, locator };
  }
}

/** Name of the sealed field of a submission's target: `target-<ordinal>`; the ordinal stands in its reference. */
export function targetField(submissionReference: string): string {
  return `target-${submissionReference.split('-')[3] ?? ''}`;
}
