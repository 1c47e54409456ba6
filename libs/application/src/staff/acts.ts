import type { Delivery, Effect, Fact, RefusalReason, Remedy, SubmissionState } from '#core';
import type { StaffAct } from './record-by-staff.js';

/** A hand-off was done: the notice is filed, with the platform's number where it gave one. */
export function handoffDone(externalRef: string | null): StaffAct {
  return {
    facts: (state, nowMs) => {
      if (state.delivery === 'HANDOFF_PENDING' && state.holdUntilMs !== null)
        return 'SUBMISSION.NOT_NOW.HELD';
      if (!handedOff.includes(state.delivery) || hasAnotherNumber(state, externalRef))
        return `SUBMISSION.NOT_NOW.${state.delivery}`;
      const receipt: Fact[] =
        externalRef === null ? [] : [{ kind: 'acknowledged', atMs: nowMs, externalRef }];
      return [{ kind: 'sendConfirmed' }, ...receipt];
    },
  };
}

const handedOff: readonly Delivery[] = ['HANDOFF_PENDING', 'SENT', 'ACKNOWLEDGED'];

function hasAnotherNumber(state: SubmissionState, externalRef: string | null): boolean {
  return externalRef !== null && state.externalRef !== null && state.externalRef !== externalRef;
}

/** A decision read elsewhere: a portal, a letter, a support inbox. */
export type StaffDecision =
  | { readonly decision: 'ACTIONED'; readonly effects: readonly Effect[] }
  | { readonly decision: 'REFUSED'; readonly reason: RefusalReason }
  | {
      readonly decision:
        'UNDER_REVIEW' | 'INFO_REQUESTED' | 'NOT_FOUND' | 'DUPLICATE' | 'EXPIRED' | 'REVERSED';
    };

export function decisionRead(decision: StaffDecision): StaffAct {
  return { facts: (_state, nowMs) => [decisionFact(decision, nowMs)] };
}

function decisionFact(decision: StaffDecision, atMs: number): Fact {
  switch (decision.decision) {
    case 'ACTIONED':
      return { kind: 'actioned', atMs, effects: decision.effects };
    case 'REFUSED':
      return { kind: 'refused', atMs, reason: decision.reason };
    case 'UNDER_REVIEW':
      return { kind: 'reviewStarted', atMs };
    case 'INFO_REQUESTED':
      return { kind: 'informationRequested', atMs };
    case 'NOT_FOUND':
      return { kind: 'notFound', atMs };
    case 'DUPLICATE':
      return { kind: 'duplicate', atMs };
    case 'EXPIRED':
      return { kind: 'expired', atMs };
    case 'REVERSED':
      return { kind: 'reversed', atMs };
  }
}

/** What a person decides about a notice nobody knows the fate of, or that failed. */
export const resendDecisions = ['ARRIVED', 'SEND_MARKED', 'GIVE_UP'] as const;
export type ResendDecision = (typeof resendDecisions)[number];

/**
 * ARRIVED      the platform has it
 * SEND_MARKED  send once more, saying that it may repeat the first
 * GIVE_UP      leave it
 */
export function resendDecided(decision: ResendDecision): StaffAct {
  switch (decision) {
    case 'ARRIVED':
      return {
        isOfNotice: true,
        facts: (state) =>
          ['UNCERTAIN', 'SENT', 'ACKNOWLEDGED'].includes(state.delivery)
            ? [{ kind: 'sendConfirmed' }]
            : `SUBMISSION.NOT_NOW.${state.delivery}`,
      };
    case 'SEND_MARKED':
      return {
        isOfNotice: true,
        facts: (state) =>
          ['UNCERTAIN', 'FAILED', 'QUEUED'].includes(state.delivery)
            ? [{ kind: 'queued' }]
            : `SUBMISSION.NOT_NOW.${state.delivery}`,
        timing: ({ round }) => ({ nextTryInMs: 0, round: round + 1, resetsTries: true }),
        wakesSender: true,
      };
    case 'GIVE_UP':
      return {
        isOfNotice: true,
        facts: (state) =>
          state.delivery === 'UNCERTAIN'
            ? [{ kind: 'sendFailed', reason: 'STAFF.GAVE_UP' }]
            : `SUBMISSION.NOT_NOW.${state.delivery}`,
        timing: () => ({ nextTryInMs: null }),
      };
  }
}

/**
 * A remedy was opened elsewhere, or ended.
 *
 * @param followedBy reference of the report that was filed in its place
 */
export function remedyMoved(remedy: Remedy, followedBy?: string): StaffAct {
  return {
    facts: () => [{ kind: 'remedyMoved', remedy }],
    ...(followedBy === undefined ? {} : { detail: { followedBy } }),
  };
}
