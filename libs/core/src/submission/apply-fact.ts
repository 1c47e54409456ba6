import { allows, decisionMoves, deliveryMoves, remedyMoves, verificationMoves } from './axes.js';
import type { Decision, Delivery, Effect, Remedy, Verification } from './axes.js';
import { replyFactKinds, type Fact, type FactKind, type Visibility } from './facts.js';
import type { SubmissionState } from './state.js';
import { isSaidRemoved } from './word.js';

export type Applied =
  | { readonly outcome: 'moved'; readonly next: SubmissionState }
  | { readonly outcome: 'repeated' }
  | {
      readonly outcome: 'refused';
      readonly axis: 'delivery' | 'decision' | 'verification' | 'remedy';
      readonly from: string;
      readonly fact: FactKind;
    };

/**
 * Applies one fact to one submission. Never throws.
 *
 * moved     something changed: take `next`
 * repeated  already known, or older than what is known: nothing to do
 * refused   the tables do not let this fact happen now: keep it and show it to a person
 */
export function applyFact(state: SubmissionState, fact: Fact): Applied {
  if (fact.kind === 'memberReportRequired' && state.delivery === 'HANDOFF_PENDING')
    return { outcome: 'repeated' };
  if (isOlderThanMemberRequest(state, fact)) return { outcome: 'repeated' };
  if (state.isWithdrawn && beginsAnew.includes(fact.kind))
    return { outcome: 'refused', axis: 'delivery', from: state.delivery, fact: fact.kind };
  const received = provesReceipt(fact) ? withReceipt(state) : state;
  if (received === undefined)
    return { outcome: 'refused', axis: 'delivery', from: state.delivery, fact: fact.kind };
  const applied = applyToAxes(received, fact);
  if (applied.outcome !== 'repeated' || received === state) return applied;
  return { outcome: 'moved', next: received };
}

function applyToAxes(state: SubmissionState, fact: Fact): Applied {
  switch (fact.kind) {
    case 'queued':
      return moveDelivery(state, fact.kind, 'QUEUED', {
        waitingFor: null,
        ...(fact.channel === undefined ? {} : { channel: fact.channel }),
      });
    case 'blocked':
      return moveDelivery(state, fact.kind, 'BLOCKED', { waitingFor: fact.reason });
    case 'handedOff':
      return moveDelivery(state, fact.kind, 'HANDOFF_PENDING', {
        channel: fact.channel,
        waitingFor: fact.reason,
      });
    case 'sendingStarted':
      return moveDelivery(state, fact.kind, 'SENDING', { waitingFor: null });
    case 'sendConfirmed':
      return state.delivery === 'ACKNOWLEDGED'
        ? { outcome: 'repeated' }
        : moveDelivery(state, fact.kind, 'SENT', { waitingFor: null });
    case 'sendDeferred':
      return moveDelivery(state, fact.kind, 'RETRY_WAIT', { waitingFor: fact.waitingFor });
    case 'sendUncertain':
    case 'sendFailed':
      // A mail that bounces after the platform has answered was not the one that arrived.
      if (state.decision !== 'NONE' || state.waitingFor === memberReportFirst)
        return { outcome: 'refused', axis: 'delivery', from: state.delivery, fact: fact.kind };
      return moveDelivery(state, fact.kind, fact.kind === 'sendFailed' ? 'FAILED' : 'UNCERTAIN', {
        waitingFor: fact.reason,
      });
    case 'withdrawn':
      if (state.delivery === 'SENT' || state.delivery === 'ACKNOWLEDGED')
        return state.isWithdrawn
          ? { outcome: 'repeated' }
          : { outcome: 'moved', next: { ...state, isWithdrawn: true } };
      return moveDelivery(state, fact.kind, 'CANCELLED', { waitingFor: null });
    case 'held':
      return state.delivery === 'CANCELLED' || state.holdUntilMs === fact.untilMs
        ? { outcome: 'repeated' }
        : { outcome: 'moved', next: { ...state, holdUntilMs: fact.untilMs } };
    case 'released':
      return state.holdUntilMs === null
        ? { outcome: 'repeated' }
        : { outcome: 'moved', next: { ...state, holdUntilMs: null } };
    case 'acknowledged':
      return acknowledge(state, fact);
    case 'memberReportRequired':
      return requireMemberReport(state, fact);
    case 'reviewStarted':
      return decide(state, fact, 'UNDER_REVIEW');
    case 'informationRequested':
      return decide(state, fact, 'INFO_REQUESTED');
    case 'informationSupplied':
      // No word of the platform's: what it says next is dated by its own clock, which may be behind ours.
      return decide(state, { ...fact, atMs: state.decidedAtMs ?? fact.atMs }, 'INFO_SUPPLIED');
    case 'actioned':
      return action(state, fact);
    case 'refused':
      return decide(state, fact, 'REFUSED', { refusalReason: fact.reason });
    case 'notFound':
      return decide(state, fact, 'NOT_FOUND');
    case 'duplicate':
      return decide(state, fact, 'DUPLICATE', fact.ofRef === undefined ? {} : { duplicateOf: fact.ofRef });
    case 'expired':
      return decide(state, fact, 'EXPIRED');
    case 'reversed':
      return decide(
        state,
        fact,
        'REVERSED',
        state.effects.length === 0 ? {} : { effects: [], territories: [] },
      );
    case 'asksAnswered':
      return answerAsks(state, fact);
    case 'seen':
      return see(state, fact);
    case 'remedyMoved':
      return moveRemedy(state, fact.kind, fact.remedy);
  }
}

