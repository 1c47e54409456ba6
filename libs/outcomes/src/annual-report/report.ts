import { smallestPublishedCount, type Language } from '#core';
import type { AnnualFigures } from './figures.js';

/** The year of a report on the clock of the organisation. */
export interface ReportYear {
  readonly year: number;
  readonly timeZone: string;
  /** The day as of which it tells of a year that is not over (ISO 8601); null once it is. */
  readonly preliminaryOn: string | null;
}

/** How long providers took to their first decision: of those whose counts are all published, and are enough. */
export interface ProviderWait {
  readonly provider: string;
  /** In whole hours since the notice was sent; null where fewer than half, or nine in ten, were decided. */
  readonly medianHours: number | null;
  readonly ninetiethHours: number | null;
}

/** All that a report says, in every form of it: figures, codes, and what the organisation says of itself. */
export interface AnnualReport extends ReportYear {
  readonly v: 1;
  readonly kind: 'DSA_ARTICLE_22_3';
  /** `armed` is what went to platforms; `rehearsed` is a trial, and never published. */
  readonly mode: 'armed' | 'rehearsed';
  readonly organisation: string;
  /** How it stays independent of providers, in its own words; null where nobody wrote that yet. */
  readonly independence: Readonly<Record<Language, string | null>>;
  /** Smaller counts are hidden. */
  readonly smallestPublishedCount: number;
  readonly figures: AnnualFigures;
  readonly waits: readonly ProviderWait[];
}

export function annualReport(
  parts: Pick<
    AnnualReport,
    keyof ReportYear | 'mode' | 'organisation' | 'independence' | 'figures' | 'waits'
  >,
): AnnualReport {
  const { year, timeZone, preliminaryOn, mode, organisation, independence, figures, waits } = parts;
  return {
    ...{ v: 1, kind: 'DSA_ARTICLE_22_3', year, timeZone, preliminaryOn, mode, organisation, independence },
    ...{
      smallestPublishedCount,
      figures,
      waits: waits.filter(({ provider }) => mayTellWait(figures, provider)),
    },
  };
}

/** So many notices of a provider decided, that nobody's is the median; and nothing hidden that a wait would tell of. */
const fewestDecided = 2 * smallestPublishedCount;

function mayTellWait({ providers }: AnnualFigures, provider: string): boolean {
  const own = providers.find((each) => each.provider === provider);
  if (!own) return false;
  const counts = Object.values(own.actions);
  const { REMOVED, RESTRICTED, REFUSED, REVERSED, NOT_FOUND } = own.actions;
  const decided = [REMOVED, RESTRICTED, REFUSED, REVERSED, NOT_FOUND].reduce<number>(
    (sum, count) => sum + (count ?? 0),
    0,
  );
  return !counts.includes(null) && decided >= fewestDecided;
}
