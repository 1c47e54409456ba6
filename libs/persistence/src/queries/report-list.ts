import type { HoldView, ReportView, Standing } from '#application';
import type { SlaState } from '#core';
import type { ReportClaim } from '../stores/pg-report-claims.js';
import type { ListFilter } from './claim-parts.js';
import type { NoticeFilter } from './notice-filter.js';

/** A report in a list: nothing that has to be decrypted. */
export interface ReportSummary extends Pick<
  ReportView,
  | 'id'
  | 'reference'
  | 'category'
  | 'status'
  | 'attention'
  | 'counts'
  | 'sla'
  | 'clock'
  | 'isEscalated'
  | 'createdAtMs'
  | 'updatedAtMs'
> {
  readonly platforms: readonly string[];
  /**
   * How many submissions stand where, a row for each platform and word, in the order in which they were filed. Of what a
   * later submission repeats, only the later one.
   */
  readonly standing: readonly Standing[];
  readonly hold: Pick<HoldView, 'reason' | 'untilMs' | 'isUngraded' | 'isOverdue'> | null;
  /** Until when all that needs a person is put aside; null where something is not. */
  readonly snoozedUntilMs: number | null;
  /** How many looks are due by a person. */
  readonly looksDue: number;
  /** How many notices wait longer than usual for their decision. */
  readonly longWaits: number;
  /** When its personal part was destroyed; null while it is there. */
  readonly erasedAtMs: number | null;
  /** Other reports of the same content, the latest first. */
  readonly earlierReferences: readonly string[];
  readonly laterReferences: readonly string[];
  /** Who takes care of it. */
  readonly claim: ReportClaim | null;
}

export interface ReportFilter extends ListFilter, NoticeFilter {
  readonly status?: string;
  /** One word, or `any`: whatever needs a person. */
  readonly attention?: string;
  readonly category?: string;
  /** Of who filed it, as it was called then. */
  readonly team?: string;
  /** As the report is shown: its worst. */
  readonly sla?: SlaState;
  readonly isEscalated?: boolean;
  /** Only reports that are held; `ungraded`: until a second person confirms their category. */
  readonly held?: 'true' | 'ungraded';
  /** Only reports that are put aside; without it they are left out where `attention` is asked for. */
  readonly isSnoozed?: boolean;
  /** Only reports with a look that is due. */
  readonly hasLookDue?: boolean;
  /** Only reports with a notice that waits longer than usual for its decision. */
  readonly hasLongWait?: boolean;
  readonly from?: Date;
  readonly to?: Date;
  /** Start of a reference. */
  readonly reference?: string;
  readonly limit: number;
  /** Last row of the page before. */
  readonly after?: { readonly createdAt: string; readonly id: string };
}
