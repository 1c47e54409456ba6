import { sendPointFaults, type SendPointFault } from '../plan/plan.js';
import { drawn } from '../random.js';
import { FaultRecord } from './fault-record.js';
import type { NodeProcess } from './node-process.js';
import { SendWatch } from './send-watch.js';

const seed = 1;
const longestPauseMs = 7_000;
/** Targets of which the one that stands still wakes while its successor is about to send, or when that has its answer. */
const wakesEarly = targetsThat((place) => place < 0.5);
const wakesLate = targetsThat((place) => place >= 0.5);

function targetsThat(isMeant: (place: number) => boolean): number {
  return Array.from({ length: 50 }, (_, target) => target + 1).find((target) =>
    isMeant(drawn(seed, 'wakes', target)),
  )!;
}

function aWorker(name: string) {
  const worker = {
    ...{ name, isFrozen: false, kills: 0 },
    freeze: () => void (worker.isFrozen = true),
    thaw: () => void (worker.isFrozen = false),
    kill: () => void (worker.kills += 1),
  };
  return worker;
}

function aWatch(sendPoints: readonly (readonly [number, SendPointFault])[], faults = 1) {
  const record = new FaultRecord();
  const plan = { seed, sendPoints: new Map(sendPoints), faults: Array(faults).fill({}) };
  const watch = new SendWatch(plan, record, longestPauseMs);
  const answered: string[] = [];
  const say = (worker: ReturnType<typeof aWorker>, kind: string, target: number) =>
    watch.onMessage(worker as unknown as NodeProcess, { kind, target, question: 1 }, () =>
      answered.push(`${worker.name} ${kind}`),
    );
  return { watch, record, answered, say };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('the watch over sends', () => {
  it('lets go on whatever is not to be struck', () => {
    const { say, answered, record } = aWatch([[7, 'killBeforeSend']]);
    say(aWorker('w1'), 'beforeSend', 8);
    say(aWorker('w1'), 'afterSend', 8);
    expect(answered).toEqual(['w1 beforeSend', 'w1 afterSend']);
    expect(record.faults).toEqual([]);
  });

  it.each([
    ['killBeforeSend', 'beforeSend'],
    ['killAfterSend', 'afterSend'],
  ] as const)('kills once for %s', (fault, kind) => {
    const { say, answered, record } = aWatch([[7, fault]]);
    const worker = aWorker('w1');
    if (kind === 'afterSend') say(worker, 'beforeSend', 7);
    say(worker, kind, 7);
    say(aWorker('w2'), kind, 7);
    expect(worker.kills).toBe(1);
    expect(answered.at(-1)).toBe(`w2 ${kind}`);
    expect(record.faults.map(({ kind: each, on }) => [each, on])).toEqual([[fault, 'w1']]);
  });

  it('wakes one that stands still when its successor is about to send, and lets that wait', () => {
    const { say, answered } = aWatch([[wakesEarly, 'pauseBeforeSend']]);
    const first = aWorker('w1');
    say(first, 'beforeSend', wakesEarly);
    expect([first.isFrozen, answered]).toEqual([true, []]);
    say(aWorker('w2'), 'beforeSend', wakesEarly);
    expect([first.isFrozen, answered]).toEqual([false, ['w1 beforeSend']]);
    jest.runAllTimers();
    expect(answered).toEqual(['w1 beforeSend', 'w2 beforeSend']);
  });

  it('wakes another only when its successor has its answer', () => {
    const { say } = aWatch([[wakesLate, 'pauseAfterSend']]);
    const [first, second] = [aWorker('w1'), aWorker('w2')];
    say(first, 'beforeSend', wakesLate);
    say(first, 'afterSend', wakesLate);
    say(second, 'beforeSend', wakesLate);
    expect(first.isFrozen).toBe(true);
    say(second, 'afterSend', wakesLate);
    expect(first.isFrozen).toBe(false);
  });

  it('wakes it where nobody takes over', () => {
    const { say, answered } = aWatch([[7, 'pauseBeforeSend']]);
    const worker = aWorker('w1');
    say(worker, 'beforeSend', 7);
    jest.advanceTimersByTime(longestPauseMs);
    expect([worker.isFrozen, answered]).toEqual([false, ['w1 beforeSend']]);
  });

  it('is done when each kind has struck as often as it was to, and nobody stands still', () => {
    const points = sendPointFaults.flatMap((kind, index) =>
      [1, 2].map((turn) => [10 * index + turn, kind] as const),
    );
    const { say, watch, record } = aWatch(points);
    for (const [target] of points)
      for (const kind of ['beforeSend', 'afterSend']) say(aWorker('w1'), kind, target);
    expect(watch.isDone).toBe(false);
    jest.advanceTimersByTime(longestPauseMs);
    expect(watch.isDone).toBe(true);
    expect(record.faults.map(({ kind }) => kind).sort()).toEqual([...sendPointFaults].sort());
  });

  it('strikes no more once the storm is over', () => {
    const { say, watch } = aWatch([
      [7, 'pauseBeforeSend'],
      [8, 'killBeforeSend'],
    ]);
    const [first, second] = [aWorker('w1'), aWorker('w2')];
    say(first, 'beforeSend', 7);
    watch.end();
    say(second, 'beforeSend', 8);
    expect([first.isFrozen, second.kills]).toEqual([false, 0]);
  });
});
