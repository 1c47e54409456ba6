/**
 * Whether calling a platform makes sense just now. Opens after failures in a row; while it is open nothing is called,
 * and when its time is over one call tries whether the platform is back.
 */
export interface Circuit {
  /**
   * Makes the call unless the circuit is open.
   *
   * @param isFailure whether an answer counts against the platform
   * @returns the answer, and for how long the circuit opened where this very call opened it; `open` where nothing was
   *   called
   */
  run<Answer>(
    platform: string,
    call: () => Promise<Answer>,
    isFailure: (answer: Answer) => boolean,
  ): Promise<{ readonly answer: Answer; readonly openedForMs: number | null } | 'open'>;
  /** False while failures have opened it and no call has shown yet that the platform is back. */
  isClosed(platform: string): boolean;
}
