import type { OutcomeGroup } from '#client';
import type { Asked, Regime } from './outcome-search.js';

/** What is known of the notices of one regime. */
export interface RegimeProps {
  readonly asked: Asked;
  readonly regime: Regime;
  readonly all: OutcomeGroup;
  readonly byPlatform: readonly OutcomeGroup[];
}

/** Where the page has its figures. */
export function sectionId(regime: Regime): string {
  return `regime-${regime}`;
}
