import type { Clock } from '#application';
import type { MemorySession } from '../../libs/application/src/testing/memory-locks.js';
import type { StepOwner } from './scheduler.js';
import type { World } from './world.js';

/**
 * One simulated process: it can die at any step, after which nothing of it ever goes on, and be paused and go on as if
 * no time had passed.
 */
export class SimProcess implements StepOwner {
  isAlive = true;
  pausedUntilMs = 0;
  private readonly callers = new Set<(error: Error) => void>();
  private readonly sessions = new Set<MemorySession>();

  constructor(
    readonly world: World,
    readonly name: string,
  ) {}

  get isPaused(): boolean {
    return this.pausedUntilMs > this.world.nowMs;
  }

  kill(why: string): void {
    if (!this.isAlive) return;
    this.world.trace(this.name, null, () => `dies: ${why}`);
    this.world.took('process killed');
    this.isAlive = false;
    this.world.hitAllSending();
    for (const session of this.sessions) this.world.database.locks.end(session);
    for (const tell of this.callers) tell(new Error('the process died'));
    this.callers.clear();
  }

  pause(ms: number, why: string): void {
    const untilMs = this.world.nowMs + ms;
    if (!this.isAlive || untilMs <= this.pausedUntilMs) return;
    this.world.trace(this.name, null, () => `is paused for ${Math.round(ms / 1_000)} s: ${why}`);
    this.world.took('process paused past its leases');
    this.pausedUntilMs = untilMs;
    this.world.hitAllSending();
  }

  /** Somebody outside asks this process for something; rejects where it dies before it answers. */
  request<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (!this.isAlive) {
        reject(new Error('nobody listens'));
        return;
      }
      this.callers.add(reject);
      void work()
        .then(resolve, reject)
        .finally(() => this.callers.delete(reject));
    });
  }

  /** A pause does not stop it. */
  readonly clock: Clock = {
    now: () => this.world.nowMs,
    startTimer: (ms, ring) => this.world.scheduler.after(ms, this, ring),
  };

  readonly sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => this.world.scheduler.after(ms, this, resolve));

  /** A connection to the database, as its pool opens one a transaction. */
  readonly openSession = (): MemorySession => {
    const { scheduler, database } = this.world;
    const openedAtMs = this.world.nowMs;
    let isCut = false;
    const session: MemorySession = {
      onWait: (giveUp) => {
        this.world.took('lock waited for');
        scheduler.after(lockTimeoutMs, null, () => giveUp(new Error('synthetic: lock timeout')));
      },
      betweenStatements: () =>
        new Promise((resolve, reject) => {
          const stopCutting = scheduler.after(idleInTransactionMs, null, () => {
            isCut = true;
            database.locks.end(session);
          });
          scheduler.after(this.world.random.between(1, 5), this, () => {
            stopCutting();
            this.sessions.delete(session);
            if (isCut || openedAtMs < database.startedAtMs || this.world.strikes(0.01)) {
              this.world.took('transaction cut before its commit');
              reject(new Error('synthetic: the transaction was cut'));
            } else resolve();
          });
        }),
    };
    this.sessions.add(session);
    return session;
  };
}

/** As the real stores set them. */
const lockTimeoutMs = 3_000;
const idleInTransactionMs = 15_000;
