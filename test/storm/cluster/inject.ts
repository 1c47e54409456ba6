import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Plan, PlannedFault } from '../plan/plan.js';
import type { Cluster } from './cluster.js';
import type { NodeProcess } from './node-process.js';

const graceMs = 30_000;

/** Injects the planned faults at their times, or as soon after as they can strike: a process that is down first comes back. */
export class Injector {
  private readonly underWay = new Set<Promise<void>>();
  private isRestoring = false;
  private postgresBusy: Promise<void> = Promise.resolve();
  private redisBusy: Promise<void> = Promise.resolve();

  constructor(private readonly cluster: Cluster) {}

  /** Resolves when the last fault has begun and its time is over. */
  async run({ faults, phaseMs }: Pick<Plan, 'faults' | 'phaseMs'>): Promise<void> {
    const startMs = performance.now();
    const wait = async (atMs: number) => {
      const leftMs = atMs - (performance.now() - startMs);
      if (leftMs > 0) await pause(leftMs);
    };
    for (const fault of faults) {
      await wait(fault.atMs);
      const injected = this.inject(fault).finally(() => this.underWay.delete(injected));
      this.underWay.add(injected);
    }
    await wait(phaseMs);
    // A late notice is still struck where it was to be struck, and a process that is on its way back once it is there.
    await this.until(() => this.cluster.watch.isDone && this.awaited === 0, graceMs);
    // Faults that last longer than the storm end with it.
    this.isRestoring = true;
    await this.restore();
    await Promise.all(this.underWay);
    await this.restore();
  }

  private async restore(): Promise<void> {
    const { processes, proxies } = this.cluster;
    this.cluster.watch.end();
    for (const each of processes.values()) {
      if (each.isFrozen) each.thaw();
      if (each.name !== 'simulator' && this.movedClocks.has(each.name)) each.moveClock(0);
    }
    for (const each of [...proxies.values()].flat()) await each.heal();
    await Promise.all([this.postgresBusy, this.redisBusy]);
  }

  private readonly movedClocks = new Set<string>();
  /** Strikes whose time has come and whose victim is not there yet. */
  private awaited = 0;

  /** Waits for the victim. @returns false where it did not come, or the storm is over */
  private async canStrike(isThere: () => boolean): Promise<boolean> {
    this.awaited += 1;
    await this.until(isThere, graceMs);
    this.awaited -= 1;
    return isThere() && !this.isRestoring;
  }

  private async inject(fault: PlannedFault): Promise<void> {
    const { kind, on, forMs } = fault;
    const { cluster } = this;
    switch (kind) {
      case 'killApi':
      case 'killWorker':
        return this.killProcess(kind, on, forMs);
      case 'killSimulator':
        return this.killSimulator(forMs);
      case 'pauseWorker':
      case 'pauseApi':
        return this.pauseProcess(kind, on, forMs);
      case 'killPostgres':
        return (this.postgresBusy = this.postgresBusy.then(() => this.killPostgres(forMs)));
      case 'killRedis':
      case 'emptyRedis':
        return (this.redisBusy = this.redisBusy.then(() => this.killRedis(kind, forMs)));
      case 'flushRedis':
        return (this.redisBusy = this.redisBusy.then(async () => {
          cluster.record.begin(kind, '', 0);
          await cluster.redis?.flush();
        }));
      case 'emptyQueue':
        return (this.postgresBusy = this.postgresBusy.then(() => this.emptyQueue()));
      case 'cut':
      case 'halfOpen':
      case 'latency':
        return this.spoil(fault);
      case 'stepClock':
        cluster.record.begin(kind, on, 0);
        this.movedClocks.add(on);
        return this.process(on).moveClock(fault.byMs);
      case 'platformDown':
        cluster.record.begin(kind, on, forMs);
        return this.process('simulator').send({ kind, platform: on, forMs });
    }
  }

  private process(name: string): NodeProcess {
    const found = this.cluster.processes.get(name);
    if (!found) throw new Error(`there is no process ${name}`);
    return found;
  }

  /** kill -9, as soon as there is something to kill. */
  private async killProcess(kind: string, name: string, downMs: number): Promise<void> {
    const victim = this.process(name);
    if (!(await this.canStrike(() => victim.isReady))) return;
    this.cluster.record.begin(kind, name, downMs);
    victim.kill(downMs);
  }

  /** Its ports refuse connections while it is away, as those of a program do that ended. */
  private async killSimulator(downMs: number): Promise<void> {
    const simulator = this.process('simulator');
    if (!(await this.canStrike(() => simulator.isReady))) return;
    const struck = this.cluster.record.begin('killSimulator', '', downMs);
    simulator.kill(downMs);
    const proxies = [...this.cluster.proxies]
      .filter(([link]) => link.endsWith('>simulator'))
      .flatMap(([, each]) => each);
    for (const proxy of proxies) await proxy.cut();
    await pause(downMs);
    await this.until(() => simulator.isReady, 10_000);
    for (const proxy of proxies) await proxy.heal();
    struck.end();
  }

  private async pauseProcess(kind: string, name: string, forMs: number): Promise<void> {
    const victim = this.process(name);
    if (!(await this.canStrike(() => victim.isReady && !victim.isFrozen))) return;
    const struck = this.cluster.record.begin(kind, name, forMs);
    victim.freeze();
    await this.pause(forMs);
    victim.thaw();
    struck.end();
  }

  private async killPostgres(downMs: number): Promise<void> {
    const struck = this.cluster.record.begin('killPostgres', '', downMs);
    this.cluster.postgres.kill();
    await pause(downMs);
    await this.cluster.postgres.resume();
    struck.end();
  }

  private async killRedis(kind: 'killRedis' | 'emptyRedis', downMs: number): Promise<void> {
    const { redis, record } = this.cluster;
    if (!redis) return;
    const struck = record.begin(kind, '', downMs);
    await redis.kill();
    if (kind === 'emptyRedis') await redis.forget();
    await pause(downMs);
    await redis.start();
    struck.end();
  }

  /** What FLUSHALL is to Redis: every hint is gone. */
  private async emptyQueue(): Promise<void> {
    this.cluster.record.begin('emptyQueue', '', 0);
    const client = new pg.Client({ connectionString: this.cluster.postgres.url });
    client.on('error', () => undefined); // the query below rejects by itself
    await client.connect();
    const { rows } = await client.query<{ name: string }>(
      `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
       WHERE schemaname = 'uniflag_queue' AND tablename LIKE '%job%'`,
    );
    if (rows.length > 0) await client.query(`TRUNCATE ${rows.map(({ name }) => name).join(', ')} CASCADE`);
    await client.end();
  }

  private async spoil({ kind, on, forMs, byMs }: PlannedFault): Promise<void> {
    const proxies = this.cluster.proxies.get(on) ?? [];
    const struck = this.cluster.record.begin(kind, on, forMs);
    for (const proxy of proxies) {
      if (kind === 'cut') await proxy.cut();
      else if (kind === 'halfOpen') proxy.halfOpen();
      else proxy.slow(byMs);
    }
    await this.pause(forMs);
    for (const proxy of proxies) await proxy.heal();
    struck.end();
  }

  /** No longer than the storm lasts. */
  private async pause(forMs: number): Promise<void> {
    const endMs = performance.now() + forMs;
    while (performance.now() < endMs && !this.isRestoring)
      await pause(Math.min(100, endMs - performance.now()));
  }

  private async until(isTrue: () => boolean, longestMs = 5_000): Promise<void> {
    const endMs = performance.now() + longestMs;
    while (!isTrue() && performance.now() < endMs && !this.isRestoring) await pause(25);
  }
}
