import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { MemoryLog } from '#telemetry';
import type { Log } from '#telemetry';
import type { HintQueueOptions } from '../create-hint-queue.js';
import type { HintQueue } from '../hint-queue.js';

/** One kind of queue under test. Everything it opens sees the same hints, and nobody else's. */
export interface HintQueueFixture {
  /** A queue as another process would open it. */
  open(log: Log, options?: { lockMs: number }): HintQueue;
  /** How many hints wait on a lane. */
  waiting(lane: string): Promise<number>;
  /** Cuts every connection the queues have now. */
  cutConnections?(): Promise<void>;
  /** How processes of a test open it. */
  readonly options?: HintQueueOptions;
  close(): Promise<void>;
}

/**
 * What every `HintQueue` keeps.
 *
 * @param overNetwork adds what only a queue with connections can keep; its fixture cuts them
 */
export function hintQueueContract(
  title: string,
  setUp: () => Promise<HintQueueFixture>,
  { overNetwork }: { overNetwork: boolean },
): void {
  describe(`${title} keeps the promises of a hint queue`, () => {
    let fixture: HintQueueFixture;
    let log: MemoryLog;
    const opened: HintQueue[] = [];

    beforeAll(async () => {
      fixture = await setUp();
    });

    beforeEach(() => {
      log = new MemoryLog();
    });

    afterEach(async () => {
      await Promise.all(opened.splice(0).map((queue) => queue.close()));
    });

    afterAll(() => fixture.close());

    const open = async () => {
      const queue = fixture.open(log);
      opened.push(queue);
      await queue.ready();
      return queue;
    };

    it('runs the handler of every lane that is hinted, and of no other', async () => {
      const queue = await open();
      const lanes = [aLane(), aLane(), aLane()];
      const runs = lanes.map(() => new Runs());
      const silent = new Runs();
      lanes.forEach((lane, index) =>
        queue.listen(lane, runs[index]?.handle ?? silent.handle, { concurrency: 1 }),
      );
      queue.listen(aLane(), silent.handle, { concurrency: 1 });

      await queue.hint(lanes);
      await Promise.all(runs.map((each) => each.reached(1)));
      await queue.hint(lanes.slice(0, 1));
      await runs[0]?.reached(2);

      expect(runs.map((each) => each.begun)).toEqual([2, 1, 1]);
      expect(silent.begun).toBe(0);
    });

    it('keeps a hint until somebody listens', async () => {
      const queue = await open();
      const lane = aLane();
      await queue.hint([lane]);
      const runs = new Runs();
      queue.listen(lane, runs.handle, { concurrency: 1 });
      await runs.reached(1);
    });

    it('lets many hints that wait count as one', async () => {
      const queue = await open();
      const lane = aLane();
      const runs = new Runs();
      await queue.hint([lane, lane]);
      for (let number = 0; number < 20; number += 1) await queue.hint([lane]);
      await Promise.all(Array.from({ length: 20 }, () => queue.hint([lane])));
      expect(await fixture.waiting(lane)).toBe(1);

      queue.listen(lane, runs.handle, { concurrency: 1 });
      await runs.reached(1);
      await queue.close();
      expect(runs.begun).toBe(1);
    });

    it('runs once more for hints that come while a handler runs', async () => {
      const queue = await open();
      const lane = aLane();
      const runs = new Runs({ held: true });
      queue.listen(lane, runs.handle, { concurrency: 1 });
      await queue.hint([lane]);
      await runs.reached(1);
      for (let number = 0; number < 5; number += 1) await queue.hint([lane]);
      expect(await fixture.waiting(lane)).toBe(1);
      expect(runs.begun).toBe(1);

      runs.release();
      await runs.reached(2);
      await queue.close();
      expect(runs.begun).toBe(2);
    });

    it('runs at least once after the last hint, and never more often than it was hinted', async () => {
      const [one, other] = [await open(), await open()];
      const lane = aLane();
      let hinted = 0;
      let seen = 0;
      const runs = new Runs();
      const look = async () => {
        seen = hinted;
        await runs.handle();
      };
      one.listen(lane, look, { concurrency: 2 });
      other.listen(lane, look, { concurrency: 2 });
      for (let round = 0; round < 50; round += 1) {
        hinted += 1;
        await (round % 2 === 0 ? one : other).hint([lane]);
        if (round % 7 === 0) await runs.reached(runs.begun + (seen < hinted ? 1 : 0));
      }
      while (seen < hinted) await runs.reached(runs.begun + 1);
      expect(runs.begun).toBeLessThanOrEqual(hinted);
    });

    it('runs as many handlers of a lane at once as it may, and no more', async () => {
      const queue = await open();
      const lane = aLane();
      const runs = new Runs({ held: true });
      queue.listen(lane, runs.handle, { concurrency: 2 });
      for (let number = 1; number <= 2; number += 1) {
        await queue.hint([lane]);
        await runs.reached(number);
      }
      await queue.hint([lane]);
      expect(await fixture.waiting(lane)).toBe(1);
      runs.release();
      await runs.reached(3);
      expect(runs.mostAtOnce).toBe(2);
    });

    it('goes on after a handler that throws, and logs what it threw', async () => {
      const queue = await open();
      const lane = aLane();
      const runs = new Runs();
      const fails = async () => {
        await runs.handle();
        throw new Error('synthetic failure');
      };
      queue.listen(lane, fails, { concurrency: 1 });
      await queue.hint([lane]);
      await runs.reached(1);
      await queue.hint([lane]);
      await runs.reached(2);
      await queue.close();

      expect(log.of('lane.failed')).toHaveLength(2);
      expect(log.of('lane.failed')[0]).toMatchObject({
        level: 'error',
        fields: { lane, durationMs: expect.any(Number), error: { name: 'Error' } },
      });
    });

    it('gives one hint to one of the processes that listen', async () => {
      const [one, other] = [await open(), await open()];
      const lane = aLane();
      const runs = new Runs();
      one.listen(lane, runs.handle, { concurrency: 1 });
      other.listen(lane, runs.handle, { concurrency: 1 });
      await one.hint([lane]);
      await runs.reached(1);
      await Promise.all([one.close(), other.close()]);
      expect(runs.begun).toBe(1);
    });

    it('lets another process work on a lane while one is busy with it', async () => {
      const [busy, free] = [await open(), await open()];
      const lane = aLane();
      const held = new Runs({ held: true });
      busy.listen(lane, held.handle, { concurrency: 1 });
      await free.hint([lane]);
      await held.reached(1);

      const runs = new Runs();
      free.listen(lane, runs.handle, { concurrency: 1 });
      await busy.hint([lane]);
      await runs.reached(1);
      held.release();
    });

    it('waits at closing for handlers that run, begins no others, and takes no more hints', async () => {
      const queue = await open();
      const lane = aLane();
      const runs = new Runs({ held: true });
      queue.listen(lane, runs.handle, { concurrency: 1 });
      await queue.hint([lane]);
      await runs.reached(1);
      await queue.hint([lane]);

      let isClosed = false;
      const closing = queue.close().then(() => (isClosed = true));
      await expect(queue.hint([lane])).rejects.toThrow('closed');
      expect(isClosed).toBe(false);
      runs.release();
      await closing;
      expect([runs.begun, runs.ended]).toEqual([1, 1]);
      await queue.close();
    });

    it('refuses lanes with names that not every server takes, and a second listener', async () => {
      const queue = await open();
      await expect(queue.hint(['submissions:youtube'])).rejects.toThrow(/cannot be the name/);
      expect(() => queue.listen('', async () => undefined, { concurrency: 1 })).toThrow(/cannot be the name/);
      const lane = aLane();
      queue.listen(lane, async () => undefined, { concurrency: 1 });
      expect(() => queue.listen(lane, async () => undefined, { concurrency: 1 })).toThrow(/already/);
      await queue.hint([]);
    });

    const itOverNetwork = overNetwork ? it : it.skip;

    itOverNetwork('goes on by itself after its connections were cut', async () => {
      const queue = await open();
      const lanes = [aLane(), aLane()];
      const runs = lanes.map(() => new Runs());
      lanes.forEach((lane, index) =>
        queue.listen(lane, () => runs[index]?.handle() ?? Promise.resolve(), { concurrency: 1 }),
      );
      await queue.hint(lanes);
      await Promise.all(runs.map((each) => each.reached(1)));

      await fixture.cutConnections?.();
      await hintUntilTaken(queue, lanes);
      await Promise.all(runs.map((each) => each.reached(2)));
      for (const { fields } of log.lines) expect(JSON.stringify(fields)).not.toMatch(/:\/\/[^ ]*@/);
    });

    const lockMs = 1_500;
    const opensShort = () => {
      const queue = fixture.open(log, { lockMs });
      opened.push(queue);
      return queue;
    };
    const processOn = async (lane: string) => {
      if (!fixture.options) throw new Error('this fixture opens no queue in another process');
      return startHintProcess({ ...fixture.options, lockMs }, lane);
    };

    itOverNetwork(
      'runs again elsewhere when the process that runs falls silent, whatever it does later',
      async () => {
        const lane = aLane();
        const silent = await processOn(lane);
        const queue = opensShort();
        try {
          await queue.hint([lane]);
          await silent.begun();
          silent.signal('SIGSTOP');
          const runs = new Runs();
          queue.listen(lane, runs.handle, { concurrency: 1 });
          await runs.reached(1);
          silent.signal('SIGCONT');
          await queue.hint([lane]);
          await runs.reached(2);
        } finally {
          await silent.kill();
        }
      },
    );

    itOverNetwork('still runs after two processes were killed in the middle of the same hint', async () => {
      const lane = aLane();
      const queue = opensShort();
      await queue.hint([lane]);
      for (let kills = 0; kills < 2; kills += 1) {
        const killed = await processOn(lane);
        await killed.begun();
        await killed.kill();
      }
      const runs = new Runs();
      queue.listen(lane, runs.handle, { concurrency: 1 });
      await runs.reached(1);
    });
  });
}

