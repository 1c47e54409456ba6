import type { Decision, Delivery, Effect, RefusalReason, Remedy, Verification } from './axes.js';
import type { Ask, AskAnswer } from '../asks.js';

/** Everything the rules need to know of one submission. Times are milliseconds since 1970, UTC. */
export interface SubmissionState {
  readonly delivery: Delivery;
  readonly decision: Decision;
  readonly effects: readonly Effect[];
  /** Where a country restriction holds: ISO 3166-1 codes, `EU`; empty where the platform names no place. */
  readonly territories: readonly string[];
  readonly refusalReason: RefusalReason | null;
  readonly verification: Verification;
  readonly remedy: Remedy;
  /** Channel the notice takes now; a hand-off may replace the first one. */
  readonly channel: string;
  /** The platform's own number for our notice. */
  readonly externalRef: string | null;
  /** The platform's own number of the earlier case that ours repeats. */
  readonly duplicateOf: string | null;
  /** Why the notice is not on its way: a stable code such as `PLATFORM.RATE_LIMITED`; null while nothing holds it. */
  readonly waitingFor: string | null;
  /** When the platform said what `decision` holds; an older statement never replaces a newer one. */
  readonly decidedAtMs: number | null;
  /** When somebody last looked and saw what `verification` holds; an older look never replaces a newer one. */
  readonly seenAtMs: number | null;
  /** What content that can be seen still lacks to disprove a removal. */
  readonly secondLook: SecondLook | null;
  /** The first look that found it since the platform said that it removed it; set while `secondLook` is PENDING. */
  readonly doubtedAtMs: number | null;
  readonly askAnswers: Readonly<Partial<Record<Ask, AskAnswer>>>;
  /** Its report is held: nothing about it leaves, also after this day, until a second person releases it. */
  readonly holdUntilMs: number | null;
  /** Withdrawn after the platform had it: what it does with it still counts as said, and no longer for the status. */
  readonly isWithdrawn: boolean;
}

/**
 * Caches and regions make removed content linger: only a second look disproves a removal.
 *
 * NEEDED   the platform said that it removed it, and no look since then found it
 * PENDING  one look since then found it: the next one decides
 */
export const secondLooks = ['NEEDED', 'PENDING'] as const;
export type SecondLook = (typeof secondLooks)[number];

/** A submission before anything happened to it. */
export function plannedSubmission(channel: string): SubmissionState {
  return {
    delivery: 'PLANNED',
    decision: 'NONE',
    effects: [],
    territories: [],
    refusalReason: null,
    verification: 'UNCHECKED',
    remedy: 'NONE',
    channel,
    externalRef: null,
    duplicateOf: null,
    waitingFor: null,
    decidedAtMs: null,
    seenAtMs: null,
    secondLook: null,
    doubtedAtMs: null,
    askAnswers: {},
    holdUntilMs: null,
    isWithdrawn: false,
  };
}
