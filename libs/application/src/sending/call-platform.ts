import { carriesExplanation, translationMissing } from '#core';
import { unknownOutcomeRuleOf, type PlatformCatalogue } from '../platform-settings.js';
import type { Clock } from '../ports/clock.js';
import type { NoticeRequest, PlatformAdapter, SendAttempt } from '../ports/platform-adapter.js';
import type { PlatformFaultKind } from '../ports/platform-fault.js';
import type { SendMode } from '../ports/report-store.js';
import type { ClaimedSubmission } from '../ports/send-store.js';
import type { WorkLog } from '../ports/work-log.js';
import { fault, GuardedCall, resultOf } from './guarded-call.js';
import { sentField, type OpenNotice } from './open-notice.js';
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
  private readonly guarded: GuardedCall;

  constructor(private readonly parts: CallPlatformParts) {
    this.guarded = new GuardedCall({ ...parts, subject: 'submission' });
  }

  /** Waits for no call any longer: how those under way ended is unknown from now on. */
  giveUp(): void {
    this.guarded.giveUp();
  }

  /** @param claimedAtMs when the claim was made, on the same clock */
  async run(claimed: ClaimedSubmission, claimedAtMs: number): Promise<SendResult> {
    let carried: Uint8Array | undefined;
    const result = await this.guarded.run(claimed, claimedAtMs, async (attempt) => {
      const { notice, seal } = await this.parts.openNotice.withSeal(claimed);
      const adapter = this.parts.adapterFor(claimed.platform, claimed.mode);
      const copy = this.copyOf(claimed, adapter, notice);
      const leaves = () => {
        if (copy !== undefined) carried = seal(copy, sentField(claimed.sendId));
      };
      return () => this.call(claimed, { notice, adapter, attempt, leaves });
    });
    // Also where nobody knows how the call ended: what may have arrived is known.
    return carried === undefined ? result : { ...result, carried };
  }

  /** What is kept of a notice that leaves, for whoever must prove it later. A child is not left waiting for want of a copy. */
  private copyOf(
    { submissionId, platform }: ClaimedSubmission,
    adapter: PlatformAdapter,
    notice: NoticeRequest,
  ): string | undefined {
    try {
      return JSON.stringify(adapter.describeSending?.(notice) ?? adapter.prepareHandoff(notice).fields);
    } catch (error) {
      this.parts.log.error('submission.no_copy', { submissionId, platform, error });
      return undefined;
    }
  }

  private async call(claimed: ClaimedSubmission, prepared: Prepared): Promise<SendResult> {
    const { adapter, notice, attempt, leaves } = prepared;
    // The channel may read other languages than when it was filed.
    if (!readsNotice(notice)) return fault('refused', translationMissing);
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
    leaves();
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

function readsNotice({ channel, language, writtenIn = language }: NoticeRequest): boolean {
  return !carriesExplanation(channel) || channel.languages.includes(writtenIn);
}

interface Prepared {
  readonly notice: NoticeRequest;
  readonly adapter: PlatformAdapter;
  readonly attempt: SendAttempt;
  /** Said right before the notice is given to the platform. */
  readonly leaves: () => void;
}

const holdsPlatform: readonly PlatformFaultKind[] = ['rateLimited', 'quotaExhausted', 'credentials'];
