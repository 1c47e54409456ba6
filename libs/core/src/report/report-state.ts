import type { EventDetail } from '../events.js';
import type { Fact } from '../submission/facts.js';
import type { SubmissionState } from '../submission/state.js';
import type { Word } from '../submission/word.js';
import type { AttentionWord, ReportStatus } from './roll-up.js';

/** A report as the rules see it: what is derived, and its submissions. */
export interface ReportState {
  readonly id: string;
  readonly status: ReportStatus;
  readonly attention: readonly AttentionWord[];
  readonly counts: Readonly<Partial<Record<Word, number>>>;
  readonly lastSequence: number;
  readonly submissions: readonly ReportSubmission[];
}

export interface ReportSubmission {
  readonly id: string;
  readonly platform: string;
  readonly state: SubmissionState;
  /** The earlier submission of this report, of content that came back, whose notice this one repeats. */
  readonly repeats?: string;
  /** The submission of this report whose notice names this one's target too; absent where it has a notice of its own. */
  readonly noticeOf?: string;
}

/** One fact about one submission, with what the timeline tells beside it. */
export interface SubmissionFact {
  readonly submissionId: string;
  readonly fact: Fact;
  readonly detail?: EventDetail;
  /** Follows from the same fact about another submission: where the tables do not let it happen here, it did not. */
  readonly isAlso?: true;
}
