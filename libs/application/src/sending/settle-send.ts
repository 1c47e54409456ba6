import { nextDelayMs, type Fact, type UnknownOutcomeRule } from '#core';
import type { SubmitResult } from '../ports/platform-adapter.js';
import type { PlatformFaultKind } from '../ports/platform-fault.js';
import type { SendOutcome, SubmissionTiming } from '../ports/report-store.js';

/** How one send ended, as the worker saw it, and what it carried, sealed; absent where nothing left. */
export type SendResult = SendEnd & { readonly carried?: Uint8Array };

type SendEnd =
  /** `isFound`: a lookup found what had arrived before; nothing was sent. */
  | { readonly outcome: 'answered'; readonly answer: SubmitResult; readonly isFound?: boolean }
  /** A lookup found no trace of a notice that may have arrived; nothing was sent. */
  | { readonly outcome: 'absent' }
  /** Nothing was called: it makes no sense just now. */
  | { readonly outcome: 'notCalled'; readonly code: string }
  | {
      readonly outcome: 'fault';
      readonly kind: PlatformFaultKind;
      readonly code: string;
      readonly retryAfterMs?: number;
    };

export interface SendSettings {
  /** Waits between tries after a temporary fault or an unknown outcome, in milliseconds. */
  readonly retryScheduleMs: readonly number[];
  readonly rateLimitedDefaultMs: number;
  /** Shortest wait before an unknown outcome is looked up or sent again. */
  readonly settleMs: number;
  readonly credentialsRecheckMs: number;
}

export interface SendContext {
  readonly onUnknown: UnknownOutcomeRule;
  /** Tries made for this notice, this one included. */
  readonly tries: number;
  /** 0 for the first notice, 1 and more for marked repeats. */
  readonly round: number;
  /** Whether an earlier try may have arrived all the same. */
  readonly mayHaveArrived: boolean;
  /** A number in [0, 1). */
  readonly jitter: number;
}

/** What a send's end means for the submission: facts, waits, and whether the whole platform must pause. */
export interface SettledSend {
  readonly facts: readonly Fact[];
  readonly outcome: SendOutcome;
  readonly code: string | null;
  readonly receipt: string | null;
  readonly timing: Omit<SubmissionTiming, 'submissionId'>;
  readonly hold: { readonly holdMs: number; readonly code: string } | null;
}

/** Whether nobody knows yet that a notice before this one did not arrive. */
export function isOpenQuestion(previousOutcome: SendOutcome | null): boolean {
  return previousOutcome === 'unknown' || previousOutcome === 'absent';
}

/** What made calling senseless holds the platform itself; this keeps the notice from coming round at once. */
const notCalledWaitMs = 1_000;

/** One second notice at the most leaves without a person: the one that says it may repeat the first. */
const maxRoundsWithoutPerson = 1;

export function settleSend(result: SendResult, context: SendContext, settings: SendSettings): SettledSend {
  if (result.outcome === 'answered')
    return {
      facts: [{ kind: 'sendConfirmed' }, ...result.answer.facts],
      outcome: 'confirmed',
      code: null,
      receipt: result.answer.receipt,
      timing: { nextTryInMs: null, releasesLease: true },
      hold: null,
    };
  // What leaves after the second look says that it may repeat the first: no index is complete for ever.
  if (result.outcome === 'absent')
    return withRound(
      refunded(deferred('SEND.NOT_FOUND_YET', settings.settleMs, 'absent')),
      context.round + 1,
    );
  if (result.outcome === 'notCalled') return refunded(deferred(result.code, notCalledWaitMs, 'deferred'));
  const { code } = result;
  switch (result.kind) {
    case 'temporary':
      return retry(code, context, settings, result.retryAfterMs ?? 0);
    case 'rateLimited':
      return holdPlatform(code, result.retryAfterMs ?? settings.rateLimitedDefaultMs);
    case 'quotaExhausted':
      return holdPlatform(code, result.retryAfterMs ?? settings.rateLimitedDefaultMs);
    case 'credentials':
      return holdPlatform(code, settings.credentialsRecheckMs);
    case 'refused':
      return notLeft(code, context, 'refused', code);
    case 'unreadable':
    case 'outcomeUnknown':
      return unknown(code, context, settings);
  }
}

function retry(code: string, context: SendContext, settings: SendSettings, atLeastMs: number): SettledSend {
  const waitMs = nextDelayMs(settings.retryScheduleMs, context.tries, context.jitter);
  if (waitMs !== undefined) return deferred(code, Math.max(waitMs, atLeastMs), 'deferred');
  return notLeft('SEND.RETRIES_USED_UP', context, 'deferred', code);
}

/** The platform does not have this try; only where it cannot have one before it either has the notice failed. */
function notLeft(
  reason: string,
  { mayHaveArrived }: SendContext,
  outcome: SendOutcome,
  code: string,
): SettledSend {
  return ended({ kind: mayHaveArrived ? 'sendUncertain' : 'sendFailed', reason }, outcome, code);
}

/** The platform asked everybody to wait: that is no try of this notice. */
function holdPlatform(code: string, holdMs: number): SettledSend {
  return { ...refunded(deferred(code, holdMs, 'deferred')), hold: { holdMs, code } };
}

/** Nobody can say whether the notice arrived: the channel's rule decides, never a guess. */
function unknown(code: string, context: SendContext, settings: SendSettings): SettledSend {
  const { onUnknown, round, tries, jitter } = context;
  const uncertain = ended({ kind: 'sendUncertain', reason: code }, 'unknown', code);
  switch (onUnknown) {
    case 'replay':
    case 'lookup': {
      const waitMs = nextDelayMs(settings.retryScheduleMs, tries, jitter);
      if (waitMs === undefined) return uncertain;
      return deferred('SEND.OUTCOME_UNKNOWN', Math.max(waitMs, settings.settleMs), 'unknown', code);
    }
    case 'resendMarked':
      if (round >= maxRoundsWithoutPerson) return uncertain;
      return withRound(deferred('SEND.OUTCOME_UNKNOWN', settings.settleMs, 'unknown', code), round + 1);
    case 'askPerson':
      return uncertain;
  }
}

function deferred(waitingFor: string, waitMs: number, outcome: SendOutcome, code = waitingFor): SettledSend {
  return {
    facts: [{ kind: 'sendDeferred', waitingFor }],
    outcome,
    code,
    receipt: null,
    timing: { nextTryInMs: waitMs, releasesLease: true },
    hold: null,
  };
}

function ended(fact: Fact, outcome: SendOutcome, code: string): SettledSend {
  return {
    facts: [fact],
    outcome,
    code,
    receipt: null,
    timing: { nextTryInMs: null, releasesLease: true },
    hold: null,
  };
}

function refunded(settled: SettledSend): SettledSend {
  return { ...settled, timing: { ...settled.timing, refundsTry: true } };
}

function withRound(settled: SettledSend, round: number): SettledSend {
  return { ...settled, timing: { ...settled.timing, round } };
}
