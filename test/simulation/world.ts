import { MemoryDatabase } from '../../libs/application/src/testing/memory-database.js';
import { randomFrom, type Random } from '../support/random.js';
import type { Promised } from './promised.js';
import { Scheduler } from './scheduler.js';

/** One broken promise: what was promised, and of which report or submission. */
export interface Violation {
  readonly promise: Promised;
  readonly about: string;
}

export interface TraceLine {
  readonly atMs: number;
  readonly who: string;
  /** Reference of the report or submission; null for what concerns everything. */
  readonly about: string | null;
  readonly text: string;
}

/**
 * Everything one run shares: chance, time, the database, and what was seen. All of it follows from the seed, so that
 * the same seed gives the same run, step for step.
 */
export class World {
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly database: MemoryDatabase;
  /** How often each dangerous path was taken. */
  readonly paths = new Map<string, number>();
  readonly violations: Violation[] = [];
  readonly lines: TraceLine[] = [];
  /** References of submissions whose sending a fault may have hit. */
  readonly hit = new Set<string>();
  /** Told after every commit, with the reports it wrote. */
  readonly onCommit: ((reportIds: readonly string[]) => void)[] = [];
  /** Faults stop then. */
  calmAtMs = Number.POSITIVE_INFINITY;
  private ids = 0;

  constructor(
    seed: number,
    private readonly isTraced: boolean,
  ) {
    this.random = randomFrom(seed);
    this.scheduler = new Scheduler(this.random, startMs);
    this.database = new MemoryDatabase({
      nowMs: () => this.nowMs,
      newId: this.newId,
      onCommit: (reportIds) => {
        for (const tell of this.onCommit) tell(reportIds);
      },
    });
  }

  get nowMs(): number {
    return this.scheduler.nowMs;
  }

  get isCalm(): boolean {
    return this.nowMs >= this.calmAtMs;
  }

  /** Ids sort in the order they were made in, as UUIDv7 do. */
  readonly newId = (): string => {
    this.ids += 1;
    return `id-${String(this.ids).padStart(6, '0')}`;
  };

  get isDatabaseAway(): boolean {
    return this.nowMs < this.database.startedAtMs;
  }

  /** The database is stopped, with every transaction that was open, and started again after a while. */
  restartDatabase(awayMs: number): void {
    this.database.startedAtMs = this.nowMs + awayMs;
    this.database.locks.endAll();
    this.hitAllSending();
    this.took('database away');
    this.trace('database', null, () => `is away for ${awayMs} ms`);
  }

  /** A fault's chance; nothing goes wrong in the calm. */
  strikes(probability: number): boolean {
    return !this.isCalm && this.random.chance(probability);
  }

  /** A fault that may hit whatever is being sent. */
  hitAllSending(): void {
    const { submissions } = this.database;
    for (const { state, filed, noticeOf } of submissions.values())
      if ((submissions.get(noticeOf ?? '')?.state ?? state).delivery === 'SENDING')
        this.hit.add(filed.reference);
  }

  submissionOf(reference: string): string {
    const rows = [...this.database.submissions.values()];
    return rows.find(({ filed }) => filed.reference === reference)?.id ?? '';
  }

  took(path: string): void {
    this.paths.set(path, (this.paths.get(path) ?? 0) + 1);
  }

  trace(who: string, about: string | null, text: () => string): void {
    if (this.isTraced) this.lines.push({ atMs: this.nowMs - startMs, who, about, text: text() });
  }

  violated(promise: Promised, about: string): void {
    this.violations.push({ promise, about });
    this.trace('CHECK', about, () => `BROKEN: ${promise}`);
  }
}

/** Any moment will do: nothing in a run knows the real one. */
export const startMs = Date.UTC(2026, 0, 5, 8);
