/** A submission whose next step about a silent platform is due. */
export interface DueSubmission {
  readonly submissionId: string;
  readonly reportId: string;
}

/** Claims of overdue submissions. One statement; the database's clock alone decides what is due. */
export interface DeadlineStore {
  /**
   * Takes submissions whose platform is waited for and whose next step is due, the longest due first. They come round
   * again after `leaseMs`, unless a change sets their next step.
   */
  claimDue(limit: number, leaseMs: number): Promise<readonly DueSubmission[]>;
}
