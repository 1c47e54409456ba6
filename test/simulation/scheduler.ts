import type { Random } from '../support/random.js';

/** What a step belongs to: a dead one's steps never happen, a paused one's happen when it goes on. */
export interface StepOwner {
  readonly isAlive: boolean;
  readonly pausedUntilMs: number;
}

interface Step {
  atMs: number;
  readonly place: number;
  readonly owner: StepOwner | null;
  readonly run: () => void;
  isCancelled: boolean;
}

/**
 * The only clock and the only order of a run: steps happen one after the other, each when its time has come, those of
 * one time in an order drawn from the seed. Between two steps everything that the first set free runs to its next wait.
 */
export class Scheduler {
  nowMs: number;
  stepsDone = 0;
  private readonly heap: Step[] = [];

  constructor(
    private readonly random: Random,
    startMs: number,
  ) {
    this.nowMs = startMs;
  }

  /** @returns takes the step back */
  after(ms: number, owner: StepOwner | null, run: () => void): () => void {
    return this.at(this.nowMs + ms, owner, run);
  }

  at(atMs: number, owner: StepOwner | null, run: () => void): () => void {
    const step: Step = { atMs, place: this.random.next(), owner, run, isCancelled: false };
    this.push(step);
    return () => {
      step.isCancelled = true;
    };
  }

  /**
   * Runs until nothing is left to do.
   *
   * @param mayGoOn asked before each step; may add steps
   * @returns false where `mayGoOn` ended it
   */
  async run(mayGoOn: () => boolean): Promise<boolean> {
    while (mayGoOn()) {
      const step = this.pop();
      if (!step) return true;
      if (step.isCancelled || step.owner?.isAlive === false) continue;
      if (step.owner && step.owner.pausedUntilMs > step.atMs) {
        step.atMs = step.owner.pausedUntilMs;
        this.push(step);
        continue;
      }
      this.nowMs = Math.max(this.nowMs, step.atMs);
      this.stepsDone += 1;
      step.run();
      await everythingSetFree();
    }
    return false;
  }

  private push(step: Step): void {
    const { heap } = this;
    let index = heap.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(step, heap[parent]!)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = step;
  }

  private pop(): Step | undefined {
    const { heap } = this;
    const top = heap[0];
    const last = heap.pop();
    if (!top || !last || heap.length === 0) return top;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
      if (!isBefore(heap[child]!, last)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
    return top;
  }
}

function isBefore(one: Step, other: Step): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.place < other.place);
}

/** Ticks come after every promise that can go on has gone on: nothing here waits for the world outside. */
function everythingSetFree(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
