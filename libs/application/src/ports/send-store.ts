import type { Ask, Delivery, KeptPlan, Language, Regime } from '#core';
import type { PlatformMode, SendMode, SendOutcome, WrappedKey } from './report-store.js';

/** One claimed submission with everything its notice needs, still sealed. */
export interface ClaimedSubmission {
  readonly submissionId: string;
  readonly reportId: string;
  readonly reference: string;
  readonly platform: string;
  readonly mode: SendMode;
  readonly channel: string;
  readonly regime: Regime;
  readonly epoch: number;
  readonly tries: number;
  /** 0 for the first notice; every later round is marked as a possible repeat. */
  readonly round: number;
  /** The round that is no repeat, whatever was sent before it; null where there is none. */
  readonly unmarkedRound?: number | null;
  /** When the first notice left that may have arrived. */
  readonly firstSentAtMs: number | null;
  readonly sendId: string;
  readonly idempotencyKey: string;
  readonly messageId: string;
  /** How the last send that was not deferred ended; `unknown` and `absent` make a `lookup` channel look first. */
  readonly previousOutcome: SendOutcome | null;
  /** Whether nobody knows of some earlier send how it ended. */
  readonly mayHaveArrived: boolean;
  readonly category: string;
  readonly language: Language;
  readonly asks: readonly Ask[];
  readonly goodFaithAtMs: number;
  readonly seenAt: string | null;
  /** Day of the facts, ISO 8601. */
  readonly factsOn: string | null;
  /** Subjects of the law table. */
  readonly legalBases: readonly string[];
  readonly explanation: Uint8Array;
  /** As in `FiledReport`. */
  readonly translations?: Uint8Array | null;
  /** As in `FiledReport`. */
  readonly confidential: Uint8Array | null;
  readonly targetKind: string;
  readonly target: Uint8Array;
  /** The submission whose notice names this target too; null where it has a notice of its own. */
  readonly noticeOf: string | null;
  /** The other targets that its notice names. */
  readonly companions: readonly Companion[];
  /** Set on a new notice of content that was gone and came back. */
  readonly removedBefore: RemovedBefore | null;
  readonly key: WrappedKey;
}

/** A target that travels in the notice of another submission of its report and was not withdrawn. */
export interface Companion {
  readonly reference: string;
  readonly targetKind: string;
  readonly target: Uint8Array;
  /** Whether the platform has not decided about it. */
  readonly isUndecided: boolean;
}

/** What became of the earlier notice of content that came back. */
export interface RemovedBefore {
  readonly reference: string;
  /** The platform's own number for the earlier notice. */
  readonly externalRef: string | null;
  /** When the platform said that it removed it, or else when it was last seen gone. */
  readonly removedAtMs: number | null;
  /** When it was seen again. */
  readonly seenAgainAtMs: number | null;
}

export interface LoadedSubmission extends Omit<ClaimedSubmission, 'sendId'> {
  readonly delivery: Delivery;
  /** Null in what was filed before plans were kept. */
  readonly plan: KeptPlan | null;
}

/** A submission whose sender vanished between intent and result. */
export interface StaleSend {
  readonly submissionId: string;
  readonly reportId: string;
  readonly platform: string;
  readonly channel: string;
  readonly epoch: number;
  readonly tries: number;
  readonly round: number;
  readonly sendId: string;
}

/** A submission whose visibility is to be looked up, claimed for `leaseMs`. */
export interface ClaimedCheck {
  readonly submissionId: string;
  readonly reportId: string;
  readonly reference: string;
  readonly platform: string;
  readonly mode: SendMode;
  readonly targetKind: string;
  readonly target: Uint8Array;
  readonly key: WrappedKey;
}

/** Claims of due work. Each is one statement; the database's clock alone decides what is due. */
export interface SendStore {
  /**
   * Takes due submissions of a platform, the most urgent first and then the longest due, writes `SENDING` and one send
   * row with outcome `intent` each, and commits. Takes no more than the platform's rate allows all workers together.
   */
  claimDue(claim: {
    readonly platform: string;
    readonly limit: number;
    readonly leaseMs: number;
    readonly messageDomain: string;
    /** Notices a minute that may leave; absent is no limit. */
    readonly perMinute?: number;
  }): Promise<readonly ClaimedSubmission[]>;
  /**
   * Sends whose lease has passed; taking them raises the epoch, so the vanished sender can no longer write. Takes none
   * in the first seconds after the store came back: senders that waited for it still hold results.
   */
  claimStale(limit: number, leaseMs: number): Promise<readonly StaleSend[]>;
  /** Takes submissions whose content is to be looked for. Where its address was erased, nobody looks any more. */
  claimChecks(claim: {
    readonly platform: string;
    readonly limit: number;
    readonly leaseMs: number;
  }): Promise<readonly ClaimedCheck[]>;
  /**
   * Loads one submission with its sealed fields, whatever its state.
   *
   * @param as `refiled`: as a new notice of the same content would say it
   */
  load(submissionId: string, as?: 'refiled'): Promise<LoadedSubmission | undefined>;
}

/** What may keep a whole platform waiting. */
export interface PlatformStore {
  list(): Promise<readonly PlatformStanding[]>;
  setMode(platform: string, mode: PlatformMode, by: string): Promise<void>;
  /** Sends nothing to the platform before that; `code` says why. */
  hold(platform: string, holdMs: number, code: string): Promise<void>;
  /** Uses up quota units of a window; false where fewer are left. */
  useQuota(platform: string, windowEndMs: number, units: number, limit: number): Promise<boolean>;
}

export interface PlatformStanding {
  readonly platform: string;
  readonly mode: PlatformMode;
  readonly changedAtMs: number | null;
  readonly changedBy: string | null;
  readonly heldUntilMs: number | null;
  readonly heldBecause: string | null;
}
