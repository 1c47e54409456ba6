import type { WarnLeads } from '#core';

/** A submission whose next step about a silent platform is due. */
export interface DueSubmission {
  readonly submissionId: string;
  readonly reportId: string;
}

/** What staff were told of: a time that is about to end, or a hold past its day. */
export interface ToldDeadline {
  readonly type: 'submission.due_soon' | 'report.hold_overdue';
  readonly reportId: string;
  readonly submissionId: string | null;
}

/** Claims of overdue submissions, and what is told before. One statement each; the database's clock alone decides what is due. */
export interface DeadlineStore {
  /**
   * Takes submissions whose platform is waited for and whose next step is due, the longest due first. They come round
   * again after `leaseMs`, unless a change sets their next step.
   */
  claimDue(limit: number, leaseMs: number): Promise<readonly DueSubmission[]>;
  /**
   * Leaves an event of every time of a submission that ends within its lead, and of every hold past its day; each once,
   * and anew for another date or after it was put aside. What is put aside, and submissions of a held report, wait.
   *
   * @param limit as many submissions, and as many holds
   */
  warn(limit: number, leads: WarnLeads): Promise<readonly ToldDeadline[]>;
}
