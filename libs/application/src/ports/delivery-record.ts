/** How long the record of deliveries to consumers is kept. */
export interface DeliveryRetention {
  /** Each attempt with the consumer's answer, after it was made. */
  readonly attemptsForMs: number;
  /** Deliveries that are done with, and notices about endpoints. Never less than `recover` reaches back. */
  readonly deliveriesForMs: number;
}

/** What is kept of deliveries. What waits, or is used up and was neither sent again nor skipped, stays. */
export interface DeliveryRecord {
  /**
   * Destroys what is past its time, at most `limit` of each.
   *
   * @returns how many of each
   */
  destroy(
    rules: DeliveryRetention,
    limit: number,
  ): Promise<{ readonly attempts: number; readonly deliveries: number; readonly notices: number }>;
}