/** Hints again until the server takes it, as the sweep does. */
export async function hintUntilTaken(queue: HintQueue, lanes: readonly string[]): Promise<void> {
  const isTaken = () =>
    queue.hint(lanes).then(
      () => true,
      () => false,
    );
  while (!(await isTaken())) await pause(20);
}

interface HintProcess {
  /** Resolves once it is in the middle of a run. */
  begun(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  kill(): Promise<void>;
}

async function startHintProcess(options: HintQueueOptions, lane: string): Promise<HintProcess> {
  const child = fork('test/support/hint-process.cjs', [JSON.stringify({ options, lane })], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  if (!child.stdout) throw new Error('the process has no output');
  const output = createInterface({ input: child.stdout });
  const said = new Set<string>();
  output.on('line', (line) => said.add(line));
  const ended = once(child, 'exit');
  const until = async (line: string) => {
    while (!said.has(line)) await Promise.race([once(output, 'line'), failOn(ended)]);
  };
  await until('listening');
  return {
    begun: () => until('begun'),
    signal: (signal) => child.kill(signal),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function failOn(ended: Promise<unknown>): Promise<never> {
  await ended;
  throw new Error('the process ended');
}

let lanesMade = 0;

/** A lane that no other test uses. */
export function aLane(): string {
  return `lane-${process.pid}-${(lanesMade += 1)}`;
}

/** A handler that counts its runs, and holds them until released where asked to. */
export class Runs {
  begun = 0;
  ended = 0;
  mostAtOnce = 0;
  private open: () => void = () => undefined;
  private readonly gate: Promise<void>;
  private readonly waiting: { count: number; resolve: () => void }[] = [];

  constructor({ held = false } = {}) {
    this.gate = held ? new Promise((resolve) => (this.open = resolve)) : Promise.resolve();
  }

  readonly handle = async (): Promise<void> => {
    this.begun += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.begun - this.ended);
    this.waiting.filter(({ count }) => count <= this.begun).forEach(({ resolve }) => resolve());
    await this.gate;
    this.ended += 1;
  };

  /** Resolves when so many runs have begun. */
  reached(count: number): Promise<void> {
    if (this.begun >= count) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ count, resolve }));
  }

  /** Lets every run end, also later ones. */
  release(): void {
    this.open();
  }
}
