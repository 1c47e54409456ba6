/**
 * Tells workers that a lane has work due.
 *
 * A lane is named in small letters, digits and dashes: `submissions-youtube`, `replies`. A hint holds no facts: losing
 * one, or getting one twice, is harmless, because the work itself stands in rows that are due and a sweep hints again.
 */
export interface HintQueue {
  /**
   * Adds one hint a lane, in one round trip. A lane that has one waiting already gets no second.
   *
   * @throws Error where the queue's server does not answer or must not be used; nothing is retried
   */
  hint(lanes: readonly string[]): Promise<void>;
  /**
   * Runs `handle` whenever a lane is hinted; at most `concurrency` at once per lane in this process. A hint that comes
   * while a handler runs leads to one more run. What a handler throws is logged and ends that run only.
   */
  listen(lane: string, handle: () => Promise<void>, options: { concurrency: number }): void;
  /**
   * Fails where the queue cannot be reached yet, or must not be used (`QueueFault`: its server would drop hints, or
   * refuses the login). Whatever it answers, the queue goes on trying, and refuses hints until it may be used.
   */
  ready(): Promise<void>;
  /** Stops taking hints, waits for running handlers, closes every connection. */
  close(): Promise<void>;
}

/** @throws Error where the name could not be a lane on every queue server */
export function checkLane(lane: string): void {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(lane)) throw new Error(`'${lane}' cannot be the name of a lane`);
}
