import { unknownOutcomeRuleOf, type PlatformCatalogue } from '../platform-settings.js';
import { realClock, type Clock } from '../ports/clock.js';
import type { NoticeRequest, PlatformAdapter, SendAttempt } from '../ports/platform-adapter.js';
import { PlatformFault, type PlatformFaultKind } from '../ports/platform-fault.js';
import type { SendMode } from '../ports/report-store.js';
import type { ClaimedSubmission } from '../ports/send-store.js';
import type { WorkLog } from '../ports/work-log.js';
import { within } from '../within.js';
import type { OpenNotice } from './open-notice.js';
import { isOpenQuestion, type SendResult } from './settle-send.js';

export interface CallPlatformParts {
  readonly platforms: PlatformCatalogue;
  /** The adapter of a platform, connected to where its mode allows. */
  readonly adapterFor: (platform: string, mode: SendMode) => PlatformAdapter;
  readonly openNotice: OpenNotice;
  readonly log: WorkLog;
  /** Longest time for everything one send calls. */
  readonly deadlineMs: number;
  /** Absent is real time. */
  readonly clock?: Clock;
}

/** Makes the call of one claimed submission and says how it ended. Never rejects. */
export class CallPlatform {
  /** One for each call under way: ends the wait for it. */
  private readonly waits = new Set<() => void>();
  private isGivenUp = false;

  constructor(private readonly parts: CallPlatformParts) {}

  /** Waits for no call any longer: how those under way ended is unknown from now on. */
  giveUp(): void {
    this.isGivenUp = true;
    for (const stop of this.waits) stop();
  }

  /** @param claimedAtMs when the claim was made, on the same clock */
  async run(claimed: ClaimedSubmission, claimedAtMs: number): Promise<SendResult> {
    const { log, deadlineMs, clock } = this.parts;
    const { submissionId, platform } = claimed;
    try {
      const prepared = this.prepare(claimed, claimedAtMs);
      const calling = this.untilGivenUp(this.call(claimed, prepared));
      const result = await within(calling, deadlineMs, clock);
      if (result !== 'late') return result;
      return fault('outcomeUnknown', this.isGivenUp ? 'SEND.WORKER_STOPPED' : 'SEND.NO_ANSWER_IN_TIME');
    } catch (error) {
      if (error instanceof NotPrepared) {
        log.error('submission.not_prepared', { submissionId, platform, error: error.cause });
        return fault('refused', 'SEND.NOT_PREPARED');
      }
      // A mistake of ours after the intent was written: nobody knows how far the notice got.
      log.error('submission.send_crashed', { submissionId, platform, error });
      return fault('outcomeUnknown', 'SEND.CRASHED');
    }
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

  /** Up to here nothing has left. */
  private prepare(claimed: ClaimedSubmission, claimedAtMs: number): Prepared {
    const { clock = realClock, deadlineMs } = this.parts;
    const { idempotencyKey, messageId } = claimed;
    // Who was stopped in between, or waited too long, may have a successor already: what has not left stays here.
    const mayLeave = () => !this.isGivenUp && clock.now() - claimedAtMs <= deadlineMs;
    try {
      return {
        notice: this.parts.openNotice.run(claimed),
        adapter: this.parts.adapterFor(claimed.platform, claimed.mode),
        attempt: { idempotencyKey, messageId, mayLeave },
      };
    } catch (error) {
      throw new NotPrepared('a notice could not be prepared', { cause: error });
    }
  }

  private async call(claimed: ClaimedSubmission, prepared: Prepared): Promise<SendResult> {
    const { adapter, notice, attempt } = prepared;
    const { previousOutcome } = claimed;
    const looksFirst =
      isOpenQuestion(previousOutcome) && unknownOutcomeRuleOf(this.parts.platforms, claimed) === 'lookup';
    if (looksFirst) {
      const looked = await this.lookUp(prepared);
      if (looked.outcome !== 'absent') return looked;
      // A platform's index may lag behind what it took: one look that finds nothing proves nothing yet.
      if (previousOutcome !== 'absent') return looked;
    }
    if (!attempt.mayLeave()) return { outcome: 'notCalled', code: 'SEND.TOO_LATE' };
    return resultOf(() => adapter.submit(notice, attempt));
  }

  /** Where the platform cannot be asked now, the notice before this one is as unknown as it was. */
  private async lookUp({ adapter, notice, attempt }: Prepared): Promise<SendResult> {
    if (!adapter.findReceipt) return fault('outcomeUnknown', 'SEND.NO_LOOKUP');
    const result = await resultOf(async () => adapter.findReceipt?.(notice, attempt));
    if (result.outcome === 'answered')
      return result.answer === undefined
        ? { outcome: 'absent' }
        : { outcome: 'answered', answer: result.answer, isFound: true };
    return holdsPlatform.includes(result.kind) ? result : { ...result, kind: 'outcomeUnknown' };
  }
}

interface Prepared {
  readonly notice: NoticeRequest;
  readonly adapter: PlatformAdapter;
  readonly attempt: SendAttempt;
}

class NotPrepared extends Error {}

const holdsPlatform: readonly PlatformFaultKind[] = ['rateLimited', 'quotaExhausted', 'credentials'];

type Fault = Extract<SendResult, { outcome: 'fault' }>;

async function resultOf<Answer>(
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

function fault(kind: PlatformFaultKind, code: string): Fault {
  return { outcome: 'fault', kind, code };
}
