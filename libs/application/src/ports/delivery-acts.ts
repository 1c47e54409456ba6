/** How fast an endpoint takes its deliveries. */
export interface EndpointPace {
  /** Whether events of one report wait for each other. */
  readonly isOrdered: boolean;
  /** Most deliveries a minute, of all workers together; null is as many as it takes. */
  readonly ratePerMinute: number | null;
}

/** What persons do about the deliveries of an endpoint. */
export interface DeliveryActs {
  /**
   * Puts back, in order, every event since a time that passes its filter and the endpoint has not had: used up, skipped by
   * nobody, or without a delivery. What waits or was delivered stays as it is, so that it can be asked for twice.
   *
   * @returns how many were put back
   */
  recover(endpointId: string, sinceMs: number): Promise<number>;
  /** For this and every later event, and for what is open. */
  setPace(endpointId: string, pace: EndpointPace): Promise<void>;
}
