import { KeyServiceFault } from '../ports/cipher.js';
import { realClock, type Clock } from '../ports/clock.js';
import type { SendAttempt } from '../ports/platform-adapter.js';
import { PlatformFault, type PlatformFaultKind } from '../ports/platform-fault.js';
import type { WorkLog } from '../ports/work-log.js';
import { within } from '../within.js';
import type { SendResult } from './settle-send.js';

/** What is known of a send before it is opened. */
export interface CallSubject extends Pick<SendAttempt, 'idempotencyKey' | 'messageId'> {
  readonly submissionId: string;
  readonly platform: string;
}

/** Calls whose end is always known, if only as unknown: each has a deadline, and all can be given up at once. */
export class GuardedCall {
  /** One for each call under way: ends the wait for it. */
  private readonly waits = new Set<() => void>();
  private isGivenUp = false;

  constructor(
    private readonly parts: {
      /** Begins the names of its log lines. */
      readonly subject: 'submission' | 'follow_up';
      readonly log: WorkLog;
      /** Longest time for everything one send calls. */
      readonly deadlineMs: number;
      /** Absent is real time. */
      readonly clock?: Clock | undefined;
    },
  ) {}

  /** Waits for no call any longer: how those under way ended is unknown from now on. */
  giveUp(): void {
    this.isGivenUp = true;
    for (const stop of this.waits) stop();
  }

  /**
   * Never rejects.
   *
   * @param claimedAtMs when the claim was made, on the same clock
   * @param prepare     opens what is sent, and gives back the call; nothing has left before that is made
   */
  async run(
    subject: CallSubject,
    claimedAtMs: number,
    prepare: (attempt: SendAttempt) => Promise<() => Promise<SendResult>>,
  ): Promise<SendResult> {
    const { log, deadlineMs, clock } = this.parts;
    const { submissionId, platform } = subject;
    let call: () => Promise<SendResult>;
    try {
      call = await prepare(this.attempt(subject, claimedAtMs));
    } catch (error) {
      if (error instanceof KeyServiceFault) return { outcome: 'notCalled', code: 'SEND.KEYS_UNAVAILABLE' };
      log.error(`${this.parts.subject}.not_prepared`, { submissionId, platform, error });
      return fault('refused', 'SEND.NOT_PREPARED');
    }
    try {
      const result = await within(this.untilGivenUp(call()), deadlineMs, clock);
      if (result !== 'late') return result;
      return fault('outcomeUnknown', this.isGivenUp ? 'SEND.WORKER_STOPPED' : 'SEND.NO_ANSWER_IN_TIME');
    } catch (error) {
      // A mistake of ours after the intent was written: nobody knows how far the notice got.
      log.error(`${this.parts.subject}.send_crashed`, { submissionId, platform, error });
      return fault('outcomeUnknown', 'SEND.CRASHED');
    }
  }

  private attempt({ idempotencyKey, messageId }: CallSubject, claimedAtMs: number): SendAttempt {
    const { clock = realClock, deadlineMs } = this.parts;
    // Who was stopped in between, or waited too long, may have a successor already: what has not left stays here.
    const mayLeave = () => !this.isGivenUp && clock.now() - claimedAtMs <= deadlineMs;
    return { idempotencyKey, messageId, mayLeave };
  }

  private async untilGivenUp<T>(calling: Promise<T>): Promise<T | 'late'> {
    let stop: () => void = () => undefined;
    const stopped = new Promise<'late'>((resolve) => (stop = () => resolve('late')));
    this.waits.add(stop);
    if (this.isGivenUp) stop();
    try {
      return await Promise.race([calling, stopped]);
    } finally {
      this.waits.delete(stop);
    }
  }
}

type Fault = Extract<SendResult, { outcome: 'fault' }>;

/** What one call to an adapter came to; our own mistakes are thrown on. */
export async function resultOf<Answer>(
  call: () => Promise<Answer>,
): Promise<{ outcome: 'answered'; answer: Answer } | Fault> {
  try {
    return { outcome: 'answered', answer: await call() };
  } catch (error) {
    if (!(error instanceof PlatformFault)) throw error;
    const { kind, code, retryAfterMs } = error;
    return { ...fault(kind, code), ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  }
}

export function fault(kind: PlatformFaultKind, code: string): Fault {
  return { outcome: 'fault', kind, code };
}
