import { drawn } from '../random.js';
import { sendPointFaults, strikesOfEach, type Plan, type SendPointFault } from '../plan/plan.js';
import type { FaultRecord } from './fault-record.js';
import type { NodeProcess } from './node-process.js';

/** One notice that a worker was about to send. */
export interface WatchedSend {
  readonly target: number;
  /** Which try of this submission it is, from 1. */
  readonly number: number;
  readonly worker: string;
  readonly beganAtMs: number;
  /** When its answer was there; absent where the worker did not live to see it. */
  endedAtMs?: number;
}

interface Question {
  readonly kind: 'beforeSend' | 'afterSend';
  readonly question: number;
  readonly target?: number;
}

/** A worker that stands still exactly before or after a send. */
interface Stopped {
  readonly worker: NodeProcess;
  /** Wakes while its successor is about to send, or when its successor has its answer. */
  readonly wakesAt: 'beforeSend' | 'afterSend';
  readonly wake: () => void;
}

/** How long a successor is held, so that the one that woke writes first. */
const successorHeldMs = 900;

/** Knows of every notice exactly before it leaves and right after its answer, and strikes there where it is planned. */
export class SendWatch {
  readonly sends: WatchedSend[] = [];
  private readonly triesOf = new Map<number, number>();
  private readonly planned: Map<number, SendPointFault>;
  private readonly left: Map<SendPointFault, number>;
  private readonly stopped = new Map<number, Stopped>();

  /** @param longestPauseMs after which a stopped worker wakes where nobody took over */
  constructor(
    private readonly plan: Pick<Plan, 'seed' | 'sendPoints' | 'faults'>,
    private readonly record: FaultRecord,
    private readonly longestPauseMs: number,
  ) {
    this.planned = new Map(plan.sendPoints);
    const often = strikesOfEach(plan.faults.length);
    this.left = new Map(sendPointFaults.map((kind) => [kind, often]));
  }

  /** Whether every planned strike was made, and nobody stands still any more. */
  get isDone(): boolean {
    return [...this.left.values()].every((often) => often === 0) && this.stopped.size === 0;
  }

  /** No more strikes. */
  end(): void {
    this.left.clear();
    for (const { wake } of this.stopped.values()) wake();
  }

  onMessage(worker: NodeProcess, message: unknown, reply: (answer: unknown) => void): void {
    const { kind, question, target = 0 } = message as Question;
    const goOn = () => reply({ question });
    this.note(worker, kind, target);
    const before = this.stopped.get(target);
    if (before && before.worker !== worker && before.wakesAt === kind) {
      before.wake();
      return void setTimeout(goOn, kind === 'beforeSend' ? successorHeldMs : 0);
    }
    const planned = this.planned.get(target);
    const often = planned === undefined ? 0 : (this.left.get(planned) ?? 0);
    // One that stands still already cannot be stopped here.
    if (!planned || often === 0 || isBefore(planned) !== (kind === 'beforeSend') || worker.isFrozen)
      return goOn();
    this.planned.delete(target);
    this.left.set(planned, often - 1);
    if (planned.startsWith('kill')) {
      this.record.begin(planned, worker.name, 0);
      return worker.kill(0);
    }
    this.stop(worker, target, planned, goOn);
  }

  private note(worker: NodeProcess, kind: Question['kind'], target: number): void {
    if (kind === 'beforeSend') {
      const number = (this.triesOf.get(target) ?? 0) + 1;
      this.triesOf.set(target, number);
      this.sends.push({ target, number, worker: worker.name, beganAtMs: Date.now() });
      return;
    }
    const send = this.sends.findLast((each) => each.target === target && each.worker === worker.name);
    if (send) send.endedAtMs = Date.now();
  }

  private stop(worker: NodeProcess, target: number, planned: SendPointFault, goOn: () => void): void {
    const struck = this.record.begin(planned, worker.name, 0);
    worker.freeze();
    const wake = () => {
      if (!this.stopped.delete(target)) return;
      clearTimeout(timer);
      worker.thaw();
      struck.end();
      goOn();
    };
    const timer = setTimeout(wake, this.longestPauseMs);
    const wakesAt = drawn(this.plan.seed, 'wakes', target) < 0.5 ? 'beforeSend' : 'afterSend';
    this.stopped.set(target, { worker, wakesAt, wake });
  }
}

function isBefore(planned: SendPointFault): boolean {
  return planned.endsWith('BeforeSend');
}
