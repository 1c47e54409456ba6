import type { Cluster, Member, Worker } from './cluster.js';
import type { SimHints } from './hints.js';
import type { SimProcess } from './sim-process.js';
import { settings } from './wiring.js';
import type { World } from './world.js';

/** Process faults while it storms: at moments drawn from the seed, and at the worst ones. */
export class Chaos {
  constructor(
    private readonly parts: { readonly world: World; readonly cluster: Cluster; readonly hints: SimHints },
  ) {}

  plan(): void {
    const { world } = this.parts;
    const { random, scheduler, calmAtMs, nowMs } = world;
    for (let fault = random.between(2, 10); fault > 0; fault -= 1)
      scheduler.at(random.between(nowMs, calmAtMs - 1), null, () => this.strike());
  }

  /** Dies or stops with some chance where it does most harm. */
  danger(process: SimProcess, where: string): void {
    const { world } = this.parts;
    if (!world.strikes(0.06)) return;
    if (world.random.chance(0.5)) this.kill(process, where);
    else process.pause(this.longPauseMs(), where);
  }

  private strike(): void {
    const { cluster, hints, world } = this.parts;
    const { random } = world;
    const worker = random.pick(cluster.workers) as Worker | undefined;
    const member = random.chance(0.3) ? (random.pick(cluster.apis) as Member | undefined) : worker;
    switch (random.pick(['kill', 'kill', 'pause', 'stop', 'database', 'queue'] as const)) {
      case 'kill':
        return member && this.kill(member.process, 'at any moment');
      case 'pause':
        return member?.process.pause(this.longPauseMs(), 'at any moment');
      case 'stop':
        return worker && cluster.stop(worker);
      case 'database':
        return world.restartDatabase(random.between(1, 40) * 1_000);
      case 'queue':
        hints.awayUntilMs = world.nowMs + random.between(5, 120) * 1_000;
        world.trace('queue', null, () => 'is away for a while');
    }
  }

  private kill(process: SimProcess, where: string): void {
    process.kill(where);
    this.parts.cluster.replaceDead();
  }

  /** Often just so long that its successor is at work when it goes on. */
  private longPauseMs(): number {
    const { random } = this.parts.world;
    const { leaseMs, settleMs } = settings;
    return random.chance(0.4)
      ? leaseMs + settleMs + random.between(0, 20) * 1_000
      : leaseMs + random.between(1, 270) * 1_000;
  }
}
