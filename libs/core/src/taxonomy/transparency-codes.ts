import type { Effect } from '../submission/axes.js';
import type { CategoryCodes, TdbCode } from './category.js';

/** How the DSA Transparency Database would file such content. */
export interface TransparencyCodes extends TdbCode {
  /** Where the person is a minor, which nobody recorded; null where that makes no difference. */
  readonly ifMinor: TdbCode | null;
}

/** @returns null for what no statement of reasons is about, such as a category that only gives advice */
export function transparencyCodesOf({ tdb }: CategoryCodes): TransparencyCodes | null {
  if (!tdb) return null;
  const { category, keywords, ifMinor = null } = tdb;
  return { category, keywords, ifMinor };
}

/**
 * What the database calls an effect; an effect that is missing has no code there.
 *
 * Source: config/taxonomy/codes.yaml, `tdb`.
 */
const decisionCodes: Partial<Record<Effect, string>> = {
  CONTENT_REMOVED: 'DECISION_VISIBILITY_CONTENT_REMOVED',
  CONTENT_DISABLED: 'DECISION_VISIBILITY_CONTENT_DISABLED',
  CONTENT_DEMOTED: 'DECISION_VISIBILITY_CONTENT_DEMOTED',
  AGE_RESTRICTED: 'DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED',
  INTERACTION_RESTRICTED: 'DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED',
  CONTENT_LABELLED: 'DECISION_VISIBILITY_CONTENT_LABELLED',
  ACCOUNT_SUSPENDED: 'DECISION_ACCOUNT_SUSPENDED',
  ACCOUNT_TERMINATED: 'DECISION_ACCOUNT_TERMINATED',
};

export function decisionCodesOf(effects: readonly Effect[]): readonly string[] {
  return effects.flatMap((effect) => decisionCodes[effect] ?? []);
}
