/** Which lanes have work: from the outbox at once, from due rows whatever happened to hints. */
export interface Outbox {
  /** Takes wake-ups out of the outbox. A hint lost after this is made up for by the next sweep. */
  take(limit?: number): Promise<readonly string[]>;
  /** Lanes with rows that are due now. */
  dueLanes(): Promise<readonly string[]>;
}
