import type { Language } from '../platform/manifest.js';
import type { Referral } from '../taxonomy/catalogue.js';
import type { CallerRole } from './caller.js';

export * from './caller.js';

export const referralStates = ['OFFERED', 'ACCEPTED', 'DECLINED'] as const;
export type ReferralState = (typeof referralStates)[number];

export interface FittingReferral {
  readonly referral: Referral;
  /** Whether it serves people in the language of the call. */
  readonly isInLanguage: boolean;
}

/**
 * Where this caller can be sent in such a case: the category's referrals that fit the role, in their order, those that
 * speak the caller's language first.
 *
 * @param keys referrals of the category, first choice first
 */
export function referralsFor(
  keys: readonly string[],
  role: CallerRole,
  language: Language,
  catalogue: ReadonlyMap<string, Referral>,
): readonly FittingReferral[] {
  const fitting = keys
    .flatMap((key) => catalogue.get(key) ?? [])
    .filter(({ roles }) => roles.includes(role))
    .map((referral) => ({ referral, isInLanguage: referral.languages.includes(language) }));
  return [
    ...fitting.filter(({ isInLanguage }) => isInLanguage),
    ...fitting.filter(({ isInLanguage }) => !isInLanguage),
  ];
}
