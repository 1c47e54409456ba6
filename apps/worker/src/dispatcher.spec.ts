import type { PgOutbox } from '#persistence';
import { MemoryHintQueue, type HintQueue } from '#queue';
import { MemoryLog } from '#telemetry';
import { Dispatcher } from './dispatcher.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A dispatcher over an outbox and rows in memory; `ran` says which lanes ran, in order. */
function aDispatcher(more: { queue?: HintQueue; alsoSweep?: () => Promise<void> } = {}) {
  const log = new MemoryLog();
  const outbox: string[] = [];
  const due = new Set<string>();
  const ran: string[] = [];
  let failing: Error | undefined;
  const store = {
    take: async () => {
      await turn();
      if (failing) throw failing;
      return [...new Set(outbox.splice(0, 3))];
    },
    dueLanes: async () => [...due],
  } as unknown as PgOutbox;
  const dispatcher = new Dispatcher({
    ...{ outbox: store, queue: more.queue ?? new MemoryHintQueue(log), log, sweepEveryMs: 1_000 },
    alsoSweep: more.alsoSweep ?? (() => Promise.resolve()),
  });
  for (const lane of ['a', 'b', 'c'])
    dispatcher.handle(lane, async () => {
      ran.push(lane);
      await turn();
    });
  const rest = async () => {
    for (let n = 0; n < 20; n += 1) await turn();
    await dispatcher.settled();
  };
  return {
    dispatcher,
    log,
    outbox,
    due,
    ran,
    rest,
    failWith: (error: Error | undefined) => (failing = error),
  };
}
const unreachable: HintQueue = {
  hint: () => Promise.reject(new Error('synthetic: no queue')),
  listen: () => undefined,
  ready: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

describe('a wake-up', () => {
  it('turns every row of the outbox into runs of its lane', async () => {
    const { dispatcher, outbox, ran, rest } = aDispatcher();
    outbox.push('a', 'b', 'a', 'c', 'a');
    dispatcher.wake();
    await rest();
    expect(new Set(ran)).toEqual(new Set(['a', 'b', 'c']));
    expect(outbox).toEqual([]);
    await dispatcher.close();
  });

  it('is never lost, whenever it comes', async () => {
    const { dispatcher, outbox, ran, rest } = aDispatcher();
    for (let n = 0; n < 30; n += 1) {
      outbox.push('a');
      dispatcher.wake();
      for (let tick = 0; tick < n % 5; tick += 1) await Promise.resolve();
      if (n % 3 === 0) await turn();
    }
    await rest();
    expect(outbox).toEqual([]);
    expect(ran.length).toBeGreaterThan(0);
    await dispatcher.close();
  });

  it('leaves alone lanes that nobody handles here', async () => {
    const { dispatcher, outbox, ran, rest } = aDispatcher();
    outbox.push('unknown-lane', 'b');
    dispatcher.wake();
    await rest();
    expect(ran).toEqual(['b']);
    await dispatcher.close();
  });

  it('works again after the database was away', async () => {
    const { dispatcher, outbox, ran, rest, log, failWith } = aDispatcher();
    outbox.push('a');
    failWith(new Error('synthetic'));
    dispatcher.wake();
    await rest();
    expect(log.of('outbox.relay_failed')).toHaveLength(1);
    failWith(undefined);
    dispatcher.wake();
    await rest();
    expect(ran).toEqual(['a']);
    await dispatcher.close();
  });
});

describe('a sweep', () => {
  it('runs every lane with due rows, whatever became of hints', async () => {
    const { dispatcher, due, ran, rest } = aDispatcher();
    due.add('b').add('c');
    await dispatcher.sweep();
    await rest();
    expect(ran.sort()).toEqual(['b', 'c']);
    await dispatcher.close();
  });

  it('does so also where what was lost cannot be settled, and says that', async () => {
    const { dispatcher, due, ran, rest } = aDispatcher({
      alsoSweep: () => Promise.reject(new Error('synthetic')),
    });
    due.add('b');
    await expect(dispatcher.sweep()).rejects.toThrow('synthetic');
    await rest();
    expect(ran).toEqual(['b']);
    await dispatcher.close();
  });

  it('comes by itself, never two at once, and ends with the dispatcher', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    try {
      let sweeps = 0;
      let end: () => void = () => undefined;
      const { dispatcher } = aDispatcher({
        alsoSweep: () =>
          new Promise((resolve) => {
            sweeps += 1;
            end = resolve;
          }),
      });
      dispatcher.start();
      jest.advanceTimersByTime(5_000);
      expect(sweeps).toBe(1);
      end();
      await turn();
      jest.advanceTimersByTime(1_000);
      expect(sweeps).toBe(2);
      const closing = dispatcher.close();
      end();
      await closing;
      jest.advanceTimersByTime(5_000);
      expect(sweeps).toBe(2);
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('a queue that cannot be reached', () => {
  it('leaves the lanes to this process', async () => {
    const { dispatcher, outbox, due, ran, rest } = aDispatcher({ queue: unreachable });
    outbox.push('a');
    dispatcher.wake();
    await rest();
    due.add('b');
    await dispatcher.sweep();
    expect(ran).toEqual(['a', 'b']);
    await dispatcher.close();
  });

  it('lets no failing lane hold up another', async () => {
    const { dispatcher, due, ran, rest, log } = aDispatcher({ queue: unreachable });
    dispatcher.handle('d', () => Promise.reject(new Error('synthetic')));
    due.add('d').add('a');
    await dispatcher.sweep();
    await rest();
    expect(ran).toEqual(['a']);
    expect(log.of('lane.failed')[0]?.fields).toMatchObject({ lane: 'd' });
    await dispatcher.close();
  });
});

describe('hints that lead to nothing', () => {
  it('leave a lane to this process once it was due for five seconds, not one that runs', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    try {
      const takesAndForgets: HintQueue = { ...unreachable, hint: () => Promise.resolve() };
      const { dispatcher, due, ran, rest } = aDispatcher({ queue: takesAndForgets });
      due.add('a');
      const sweepAfter = async (ms: number) => {
        jest.advanceTimersByTime(ms);
        await dispatcher.sweep();
        await rest();
      };
      await sweepAfter(60_000);
      await sweepAfter(4_999);
      expect(ran).toEqual([]);
      await sweepAfter(1);
      expect(ran).toEqual(['a']);
      await sweepAfter(4_999);
      expect(ran).toEqual(['a']);
      due.delete('a');
      await sweepAfter(1);
      due.add('a');
      await sweepAfter(4_999);
      expect(ran).toEqual(['a']);
      await dispatcher.close();
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('a lane that hangs while the queue cannot be reached', () => {
  it('holds up neither another lane nor the next sweep, and runs once more for what came meanwhile', async () => {
    const { dispatcher, due, ran, rest } = aDispatcher({ queue: unreachable });
    const releases: (() => void)[] = [];
    dispatcher.handle('hangs', () => new Promise((resolve) => releases.push(resolve)));
    due.add('hangs').add('a');
    for (let n = 0; n < 3; n += 1) await dispatcher.sweep();
    while (ran.length === 0) await turn();
    expect(releases).toHaveLength(1);
    releases[0]?.();
    while (releases.length < 2) await turn();
    releases[1]?.();
    await rest();
    expect(releases).toHaveLength(2);
    await dispatcher.close();
  });
});

describe('closing', () => {
  it('waits for what is being relayed, and relays nothing more', async () => {
    const { dispatcher, outbox, ran, rest } = aDispatcher();
    outbox.push('a');
    dispatcher.wake();
    await dispatcher.close();
    await rest();
    const before = [...ran];
    outbox.push('b');
    dispatcher.wake();
    await rest();
    expect(ran).toEqual(before);
    expect(outbox).toEqual(['b']);
  });
});
