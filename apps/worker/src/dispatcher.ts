import { realClock, type Clock, type Outbox } from '#application';
import type { HintQueue } from '#queue';
import type { Log } from '#telemetry';

/** A lane that was due so long, and began nowhere in this process, is run without the queue. */
const leftLyingMs = 5_000;

/**
 * Turns rows with work into runs of their lane.
 *
 * At once: outbox rows become hints on the queue. Whatever happens to hints: a sweep looks for due rows. Where the
 * queue cannot be reached, or takes hints that lead to nothing, this process runs the lanes itself.
 */
export class Dispatcher {
  private readonly lanes = new Map<string, () => Promise<void>>();
  /** When a lane last began here, or was first seen due; what is not due is not in it. */
  private readonly waitingSinceMs = new Map<string, number>();
  private readonly running = new Set<Promise<void>>();
  /** Lanes that run without the queue now, and whether they were hinted again meanwhile. */
  private readonly here = new Map<string, { isHintedAgain: boolean }>();
  private relaying: Promise<void> | undefined;
  private isWoken = false;
  private isClosed = false;
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;

  constructor(
    private readonly parts: {
      readonly outbox: Outbox;
      readonly queue: HintQueue;
      readonly log: Log;
      /** Absent is real time. */
      readonly clock?: Clock;
      readonly sweepEveryMs: number;
      /** Run with every sweep, before due lanes are looked for. */
      readonly alsoSweep: () => Promise<void>;
    },
  ) {}

  handle(lane: string, run: () => Promise<void>, concurrency = 1): void {
    const tracked = () => {
      if (this.waitingSinceMs.has(lane)) this.waitingSinceMs.set(lane, this.nowMs());
      return this.track(run());
    };
    this.lanes.set(lane, tracked);
    this.parts.queue.listen(lane, tracked, { concurrency });
  }

  laneNames(): readonly string[] {
    return [...this.lanes.keys()];
  }

  /** Resolves when no lane runs. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running);
  }

  start(): void {
    this.timer = setInterval(() => this.sweepSoon(), this.parts.sweepEveryMs);
    this.wake();
  }

  /** Something was committed: relay the outbox. */
  readonly wake = (): void => {
    if (this.isClosed) return;
    this.isWoken = true;
    this.relaying ??= this.relay();
  };

  /** Relays and sweeps no more; what runs ends. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.timer);
    await Promise.all([this.relaying, this.sweeping]);
  }

  /** One sweep: settle what was lost, then hint every lane with due rows. */
  async sweep(): Promise<void> {
    try {
      await this.parts.alsoSweep();
    } finally {
      // Whatever is wrong with what was lost, the rest goes on.
      const due = await this.parts.outbox.dueLanes();
      this.runWhatIsLeftLying(due);
      await this.hint(due);
    }
  }

  /** A damaged hint can block its lane in the queue without an error. Running what another process runs is harmless. */
  private runWhatIsLeftLying(due: readonly string[]): void {
    const nowMs = this.nowMs();
    for (const lane of this.waitingSinceMs.keys()) if (!due.includes(lane)) this.waitingSinceMs.delete(lane);
    for (const lane of due) {
      const sinceMs = this.waitingSinceMs.get(lane) ?? nowMs;
      this.waitingSinceMs.set(lane, sinceMs);
      if (nowMs - sinceMs >= leftLyingMs) void this.runHere(lane);
    }
  }

  private track(run: Promise<void>): Promise<void> {
    const tracked = run.finally(() => this.running.delete(tracked));
    this.running.add(tracked);
    return tracked;
  }

  private sweepSoon(): void {
    if (this.sweeping) return;
    this.sweeping = this.sweep()
      .catch((error: unknown) => this.parts.log.error('sweep.failed', { error }))
      .finally(() => {
        this.sweeping = undefined;
      });
  }

  private async relay(): Promise<void> {
    try {
      while (this.isWoken && !this.isClosed) {
        this.isWoken = false;
        let taken: readonly string[];
        do {
          taken = await this.parts.outbox.take();
          await this.hint(taken);
        } while (taken.length > 0);
      }
    } catch (error) {
      this.parts.log.error('outbox.relay_failed', { error });
    } finally {
      // In the same breath as the last look at `isWoken`: no wake-up falls in between.
      this.relaying = undefined;
    }
  }

  private async hint(lanes: readonly string[]): Promise<void> {
    const known = lanes.filter((lane) => this.lanes.has(lane));
    if (known.length === 0) return;
    try {
      await this.parts.queue.hint(known);
    } catch {
      // The queue says itself what hinders it. A lane that hangs holds up neither the others nor the next sweep.
      for (const lane of known) void this.runHere(lane);
    }
  }

  private nowMs(): number {
    return (this.parts.clock ?? realClock).now();
  }

  /** As the queue does it: once at a time, and once more for hints that come meanwhile. */
  private async runHere(lane: string): Promise<void> {
    const running = this.here.get(lane);
    if (running) {
      running.isHintedAgain = true;
      return;
    }
    const run = { isHintedAgain: true };
    this.here.set(lane, run);
    while (run.isHintedAgain && !this.isClosed) {
      run.isHintedAgain = false;
      try {
        await this.lanes.get(lane)?.();
      } catch (error) {
        this.parts.log.error('lane.failed', { lane, error });
      }
    }
    this.here.delete(lane);
  }
}
