import type { SimulatedFault } from '#platform-kit/simulation';
import { chosen, drawn, drawnBetween } from '../random.js';
import { platformOf, type Rule } from './targets.js';

/**
 * What befalls one try of one submission, and what the platform says afterwards. Decided by seed, target and number of
 * the try alone, never by the order of arrival, so that the same seed hits the same messages.
 */

/** Shares of tries; the rest goes well. Where a person would have to decide, spoiled answers are kept rare. */
const shares: Readonly<Record<Rule, Partial<Record<SimulatedFault, number>>>> = {
  replay: {
    ...{ down: 0.05, server_error: 0.05, rate_limit: 0.006 },
    ...{ slow: 0.03, rubbish: 0.05, close: 0.05, lost_response: 0.06 },
  },
  lookup: {
    ...{ down: 0.05, server_error: 0.09, rate_limit: 0.006 },
    ...{ slow: 0.03, rubbish: 0.05, close: 0.05, lost_response: 0.06 },
  },
  resendMarked: {
    ...{ down: 0.05, server_error: 0.04, rate_limit: 0.01 },
    ...{ slow: 0.015, rubbish: 0.02, close: 0.02, lost_response: 0.02 },
  },
  askPerson: {
    ...{ down: 0.06, rate_limit: 0.01 },
    ...{ slow: 0.004, rubbish: 0.005, close: 0.005, lost_response: 0.005 },
  },
};

const faultyTries = 4;

/** @param number which try of this submission it is, from 1 */
export function faultOfTry(
  seed: number,
  platform: string,
  target: number,
  number: number,
): SimulatedFault | undefined {
  if (number > faultyTries) return undefined;
  let place = drawn(seed, 'fault of try', target, number);
  for (const [fault, share] of Object.entries(shares[platformOf(platform).rule])) {
    if (place < share) return fault as SimulatedFault;
    place -= share;
  }
  return undefined;
}

export interface PlannedReply {
  /** Wait after the notice. */
  readonly afterMs: number;
  /** How much later than it is written it is sent: others overtake it. */
  readonly heldMs: number;
  /** A step that the platform's stand-in knows. */
  readonly step: string;
  /** Sent again as it is, with the same id. */
  readonly isDoubled: boolean;
}

export interface PlannedScript {
  readonly replies: readonly PlannedReply[];
  /** The first reply is there before the answer to the notice. */
  readonly isEarly: boolean;
}

/** Lists of steps a platform may go through, in the order they are written. */
const scripts: Readonly<Record<string, readonly (readonly string[])[]>> = {
  facebook: deskScripts('removed'),
  instagram: deskScripts('removed'),
  snapchat: deskScripts('removed'),
  whatsapp: deskScripts('group_disabled'),
  youtube: [[], [], ['removed'], ['age_restricted']],
  'lookup-example': [[], ['in_review'], ['in_review', 'removed'], ['kept']],
  'dedupe-example': [
    ['received', 'removed'],
    ['received', 'review_started', 'declined'],
    ['review_started', 'removed'],
    ['removed'],
    [],
  ],
};

function deskScripts(removal: string): readonly (readonly string[])[] {
  return [
    ['acknowledge', removal],
    ['acknowledge', removal],
    ['acknowledge', 'refused_no_violation'],
    ['acknowledge', 'information_requested', removal],
    ['acknowledge'],
    ['out_of_order'],
    ['duplicate_reply'],
    [],
  ];
}

/** A mail says when it was written in whole seconds: what is further apart than this has one order. */
export const betweenRepliesMs = 1_300;

export function scriptOf(seed: number, platform: string, target: number): PlannedScript {
  const steps = chosen(scripts[platform] ?? [[]], seed, 'script', target);
  const firstMs = drawnBetween(150, 1_500, seed, 'first reply', target);
  const replies = steps.map((step, index): PlannedReply => ({
    step,
    afterMs: firstMs + index * betweenRepliesMs,
    heldMs:
      drawn(seed, 'held', target, index) < 0.15 ? drawnBetween(500, 4_000, seed, 'hold', target, index) : 0,
    isDoubled: drawn(seed, 'doubled', target, index) < 0.12,
  }));
  return { replies, isEarly: steps.length > 0 && drawn(seed, 'early', target) < 0.1 };
}

/** How a webhook consumer treats one attempt of one delivery. */
export type ConsumerFault = 'error' | 'hang' | 'close' | 'taken_then_closed';

export function consumerFaultOf(
  seed: number,
  consumer: number,
  webhookId: string,
  attempt: number,
): ConsumerFault | undefined {
  if (attempt > 4) return undefined;
  const place = drawn(seed, 'consumer', consumer, webhookId, attempt);
  if (place < 0.03) return 'error';
  if (place < 0.036) return 'hang';
  if (place < 0.05) return 'close';
  return place < 0.065 ? 'taken_then_closed' : undefined;
}
