/** Figures of submissions, added up by day and month, so that a year is read at once. */
export interface OutcomeCells {
  /**
   * Adds the figures of some submissions that time alone changes no more, and takes out those that are no longer true.
   *
   * @param timeZone on whose clock a day begins; where it is another than before, everything is added up anew
   * @param limit submissions of each kind at once
   * @returns how many; 0 where nothing is left to do, or another process is at it
   */
  keep(timeZone: string, limit: number): Promise<number>;
}
