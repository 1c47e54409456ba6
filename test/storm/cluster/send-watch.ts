import type { Plan, SendPointFault } from '../plan/plan.js';
import type { NodeProcess } from './node-process.js';
import type { FaultRecord } from './fault-record.js';

/** One notice that a worker was about to send. */
export interface WatchedSend {
  readonly target: number;
  /** Which try of this submission it is, from 1. */
  readonly number: number;
  readonly worker: string;
  readonly beganAtMs: number;
  /** When its answer was there; absent where the worker did not live to see it. */
  endedAtMs?: number;
  fault?: SendPointFault;
}

interface Question {
  readonly kind: 'beforeSend' | 'afterSend';
  readonly question: number;
  readonly target?: number;
}

/** Knows of every notice exactly before it leaves and right after its answer, and strikes there where it is planned. */
export class SendWatch {
  readonly sends: WatchedSend[] = [];
  private readonly triesOf = new Map<number, number>();
  private readonly left: Map<number, SendPointFault>;

  constructor(
    plan: Pick<Plan, 'sendPoints'>,
    private readonly record: FaultRecord,
    private readonly pauseMs: number,
  ) {
    this.left = new Map(plan.sendPoints);
  }

  /** Whether every planned strike was made. */
  get isDone(): boolean {
    return this.left.size === 0;
  }

  /** No more strikes. */
  end(): void {
    this.left.clear();
  }

  onMessage(worker: NodeProcess, message: unknown, reply: (answer: unknown) => void): void {
    const { kind, question, target = 0 } = message as Question;
    const goOn = () => reply({ question });
    if (kind === 'beforeSend') {
      const number = (this.triesOf.get(target) ?? 0) + 1;
      this.triesOf.set(target, number);
      const send: WatchedSend = { target, number, worker: worker.name, beganAtMs: Date.now() };
      this.sends.push(send);
      return this.strike(worker, send, 'Before', goOn);
    }
    const send = this.sends.findLast((each) => each.target === target && each.worker === worker.name);
    if (!send) return goOn();
    send.endedAtMs = Date.now();
    this.strike(worker, send, 'After', goOn);
  }

  private strike(worker: NodeProcess, send: WatchedSend, when: 'Before' | 'After', goOn: () => void): void {
    const planned = this.left.get(send.target);
    // One that stands still already cannot be stopped here.
    if (!planned?.endsWith(`${when}Send`) || worker.isFrozen) return goOn();
    this.left.delete(send.target);
    send.fault = planned;
    if (planned.startsWith('kill')) {
      this.record.begin(planned, worker.name, 0);
      return worker.kill(0);
    }
    const struck = this.record.begin(planned, worker.name, this.pauseMs);
    worker.freeze();
    setTimeout(() => {
      worker.thaw();
      struck.end();
      goOn();
    }, this.pauseMs);
  }
}
