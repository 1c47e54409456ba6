import {
  lanes,
  type IdSource,
  type PlatformAdapter,
  type SendMode,
  type WebhookTransport,
  type WorkLog,
} from '#application';
import type { Log } from '#telemetry';
import { Dispatcher } from '../../apps/worker/src/dispatcher.js';
import { memoryStores, type MemoryStores } from '../../libs/application/src/testing/memory-stores.js';
import type { Stores } from '../../libs/application/src/testing/stores.js';
import type { SimHints } from './hints.js';
import { nextDueMs } from './next-due.js';
import { catalogue } from './platforms.js';
import { remoteStores } from './remote-stores.js';
import { SimProcess } from './sim-process.js';
import { settings, useCases, type UseCases } from './wiring.js';
import type { World } from './world.js';

export interface Member {
  readonly process: SimProcess;
  readonly cases: UseCases;
  readonly stores: Stores;
}

export interface Worker extends Member {
  readonly dispatcher: Dispatcher;
  lastSweepAtMs: number;
  isSweeping: boolean;
  isWoken: boolean;
  cancelSweep: () => void;
}

export interface ClusterParts {
  readonly world: World;
  readonly hints: SimHints;
  /** Replaces parts, to see whether the run notices. */
  readonly replace: Replacements;
  readonly adapterFor: (process: SimProcess) => (platform: string, mode: SendMode) => PlatformAdapter;
  readonly transportFor: (process: SimProcess) => WebhookTransport;
}

/** What a planted defect may put in place of a part. */
export interface Replacements {
  readonly stores?: (stores: MemoryStores, process: SimProcess) => MemoryStores;
  readonly adapter?: (adapter: PlatformAdapter) => PlatformAdapter;
}

/** The API and worker processes of one installation: started, killed, started anew. */
export class Cluster {
  apis: Member[] = [];
  workers: Worker[] = [];
  private started = 0;
  private isDirty = true;

  constructor(private readonly parts: ClusterParts) {
    parts.world.onCommit.push(() => this.notify());
  }

  startApi(): void {
    this.apis.push(this.member('api'));
  }

  startWorker(): void {
    const { world, hints } = this.parts;
    const member = this.member('worker');
    const { process, cases, stores } = member;
    const dispatcher = new Dispatcher({
      outbox: stores.outbox,
      queue: hints.queueOf(process),
      log: logOf(process),
      clock: process.clock,
      sweepEveryMs: settings.sweepEveryMs,
      alsoSweep: async () => {
        await Promise.all([
          ...[cases.resolveStaleSends.run(), cases.sendFollowUps.endLost()],
          cases.watchEndpoints.run(),
        ]);
      },
    });
    handleLanes(dispatcher, cases);
    this.workers.push({
      ...{ ...member, dispatcher, lastSweepAtMs: world.nowMs, isSweeping: false, isWoken: false },
      cancelSweep: () => undefined,
    });
    this.isDirty = true;
    world.scheduler.after(1, process, dispatcher.wake);
  }

  /** Another one takes the dead one's place after a while. */
  replaceDead(): void {
    const { scheduler, random } = this.parts.world;
    const isAlive = ({ process }: Member) => process.isAlive;
    const lost = { apis: this.apis.length, workers: this.workers.length };
    this.apis = this.apis.filter(isAlive);
    this.workers = this.workers.filter(isAlive);
    for (let dead = lost.apis - this.apis.length; dead > 0; dead -= 1)
      scheduler.after(random.between(500, 10_000), null, () => this.startApi());
    for (let dead = lost.workers - this.workers.length; dead > 0; dead -= 1)
      scheduler.after(random.between(500, 15_000), null, () => this.startWorker());
  }

  /** Asks a worker to end, as its close() does, and ends it when its time is up. */
  stop({ process, cases }: Worker): void {
    const { world } = this.parts;
    const { sendSubmissions, sendFollowUps, pingEndpoints, deliverWebhooks } = cases;
    world.trace(process.name, null, () => 'is asked to stop');
    world.took('worker stopped');
    world.hitAllSending();
    for (const each of [sendSubmissions, sendFollowUps, pingEndpoints, deliverWebhooks]) each.stop();
    world.scheduler.after(shutdownTimeoutMs, process, () => {
      for (const each of [sendSubmissions, sendFollowUps]) each.giveUp();
    });
    world.scheduler.after(2 * shutdownTimeoutMs, process, () => {
      process.kill('it stopped');
      this.replaceDead();
    });
  }

  /**
   * Sets each worker's next sweep to the first of its beats at which a row is due: those before find nothing, so that
   * weeks pass in a few steps.
   */
  planSweeps(looksUntilMs: number): void {
    if (!this.isDirty) return;
    this.isDirty = false;
    const { scheduler, database, nowMs } = this.parts.world;
    const dueMs = nextDueMs(database, looksUntilMs);
    for (const worker of this.workers) {
      worker.cancelSweep();
      if (dueMs === null || worker.isSweeping) continue;
      const waitMs = Math.max(dueMs, nowMs + 1) - worker.lastSweepAtMs;
      const beats = Math.max(1, Math.ceil(waitMs / settings.sweepEveryMs));
      const atMs = worker.lastSweepAtMs + beats * settings.sweepEveryMs;
      worker.cancelSweep = scheduler.at(atMs, worker.process, () => this.sweep(worker));
    }
  }

