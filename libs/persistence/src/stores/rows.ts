import { wordOf, type SubmissionState } from '#core';

/** The columns that hold a submission's state, as JSON takes them. */
export function stateColumns(state: SubmissionState) {
  return {
    channel: state.channel,
    delivery: state.delivery,
    decision: state.decision,
    effects: state.effects,
    territories: state.territories,
    refusal_reason: state.refusalReason,
    verification: state.verification,
    remedy: state.remedy,
    word: wordOf(state),
    external_ref: state.externalRef,
    duplicate_of: state.duplicateOf,
    waiting_for: state.waitingFor,
    ask_answers: state.askAnswers,
    decided_ms: state.decidedAtMs,
    seen_ms: state.seenAtMs,
    second_look: state.secondLook,
    doubted_ms: state.doubtedAtMs,
    hold_ms: state.holdUntilMs,
    withdrawn: state.isWithdrawn,
  };
}

export interface StateRow {
  channel: string;
  delivery: SubmissionState['delivery'];
  decision: SubmissionState['decision'];
  effects: SubmissionState['effects'];
  territories: SubmissionState['territories'];
  refusal_reason: SubmissionState['refusalReason'];
  verification: SubmissionState['verification'];
  remedy: SubmissionState['remedy'];
  external_ref: string | null;
  duplicate_of: string | null;
  waiting_for: string | null;
  ask_answers: SubmissionState['askAnswers'];
  decided_at: Date | null;
  seen_at: Date | null;
  second_look: SubmissionState['secondLook'];
  doubted_at: Date | null;
  hold_until: Date | null;
  withdrawn: boolean;
}

export function stateOf(row: StateRow): SubmissionState {
  return {
    channel: row.channel,
    delivery: row.delivery,
    decision: row.decision,
    effects: row.effects,
    territories: row.territories,
    refusalReason: row.refusal_reason,
    verification: row.verification,
    remedy: row.remedy,
    externalRef: row.external_ref,
    duplicateOf: row.duplicate_of,
    waitingFor: row.waiting_for,
    askAnswers: row.ask_answers,
    decidedAtMs: row.decided_at?.getTime() ?? null,
    seenAtMs: row.seen_at?.getTime() ?? null,
    secondLook: row.second_look,
    doubtedAtMs: row.doubted_at?.getTime() ?? null,
    holdUntilMs: row.hold_until?.getTime() ?? null,
    isWithdrawn: row.withdrawn,
  };
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** Milliseconds since 1970 of a timestamp column. */
export function millis(at: Date | null): number | null {
  return at === null ? null : at.getTime();
}

/** When a wait ends, in milliseconds since 1970; null where there is none. */
export function after(nowMs: number, waitMs: number | null | undefined): number | null {
  return typeof waitMs === 'number' ? Math.min(nowMs + waitMs, neverMs) : null;
}

/** When what is held is tried next, in milliseconds since 1970: a time that every version of a worker can read. */
export const neverMs = Date.UTC(9999, 0, 1);

/** Whether a statement failed because its idempotency key was used before. */
export function isKeyTaken(error: unknown): boolean {
  return (error as { constraint?: string }).constraint === 'idempotency_keys_once';
}
