import type { Decision } from '../submission/axes.js';

/**
 * Decisions that say whether a notice was right. Content that was not found, was known already or was never decided
 * about says nothing of that.
 */
export const judgingDecisions = ['ACTIONED', 'REFUSED', 'REVERSED'] as const satisfies readonly Decision[];

/** A share of fewer cases says more about chance than about anybody's work. */
export const fewestCases = 5;

/** How right notices were: the share that a platform acted on, and stood by, of those it judged. */
export interface Precision {
  /** From 0 to 1; null where there are too few cases to say. */
  readonly share: number | null;
  /** The share is below the line. */
  readonly isLow: boolean;
}

/** @param line from 0 to 1 */
export function precisionOf(
  { judged, actedOn }: { readonly judged: number; readonly actedOn: number },
  line: number,
): Precision {
  if (judged < fewestCases) return { share: null, isLow: false };
  const share = actedOn / judged;
  return { share, isLow: share < line };
}
