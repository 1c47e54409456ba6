/** How time passes for one process: it never steps back, whatever is done to the machine's clock. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  /** Calls `ring` once after `ms`. @returns ends the wait before its time */
  startTimer(ms: number, ring: () => void): () => void;
}

export const realClock: Clock = {
  now: () => performance.now(),
  startTimer: (ms, ring) => {
    const timer = setTimeout(ring, ms);
    return () => clearTimeout(timer);
  },
};
