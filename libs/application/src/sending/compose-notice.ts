import { legalBasesOn, textForChannel, type Category, type LawTable, type Translations } from '#core';
import type { PlatformCatalogue } from '../platform-settings.js';
import type { NoticeRequest } from '../ports/platform-adapter.js';

/** A notice whose channel and category are named, in clear. */
export interface NamedNotice extends Omit<
  NoticeRequest,
  'channel' | 'category' | 'legalBases' | 'writtenIn'
> {
  readonly platform: string;
  readonly channel: string;
  readonly category: string;
  /** Subjects of the law table. */
  readonly legalBases: readonly string[];
  readonly factsOn: string | null;
  /** Absent is none. */
  readonly translations?: Translations;
}

/** What names in a notice stand for. */
export interface NoticeVocabulary {
  readonly platforms: PlatformCatalogue;
  readonly categories: ReadonlyMap<string, Category>;
  readonly law: LawTable;
}

/** Puts what is known of channel, category and law in the place of their names. */
export function composeNotice(
  { platforms, categories, law }: NoticeVocabulary,
  named: NamedNotice,
): NoticeRequest {
  const manifest = platforms.get(named.platform)?.manifest;
  const channel = manifest?.channels.find(({ id }) => id === named.channel);
  const category = categories.get(named.category);
  if (!channel || !category)
    throw new Error(`submission ${named.submissionId} names channel or category that is not configured`);
  const { code, labels, notifierNameOptional } = category;
  const { explanation: text, language, translations = {} } = named;
  const written = textForChannel(channel, { text, language }, translations) ?? { text, language };
  return {
    submissionId: named.submissionId,
    reference: named.reference,
    channel,
    regime: named.regime,
    target: named.target,
    ...(named.companions?.length ? { companions: named.companions } : {}),
    category: { code, labels, notifierNameOptional },
    asks: named.asks,
    explanation: written.text,
    ...(written.language === language ? {} : { writtenIn: written.language }),
    legalBases: legalBasesOn(law, named.legalBases, factsDay(named), dayOf(named.goodFaithAtMs)),
    language: named.language,
    goodFaithAtMs: named.goodFaithAtMs,
    seenAt: named.seenAt,
    repeatOf: named.repeatOf,
    removedBefore: named.removedBefore,
  };
}

/** Where nobody gave the day of the facts: when it was seen, or the day of the notice. Also what the filing checks by. */
export function factsDay({
  factsOn,
  seenAt,
  goodFaithAtMs,
}: Pick<NamedNotice, 'factsOn' | 'seenAt' | 'goodFaithAtMs'>): string {
  return factsOn ?? seenAt?.slice(0, 10) ?? dayOf(goodFaithAtMs);
}

/** Day of a time in UTC, ISO 8601. */
function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
