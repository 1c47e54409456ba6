import { randomUUID } from 'node:crypto';
import { Job, Queue, Worker } from 'bullmq';
import type { IQueueBackend, JobProgress, JobsOptions } from 'bullmq';
import type { Log } from '#telemetry';
import { withDeadline } from './deadline.js';
import { checkLane } from './hint-queue.js';
import type { HintQueue } from './hint-queue.js';
import type { LaneServer } from './lane-server.js';
import { QueueFault } from './queue-fault.js';
import { runHandler } from './run-handler.js';
import type { ServerTrouble } from './server-trouble.js';

type LaneQueue = Queue<HintBody, void, string, HintBody, void, string, IQueueBackend, unknown>;
type LaneWorker = Worker<HintBody, void, string, IQueueBackend, JobProgress, unknown>;

/** What a hint holds on the server: nothing but its version. */
interface HintBody {
  readonly v: 1;
}

const hintMs = 5_000;
const endMs = 5_000;
/** Events are of no use to us, and BullMQ cannot leave them out: keep few. */
const keptEvents = 100;
/**
 * A hint drops out while another waits on its lane. The key goes when a run begins, so that a later hint counts again;
 * should that fail, or the worker die in between, it runs out by itself.
 */
const oneWaiting = { id: 'due', ttl: 30_000 };
const jobOptions: JobsOptions = {
  attempts: 1,
  removeOnComplete: true,
  removeOnFail: true,
  sizeLimit: 1_024,
  deduplication: oneWaiting,
};

/** Hints as BullMQ jobs, one queue a lane. BullMQ's own retries, delays and failed jobs decide nothing. */
export class BullHintQueue implements HintQueue {
  private readonly queues = new Map<string, LaneQueue>();
  private readonly workers = new Map<string, LaneWorker>();
  private readonly running = new Set<Promise<void>>();
  private closing: Promise<void> | undefined;

  constructor(
    private readonly server: LaneServer,
    private readonly trouble: ServerTrouble,
    private readonly log: Log,
    private readonly lockMs = 30_000,
  ) {}

  async hint(lanes: readonly string[]): Promise<void> {
    if (this.closing) throw new Error('The queue is closed');
    const queues = [...new Set(lanes)].map((lane) => this.queueOf(lane));
    const [first] = queues;
    if (!first) return;
    const body: HintBody = { v: 1 };
    const entries = queues.map((queue) =>
      new Job(queue, 'work', body, jobOptions, randomUUID()).toFlowEntry(),
    );
    try {
      const adding = this.server.usable().then(() => first.getBackend().addFlow(entries));
      const answers = await withDeadline(adding, hintMs);
      for (const [error] of answers) if (error) throw error;
      this.trouble.accepted();
    } catch (error) {
      this.trouble.failed(error);
      throw error;
    }
  }

  listen(lane: string, handle: () => Promise<void>, { concurrency }: { concurrency: number }): void {
    checkLane(lane);
    if (this.workers.has(lane)) throw new Error(`'${lane}' is listened to already`);
    const worker: LaneWorker = new Worker(
      lane,
      (job) => this.run(lane, job, handle),
      this.workerOptions(concurrency),
      this.server.consumer,
    );
    worker.on('error', (error) => this.trouble.failed(error));
    this.workers.set(lane, worker);
  }

  async ready(): Promise<void> {
    try {
      await this.server.ready();
    } catch (error) {
      // What is refused at a start is the caller's to say.
      if (!(error instanceof QueueFault)) this.trouble.failed(error);
      throw error;
    }
  }

  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  /** Handlers may take their time; a server that is away may not. */
  private async end(): Promise<void> {
    const workers = [...this.workers.values()];
    const ending = this.server.canEndWorkers() ? workers.map((worker) => worker.close()) : [];
    if (ending.length === 0) await Promise.all(workers.map((worker) => worker.pause(true)));
    while (this.running.size > 0) await Promise.all(this.running);
    const ended = Promise.all(ending.length > 0 ? ending : workers.map((worker) => worker.close(true)));
    await withDeadline(ended, endMs).catch((error: unknown) => this.trouble.failed(error));
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    await this.server.close();
  }

  /** The key goes first: a hint that is dropped before that speaks of rows which this run will see. */
  private async run(lane: string, job: Job<HintBody>, handle: () => Promise<void>): Promise<void> {
    await job.removeDeduplicationKey().catch((error: unknown) => this.trouble.failed(error));
    const run = runHandler(lane, handle, this.log).finally(() => this.running.delete(run));
    this.running.add(run);
    await run;
  }

  private queueOf(lane: string): LaneQueue {
    const known = this.queues.get(lane);
    if (known) return known;
    checkLane(lane);
    const options = {
      connection: {},
      prefix: this.server.prefix,
      streams: { events: { maxLen: keptEvents } },
    };
    const queue: LaneQueue = new Queue(lane, options, this.server.producer);
    queue.on('error', (error) => this.trouble.failed(error));
    this.queues.set(lane, queue);
    return queue;
  }

  private workerOptions(concurrency: number) {
    return {
      connection: {},
      prefix: this.server.prefix,
      concurrency,
      lockDuration: this.lockMs,
      stalledInterval: this.lockMs / 6,
      // By default a hint whose process was killed twice is given up for good.
      maxStalledCount: 1_000_000,
      drainDelay: this.server.idleWaitSeconds,
      runRetryDelay: 1_000,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    };
  }
}