/** What would send a notice that was withdrawn once more. */
const beginsAnew: readonly FactKind[] = ['queued', 'handedOff', 'memberReportRequired'];

const memberReportFirst = 'PLATFORM.MEMBER_REPORT_FIRST';

function provesReceipt(fact: Fact): boolean {
  return (replyFactKinds as readonly FactKind[]).includes(fact.kind);
}

/** What was said before the platform asked for a member's report does not end the hand-off that it asked for. */
function isOlderThanMemberRequest(
  { delivery, waitingFor, decidedAtMs }: SubmissionState,
  fact: Fact,
): boolean {
  return (
    delivery === 'HANDOFF_PENDING' &&
    waitingFor === memberReportFirst &&
    decidedAtMs !== null &&
    (fact.kind === 'acknowledged' || fact.kind === 'reviewStarted') &&
    fact.atMs <= decidedAtMs
  );
}

/** The state once receipt is proved; undefined where no notice can have travelled. */
function withReceipt(state: SubmissionState): SubmissionState | undefined {
  switch (state.delivery) {
    case 'SENT':
    case 'ACKNOWLEDGED':
      return state;
    case 'SENDING':
    case 'RETRY_WAIT':
    case 'UNCERTAIN':
    case 'HANDOFF_PENDING':
      return { ...state, delivery: 'SENT', waitingFor: null };
    default:
      return undefined;
  }
}

function acknowledge(state: SubmissionState, fact: Extract<Fact, { kind: 'acknowledged' }>): Applied {
  const externalRef = state.externalRef ?? fact.externalRef ?? null;
  if (state.delivery !== 'ACKNOWLEDGED')
    return moveDelivery(state, fact.kind, 'ACKNOWLEDGED', { externalRef });
  return externalRef === state.externalRef
    ? { outcome: 'repeated' }
    : { outcome: 'moved', next: { ...state, externalRef } };
}

/** The channel does not serve this content until a member reports it: the notice becomes a hand-off. */
function requireMemberReport(
  state: SubmissionState,
  fact: Extract<Fact, { kind: 'memberReportRequired' }>,
): Applied {
  if (state.delivery === 'ACKNOWLEDGED' || state.decision !== 'NONE')
    return decide(state, fact, 'INFO_REQUESTED');
  const next: SubmissionState = {
    ...state,
    delivery: 'HANDOFF_PENDING',
    channel: fact.channel,
    waitingFor: memberReportFirst,
    decidedAtMs: fact.atMs,
  };
  return { outcome: 'moved', next };
}

function action(state: SubmissionState, fact: Extract<Fact, { kind: 'actioned' }>): Applied {
  const places = fact.territories ?? [];
  const isKnown =
    fact.effects.every((effect) => state.effects.includes(effect)) &&
    places.every((place) => state.territories.includes(place));
  if (state.decision === 'ACTIONED' && isKnown) return removeAgain(state, fact);
  const kept = state.decision === 'ACTIONED' ? state : { effects: [], territories: [] };
  const effects = [...new Set([...kept.effects, ...fact.effects])];
  const territories = [...new Set([...kept.territories, ...places])];
  const next: SubmissionState = { ...state, decision: 'ACTIONED', effects, territories };
  const proof = isSaidRemoved(state) ? {} : proofNeeded(next, fact.atMs);
  if (state.decision === 'ACTIONED') return { outcome: 'moved', next: { ...next, ...proof } };
  return decide(state, fact, 'ACTIONED', { effects, territories, ...proof });
}

/** What was disproved is believed again where the platform says anew, after our last look, that it removed it. */
function removeAgain(state: SubmissionState, { atMs }: { readonly atMs: number }): Applied {
  const isDisproved = isSaidRemoved(state) && state.verification === 'LIVE' && state.secondLook === null;
  if (!isDisproved || atMs <= (state.seenAtMs ?? atMs) || atMs < (state.decidedAtMs ?? atMs))
    return { outcome: 'repeated' };
  return { outcome: 'moved', next: { ...state, secondLook: 'NEEDED', decidedAtMs: atMs } };
}

type Proof = Pick<SubmissionState, 'secondLook' | 'doubtedAtMs'>;
const noProof: Proof = { secondLook: null, doubtedAtMs: null };

/** What it takes from now on to disprove a removal said at `atMs`: a look before that time says nothing about it. */
function proofNeeded(state: SubmissionState, atMs: number): Proof {
  if (!isSaidRemoved(state)) return noProof;
  const { verification, seenAtMs } = state;
  return verification === 'LIVE' && seenAtMs !== null && seenAtMs > atMs
    ? { secondLook: 'PENDING', doubtedAtMs: seenAtMs }
    : { secondLook: 'NEEDED', doubtedAtMs: null };
}

