import type { HintQueue } from '#queue';
import type { SimProcess } from './sim-process.js';
import type { World } from './world.js';

interface Listener {
  readonly process: SimProcess;
  readonly handle: () => Promise<void>;
}

/** A queue server that loses hints, doubles them, and goes away; one listener takes each. */
export class SimHints {
  private readonly listeners = new Map<string, Listener[]>();
  /** When it can be reached again. */
  awayUntilMs = 0;

  constructor(private readonly world: World) {}

  queueOf(process: SimProcess): HintQueue {
    return {
      hint: (lanes) => this.hint(lanes, process),
      listen: (lane, handle) => {
        this.listeners.set(lane, [...(this.listeners.get(lane) ?? []), { process, handle }]);
      },
      ready: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
  }

  private async hint(lanes: readonly string[], process: SimProcess): Promise<void> {
    const { world } = this;
    if (world.nowMs < this.awayUntilMs) {
      world.took('queue away');
      throw new Error('synthetic: the queue is away');
    }
    for (const lane of lanes) {
      const copies = world.strikes(0.1) ? world.random.pick([0, 2]) : 1;
      if (copies === 0) {
        world.took('hint lost');
        world.trace(process.name, null, () => `the hint for ${lane} is lost`);
      }
      if (copies === 2) world.took('hint doubled');
      for (let copy = 0; copy < copies; copy += 1)
        world.scheduler.after(world.random.between(1, 40), null, () => this.deliver(lane));
    }
  }

  private deliver(lane: string): void {
    const alive = (this.listeners.get(lane) ?? []).filter(({ process }) => process.isAlive);
    this.listeners.set(lane, alive);
    if (alive.length === 0) return;
    const { process, handle } = this.world.random.pick(alive);
    const ended = (error: unknown) =>
      this.world.trace(process.name, null, () => `ends ${lane}: ${String(error)}`);
    this.world.scheduler.after(0, process, () => void handle().catch(ended));
  }
}
