import type { Scheduler } from '../../apps/simulator/src/scheduler.js';

/** The time of the platforms: this machine's, and what the week lets pass at once. */
export class PassingTime implements Scheduler {
  private aheadMs = 0;
  private readonly waiting = new Set<{ readonly atMs: number; arm(): void }>();

  now(): number {
    return Date.now() + this.aheadMs;
  }

  schedule(work: () => void, afterMs: number): () => void {
    let timer: NodeJS.Timeout | undefined;
    const entry = {
      atMs: this.now() + afterMs,
      arm: () => {
        clearTimeout(timer);
        timer = setTimeout(
          () => {
            this.waiting.delete(entry);
            work();
          },
          Math.max(0, entry.atMs - this.now()),
        );
      },
    };
    this.waiting.add(entry);
    entry.arm();
    return () => {
      clearTimeout(timer);
      this.waiting.delete(entry);
    };
  }

  /** Everything that waits is due that much earlier. */
  pass(ms: number): void {
    this.aheadMs += ms;
    for (const entry of this.waiting) entry.arm();
  }

  /** Whether something is to happen within the next minute. */
  get isBusy(): boolean {
    return [...this.waiting].some(({ atMs }) => atMs < this.now() + 60_000);
  }
}
