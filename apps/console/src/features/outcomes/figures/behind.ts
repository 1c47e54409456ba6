import type { ReportSearch } from '../../reports/report-search.js';
import type { Asked, Regime } from './outcome-search.js';
import { daysOfMonth } from './period.js';

/** Of a figure, beside what the page asks for. */
export type Figure = Omit<ReportSearch, 'noticedFrom' | 'noticedTo' | 'mode' | 'regime'> & {
  /** Such as 2026-03. */
  readonly month?: string;
};

/** The filters of the list that leave the reports behind a figure. */
export function behind(
  { from, to, mode, platform, channel, category, team }: Asked,
  regime: Regime,
  { month, ...figure }: Figure,
): ReportSearch {
  const days = month === undefined ? { from, to } : daysOfMonth(month, { from, to });
  return {
    ...(platform !== undefined && { platform }),
    ...(channel !== undefined && { channel }),
    ...(category !== undefined && { category }),
    ...(team !== undefined && { team }),
    ...{ mode, regime, noticedFrom: days.from, noticedTo: days.to },
    ...figure,
  };
}
