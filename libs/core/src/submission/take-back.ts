import type { Delivery } from './axes.js';
import type { SubmissionState } from './state.js';
import { isSaidRemoved } from './word.js';

/**
 * What came after a statement and rests on it, so that the statement cannot be taken back alone.
 *
 * DELIVERY   the notice went another way, or its number became known
 * DECISION   the platform said, or was told, more
 * REMEDY     something was begun against the decision
 * WITHDRAWN  the notice was withdrawn
 */
export type BuiltOn = 'DELIVERY' | 'DECISION' | 'REMEDY' | 'WITHDRAWN';

export type TakenBack =
  | { readonly outcome: 'restored'; readonly state: SubmissionState }
  | { readonly outcome: 'builtOn'; readonly what: BuiltOn };

/**
 * Takes back what a reply said that was about another submission: delivery, decision and answers are as before it. Looks
 * and holds since then stay, for they do not rest on it.
 *
 * @param before as the reply found the submission
 * @param after  as it left it
 * @param now    as it is
 */
export function takeBack(before: SubmissionState, after: SubmissionState, now: SubmissionState): TakenBack {
  const what = builtOn(before, after, now);
  if (what !== undefined) return { outcome: 'builtOn', what };
  const { delivery, channel, waitingFor, externalRef, duplicateOf } = before;
  const { decision, refusalReason, decidedAtMs, territories, askAnswers } = before;
  const state: SubmissionState = {
    ...now,
    ...{ delivery, channel, waitingFor, externalRef, duplicateOf },
    ...{ decision, refusalReason, decidedAtMs, territories, askAnswers },
    effects: effectsOf(before, after, now),
  };
  return { outcome: 'restored', state: { ...state, ...proofOf(state, before, after, now) } };
}

/** Whether two states say the same. */
export function isSameState(one: SubmissionState, other: SubmissionState): boolean {
  return inOrder(one) === inOrder(other);
}

type Field = keyof SubmissionState;
const ofDelivery = ['delivery', 'channel', 'waitingFor', 'externalRef'] as const satisfies readonly Field[];
const ofDecision = [
  ...(['decision', 'refusalReason', 'decidedAtMs', 'territories', 'duplicateOf', 'askAnswers'] as const),
] satisfies readonly Field[];

function builtOn(before: SubmissionState, after: SubmissionState, now: SubmissionState): BuiltOn | undefined {
  const isMoved = (field: Field) => inOrder(after[field]) !== inOrder(now[field]);
  const isCancelled = now.delivery === 'CANCELLED' && after.delivery !== 'CANCELLED';
  if (isMoved('isWithdrawn') || isCancelled) return 'WITHDRAWN';
  if (isMoved('remedy')) return 'REMEDY';
  if (ofDelivery.some(isMoved)) return 'DELIVERY';
  // A sender held it then, and has said since how it ended.
  if (before.delivery === 'SENDING' && after.delivery !== 'SENDING') return 'DELIVERY';
  // What a platform did it says; before it decides, looks say what is limited.
  const isEffectSaid = after.decision === 'ACTIONED' || !isSeenSince(after, now);
  return ofDecision.some(isMoved) || (isEffectSaid && isMoved('effects')) ? 'DECISION' : undefined;
}

function isSeenSince(after: SubmissionState, now: SubmissionState): boolean {
  return after.seenAtMs !== now.seenAtMs || after.verification !== now.verification;
}

function effectsOf(
  before: SubmissionState,
  after: SubmissionState,
  now: SubmissionState,
): SubmissionState['effects'] {
  if (before.decision === 'ACTIONED' || !isSeenSince(after, now)) return before.effects;
  if (now.verification === 'UNCHECKABLE') return before.effects;
  if (now.verification !== 'LIMITED') return [];
  return after.decision === 'ACTIONED' ? before.effects : now.effects;
}

/** What it takes to disprove a removal that was said before the reply. */
function proofOf(
  state: SubmissionState,
  before: SubmissionState,
  after: SubmissionState,
  now: SubmissionState,
): Pick<SubmissionState, 'secondLook' | 'doubtedAtMs'> {
  if (!isSaidRemoved(state)) return { secondLook: null, doubtedAtMs: null };
  const isSame = before.secondLook === after.secondLook && before.doubtedAtMs === after.doubtedAtMs;
  const { secondLook, doubtedAtMs } = isSame ? now : before;
  if (!isSame && secondLook === 'NEEDED' && isSeenSince(after, now) && now.verification === 'LIVE')
    return { secondLook: 'PENDING', doubtedAtMs: now.seenAtMs };
  return { secondLook, doubtedAtMs };
}

/** Deliveries of a notice that waits for nothing but to be sent once more. */
export const waitsToLeave: readonly Delivery[] = ['QUEUED', 'RETRY_WAIT', 'SENDING'];

/** The same text for the same value, whatever the order of its keys. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  );
}