  private sweep(worker: Worker): void {
    worker.lastSweepAtMs = this.parts.world.nowMs;
    worker.isSweeping = true;
    void worker.dispatcher
      .sweep()
      .catch((error: unknown) => logOf(worker.process).error('sweep.failed', { error }))
      .finally(() => {
        worker.isSweeping = false;
        this.isDirty = true;
      });
  }

  /** As PostgreSQL's NOTIFY does, to every listener; one whose connection was cut hears nothing. */
  private notify(): void {
    this.isDirty = true;
    const { world } = this.parts;
    if (world.database.outbox.length === 0) return;
    for (const worker of this.workers) {
      if (worker.isWoken || world.strikes(0.1)) continue;
      worker.isWoken = true;
      world.scheduler.after(world.random.between(1, 5), worker.process, () => {
        worker.isWoken = false;
        worker.dispatcher.wake();
      });
    }
  }

  private member(kind: string): Member {
    const { world, replace, adapterFor, transportFor } = this.parts;
    this.started += 1;
    const process = new SimProcess(world, `${kind}-${this.started}`);
    world.trace(process.name, null, () => 'starts');
    const own = memoryStores(world.database, process.openSession);
    const stores = remoteStores(process, replace.stores?.(own, process) ?? own);
    const adapterOf = adapterFor(process);
    const cases = useCases({
      ...{ process, stores, ids: idsOf(world), log: logOf(process), transport: transportFor(process) },
      adapterFor: (platform, mode) => {
        const adapter = adapterOf(platform, mode);
        return replace.adapter?.(adapter) ?? adapter;
      },
    });
    return { process, cases, stores };
  }
}

const shutdownTimeoutMs = 4_000;

/** The lanes of apps/worker. */
function handleLanes(dispatcher: Dispatcher, cases: UseCases): void {
  for (const { manifest } of catalogue.values()) {
    dispatcher.handle(lanes.submissions(manifest.key), () => cases.sendSubmissions.run(manifest.key));
    if (manifest.abilities.includes('supplyInformation') || manifest.abilities.includes('remind'))
      dispatcher.handle(lanes.followUps(manifest.key), () => cases.sendFollowUps.run(manifest.key));
    if (manifest.verification === 'API')
      dispatcher.handle(lanes.checks(manifest.key), () =>
        untilNone(() => cases.checkVisibility.run(manifest.key)),
      );
  }
  dispatcher.handle(lanes.replies, () => untilNone(() => cases.applyReplies.run()));
  dispatcher.handle(lanes.deadlines, () => untilNone(() => cases.escalateOverdue.run()));
  dispatcher.handle(lanes.webhooks, async () => {
    await cases.pingEndpoints.run();
    await cases.deliverWebhooks.run();
  });
}

async function untilNone(run: () => Promise<number>): Promise<void> {
  while ((await run()) > 0);
}

function idsOf({ newId, random }: World): IdSource {
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  return {
    uuid: newId,
    mailToken: () => Array.from({ length: 6 }, () => letters[random.between(0, 31)]).join(''),
    jitter: random.next,
  };
}

/** Lines that tell of a dangerous path. */
const pathOf: Readonly<Record<string, string>> = {
  'submission.send_fenced': 'fenced write',
  'submission.send_lost': 'lost send settled',
  'submission.commit_failed': 'result committed anew',
  'submission.send_crashed': 'mistake of ours while sending',
  'reply.unmatched': 'reply nobody can place',
  'reply.match_withdrawn': 'match taken back',
  'platform.circuit_opened': 'circuit opened',
  'submission.check_failed': 'look failed',
  'submission.escalated': 'silent platform escalated',
  'follow_up.lost': 'lost follow-up ended',
  'follow_up.fenced': 'fenced follow-up',
  'webhook.endpoint_failing': 'failing endpoint warned of',
  'webhook.endpoint_disabled': 'failing endpoint switched off',
};

function logOf({ world, name }: SimProcess): Log & WorkLog {
  const line = (
    event: string,
    { durationMs: _duration, ...fields }: Readonly<Record<string, unknown>> = {},
  ) => {
    const path = pathOf[event];
    if (path !== undefined) world.took(path);
    world.trace(name, aboutOf(world, fields), () => `${event} ${said(fields)}`);
  };
  const log = { info: line, warn: line, error: line, child: () => log };
  return log;
}

function aboutOf({ database }: World, { submissionId }: Readonly<Record<string, unknown>>): string | null {
  return database.submissions.get(String(submissionId))?.filed.reference ?? null;
}

function said(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(fields)
    .filter(([name]) => !['submissionId', 'platform'].includes(name))
    .map(([name, value]) => `${name}=${value instanceof Error ? value.message : String(value)}`)
    .join(' ');
}
