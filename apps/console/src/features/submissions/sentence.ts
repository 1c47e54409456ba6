import type { TFunction } from 'i18next';
import type { Submission } from '#client';
import type { Clause, RefusalReason } from './clauses.js';

/** Looks up the texts of this page. */
export type ReportTexts = TFunction<['report', 'codes']>;

/** A piece of the sentence: a clause, or what stands between two. */
export interface SentencePart {
  readonly text: string;
  readonly clause: Clause | null;
}

/**
 * The one sentence that explains a report, in the language of `t`: "3 of 5 gone, YouTube refused: no policy violation,
 * Snapchat asks you something."
 *
 * @param clauses one or more
 * @param nameOf  name of a platform
 * @returns its parts; put together they are the sentence
 */
export function sentenceOf(
  t: ReportTexts,
  language: string,
  clauses: readonly Clause[],
  nameOf: NameOf,
): readonly SentencePart[] {
  const texts = clauses.map((clause) => clauseText(t, language, clause, nameOf));
  // Commas, unless a clause has some of its own.
  const separator = texts.some((text) => text.includes(',')) ? '; ' : ', ';
  const parts = clauses.flatMap((clause, index): SentencePart[] => {
    const text = texts[index] ?? '';
    if (index === 0) return [{ text: text.charAt(0).toLocaleUpperCase(language) + text.slice(1), clause }];
    return [
      { text: separator, clause: null },
      { text, clause },
    ];
  });
  return [...parts, { text: '.', clause: null }];
}

type NameOf = (platform: Submission['platform']) => string;

function clauseText(t: ReportTexts, language: string, clause: Clause, nameOf: NameOf): string {
  const { kind, total, refusalReason } = clause;
  const who = whoOf(t, language, clause, nameOf);
  // Verbs agree with the platforms that are named.
  const named = clause.platforms.size;
  switch (kind) {
    case 'gone':
      if (total === 1) return t('report:sentence.goneFrom', { who });
      if (clause.count === total) return t('report:sentence.goneAll');
      return t('report:sentence.gone', { count: clause.count, total });
    case 'removed':
      return t('report:sentence.removed', { who, count: named });
    case 'restricted':
      return t('report:sentence.restricted', { who, count: named });
    case 'not_really_gone':
      return t('report:sentence.notReallyGone', { who, count: named });
    case 'reappeared':
      return t('report:sentence.reappeared', { who });
    case 'refused':
      return t('report:sentence.refused', { who, count: named, reason: refusalText(t, refusalReason) });
    case 'target_not_found':
      return t('report:sentence.notFound', { who, count: named });
    case 'duplicate':
      return t('report:sentence.duplicate', { who, count: named });
    case 'expired':
      return t('report:sentence.expired', { who, count: named });
    case 'reversed':
      return t('report:sentence.reversed', { who, count: named });
    case 'contested':
      return t('report:sentence.contested', { who });
    case 'under_review':
      return t('report:sentence.underReview', { who, count: named });
    case 'acknowledged':
      return t('report:sentence.acknowledged', { who, count: named });
    case 'sent':
      return t('report:sentence.sent', { who });
    case 'queued':
      return t('report:sentence.queued', { who });
    case 'answering':
      return t('report:sentence.answering', { who });
    case 'withdrawn':
      return t('report:sentence.withdrawn', { who });
    case 'failed':
      return t('report:sentence.failed', { who });
    case 'blocked':
      return t('report:sentence.blocked', { who });
    case 'delivery_uncertain':
      return t('report:sentence.uncertain', { who, count: named });
    case 'staff_action':
      return t('report:sentence.byHand', { who });
    case 'info_requested':
      return t('report:sentence.asks', { who, count: named });
  }
}

/** "Facebook", "Facebook (2) and YouTube", "all 5 platforms". */
function whoOf(
  t: ReportTexts,
  language: string,
  { platforms, count, total }: Clause,
  nameOf: NameOf,
): string {
  if (platforms.size > 2 && count === total)
    return t('report:sentence.allPlatforms', { count: platforms.size });
  const names = [...platforms].map(([platform, submissions]) =>
    submissions === 1 ? nameOf(platform) : `${nameOf(platform)} (${submissions})`,
  );
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
}

/** Shorter than the reason's own name, and in the middle of a sentence. */
function refusalText(t: ReportTexts, reason: RefusalReason | null): string {
  switch (reason) {
    case 'NO_POLICY_VIOLATION':
      return t('report:refusal.noPolicyViolation');
    case 'NOT_ILLEGAL_IN_JURISDICTION':
      return t('report:refusal.notIllegalHere');
    case 'INSUFFICIENT_INFORMATION':
      return t('report:refusal.insufficientInformation');
    case 'NOT_THE_RIGHT_CHANNEL':
      return t('report:refusal.wrongChannel');
    case 'OUT_OF_SCOPE_PRIVATE_SPACE':
      return t('report:refusal.privateSpace');
    case 'CANNOT_IDENTIFY_CONTENT':
      return t('report:refusal.cannotIdentify');
    case 'NOTIFIER_NOT_ACCEPTED':
      return t('report:refusal.notifierNotAccepted');
    case 'NO_REASON_GIVEN':
    case null:
      return t('report:refusal.noReason');
  }
}
