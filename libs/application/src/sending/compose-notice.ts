import type { Category } from '#core';
import type { PlatformCatalogue } from '../platform-settings.js';
import type { NoticeRequest } from '../ports/platform-adapter.js';

/** A notice whose channel and category are named, in clear. */
export interface NamedNotice extends Omit<NoticeRequest, 'channel' | 'category'> {
  readonly platform: string;
  readonly channel: string;
  readonly category: string;
}

/** Puts what is known of channel and category in the place of their names. */
export function composeNotice(
  platforms: PlatformCatalogue,
  categories: ReadonlyMap<string, Category>,
  named: NamedNotice,
): NoticeRequest {
  const manifest = platforms.get(named.platform)?.manifest;
  const channel = manifest?.channels.find(({ id }) => id === named.channel);
  const category = categories.get(named.category);
  if (!channel || !category)
    throw new Error(`submission ${named.submissionId} names channel or category that is not configured`);
  const { code, labels, notifierNameOptional } = category;
  return {
    submissionId: named.submissionId,
    reference: named.reference,
    channel,
    regime: named.regime,
    target: named.target,
    category: { code, labels, notifierNameOptional },
    asks: named.asks,
    explanation: named.explanation,
    language: named.language,
    goodFaithAtMs: named.goodFaithAtMs,
    seenAt: named.seenAt,
    repeatOf: named.repeatOf,
    removedBefore: named.removedBefore,
  };
}
