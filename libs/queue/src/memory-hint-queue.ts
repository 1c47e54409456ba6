import { silentLog } from '#telemetry';
import type { Log } from '#telemetry';
import { checkLane } from './hint-queue.js';
import type { HintQueue } from './hint-queue.js';
import { runHandler } from './run-handler.js';

interface Listener {
  readonly handle: () => Promise<void>;
  readonly concurrency: number;
  readonly running: Set<Promise<void>>;
}

/** The hints that several `MemoryHintQueue` share, as processes share a server. */
export class MemoryHints {
  private readonly waiting = new Set<string>();
  private readonly queues = new Set<MemoryHintQueue>();

  /** How many hints wait on a lane: 0 or 1. */
  waitingOn(lane: string): number {
    return this.waiting.has(lane) ? 1 : 0;
  }

  add(lane: string): void {
    this.waiting.add(lane);
    this.offer(lane);
  }

  join(queue: MemoryHintQueue): void {
    this.queues.add(queue);
  }

  leave(queue: MemoryHintQueue): void {
    this.queues.delete(queue);
  }

  /** Gives a waiting hint to the first queue that has a free place for it. */
  offer(lane: string): void {
    if (!this.waiting.has(lane)) return;
    for (const queue of this.queues) {
      if (!queue.take(lane)) continue;
      this.waiting.delete(lane);
      return;
    }
  }
}

/** Hints in this process only, for tests: keeps the promises of the real ones. */
export class MemoryHintQueue implements HintQueue {
  private readonly listeners = new Map<string, Listener>();
  private isClosed = false;

  constructor(
    private readonly log: Log = silentLog,
    private readonly hints: MemoryHints = new MemoryHints(),
  ) {
    hints.join(this);
  }

  async hint(lanes: readonly string[]): Promise<void> {
    await this.ready();
    lanes.forEach(checkLane);
    for (const lane of lanes) this.hints.add(lane);
  }

  listen(lane: string, handle: () => Promise<void>, { concurrency }: { concurrency: number }): void {
    checkLane(lane);
    if (this.listeners.has(lane)) throw new Error(`'${lane}' is listened to already`);
    this.listeners.set(lane, { handle, concurrency, running: new Set() });
    this.hints.offer(lane);
  }

  /** Begins a run of this lane's handler where there is one with a free place. */
  take(lane: string): boolean {
    const listener = this.listeners.get(lane);
    if (this.isClosed || !listener || listener.running.size >= listener.concurrency) return false;
    const run = Promise.resolve()
      .then(() => runHandler(lane, listener.handle, this.log))
      .finally(() => {
        listener.running.delete(run);
        this.hints.offer(lane);
      });
    listener.running.add(run);
    return true;
  }

  ready(): Promise<void> {
    return this.isClosed ? Promise.reject(new Error('The queue is closed')) : Promise.resolve();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.hints.leave(this);
    await Promise.all([...this.listeners.values()].flatMap(({ running }) => [...running]));
  }
}