function answerAsks(state: SubmissionState, fact: Extract<Fact, { kind: 'asksAnswered' }>): Applied {
  const askAnswers = { ...state.askAnswers, ...fact.answers };
  const isKnown = Object.entries(fact.answers).every(
    ([ask, answer]) => state.askAnswers[ask as keyof typeof askAnswers] === answer,
  );
  return isKnown ? { outcome: 'repeated' } : { outcome: 'moved', next: { ...state, askAnswers } };
}

type Look = Extract<Fact, { kind: 'seen' }>;

function see(state: SubmissionState, fact: Look): Applied {
  if (state.seenAtMs !== null && fact.atMs < state.seenAtMs) return { outcome: 'repeated' };
  const to = verificationAfter(state.verification, fact.visibility);
  if (to !== state.verification && !allows(verificationMoves, state.verification, to))
    return { outcome: 'refused', axis: 'verification', from: state.verification, fact: fact.kind };
  const effects = effectsAfterLook(state, fact);
  const next: SubmissionState = {
    ...{ ...state, ...proofAfterLook(state, fact), verification: to },
    seenAtMs: fact.visibility === 'UNCHECKABLE' && to !== 'UNCHECKABLE' ? state.seenAtMs : fact.atMs,
    effects: sameEffects(effects, state.effects) ? state.effects : effects,
  };
  return changes(state, next) ? { outcome: 'moved', next } : { outcome: 'repeated' };
}

/** Found once after a removal was said, it is in doubt; found again, long enough afterwards, the removal is disproved. */
function proofAfterLook({ secondLook, doubtedAtMs }: Proof, fact: Look): Proof {
  if (secondLook === null || fact.visibility === 'UNCHECKABLE') return { secondLook, doubtedAtMs };
  if (fact.visibility !== 'LIVE') return { secondLook: 'NEEDED', doubtedAtMs: null };
  if (doubtedAtMs === null) return { secondLook: 'PENDING', doubtedAtMs: fact.atMs };
  const isSecond = fact.atMs > doubtedAtMs && fact.atMs >= doubtedAtMs + (fact.secondLookAfterMs ?? 0);
  return isSecond ? noProof : { secondLook, doubtedAtMs };
}

/**
 * Content that was gone and can be seen again, limited or not, has reappeared; what reappeared stays so until it is
 * gone again, so that the next look never hides that it came back.
 */
function verificationAfter(from: Verification, seen: Visibility): Verification {
  if (from === 'GONE') return seen === 'GONE' || seen === 'UNCHECKABLE' ? 'GONE' : 'REAPPEARED';
  if (from === 'REAPPEARED') return seen === 'GONE' ? 'GONE' : 'REAPPEARED';
  return seen;
}

/** Limits somebody sees are kept until the platform says what it did. */
function effectsAfterLook(state: SubmissionState, fact: Look): readonly Effect[] {
  if (state.decision === 'ACTIONED' || fact.visibility === 'UNCHECKABLE') return state.effects;
  return fact.visibility === 'LIMITED' ? (fact.effects ?? state.effects) : [];
}

function sameEffects(some: readonly Effect[], others: readonly Effect[]): boolean {
  return some.length === others.length && some.every((effect) => others.includes(effect));
}

type TimedFact = Extract<Fact, { atMs: number }>;

function decide(
  state: SubmissionState,
  fact: TimedFact,
  to: Decision,
  also: Partial<SubmissionState> = {},
): Applied {
  const said = { refusalReason: null, ...(to === 'ACTIONED' ? {} : noProof), ...also };
  const isOlder = state.decidedAtMs !== null && fact.atMs < state.decidedAtMs;
  if (isOlder || (state.decision === to && !changes(state, said))) return { outcome: 'repeated' };
  if (state.decision !== to && !allows(decisionMoves, state.decision, to))
    return { outcome: 'refused', axis: 'decision', from: state.decision, fact: fact.kind };
  return { outcome: 'moved', next: { ...state, ...said, decision: to, decidedAtMs: fact.atMs } };
}

function moveDelivery(
  state: SubmissionState,
  fact: FactKind,
  to: Delivery,
  also: Partial<SubmissionState> = {},
): Applied {
  if (state.delivery === to)
    return changes(state, also) ? { outcome: 'moved', next: { ...state, ...also } } : { outcome: 'repeated' };
  if (!allows(deliveryMoves, state.delivery, to))
    return { outcome: 'refused', axis: 'delivery', from: state.delivery, fact };
  return { outcome: 'moved', next: { ...state, ...also, delivery: to } };
}

function moveRemedy(state: SubmissionState, fact: FactKind, to: Remedy): Applied {
  if (state.remedy === to) return { outcome: 'repeated' };
  if (!allows(remedyMoves, state.remedy, to))
    return { outcome: 'refused', axis: 'remedy', from: state.remedy, fact };
  return { outcome: 'moved', next: { ...state, remedy: to } };
}

function changes(state: SubmissionState, also: Partial<SubmissionState>): boolean {
  return Object.entries(also).some(([key, value]) => state[key as keyof SubmissionState] !== value);
}
