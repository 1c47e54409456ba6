/** The time a simulator lives in; tests hand in one that they move. */
export interface Scheduler {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** @returns cancels it; does nothing once it ran */
  schedule(work: () => void, afterMs: number): () => void;
}

/** Longer timers of the runtime end at once. */
const longestTimerMs = 2 ** 31 - 1;

export const systemScheduler: Scheduler = {
  now: Date.now,
  schedule(work, afterMs) {
    const dueMs = Date.now() + afterMs;
    let timer: NodeJS.Timeout | undefined;
    const wait = () => {
      const leftMs = dueMs - Date.now();
      timer = leftMs > longestTimerMs ? setTimeout(wait, longestTimerMs) : setTimeout(work, leftMs);
    };
    wait();
    return () => clearTimeout(timer);
  },
};

/** Everything one simulator has scheduled, so that its end cancels it all. */
export class Timers implements Scheduler {
  private readonly pending = new Set<() => void>();
  private isClosed = false;

  constructor(private readonly scheduler: Scheduler) {}

  now(): number {
    return this.scheduler.now();
  }

  schedule(work: () => void, afterMs: number): () => void {
    if (this.isClosed) return () => undefined;
    const cancelTimer = this.scheduler.schedule(() => {
      this.pending.delete(cancel);
      work();
    }, afterMs);
    const cancel = () => {
      this.pending.delete(cancel);
      cancelTimer();
    };
    this.pending.add(cancel);
    return cancel;
  }

  /** Resolves after the wait; never where the timers are closed before. */
  wait(afterMs: number): Promise<void> {
    return new Promise((resolve) => this.schedule(resolve, afterMs));
  }

  close(): void {
    this.isClosed = true;
    for (const cancel of this.pending) cancel();
  }
}
