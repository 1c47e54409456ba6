import type { FollowUpPurpose } from './follow-up.js';
import type { SendMode } from './report-store.js';
import type { ClaimedSubmission } from './send-store.js';

/** One claimed message inside an existing case, with everything sending it needs, still sealed. */
export interface ClaimedFollowUp {
  readonly followUpId: string;
  readonly submissionId: string;
  readonly reportId: string;
  readonly platform: string;
  /** As its case was filed. */
  readonly mode: SendMode;
  readonly epoch: number;
  /** Tries made, this one included. */
  readonly tries: number;
  /** Both the same for every try. */
  readonly idempotencyKey: string;
  readonly messageId: string;
  readonly purpose: FollowUpPurpose;
  readonly text: Uint8Array | null;
  /** The platform's own number. */
  readonly externalRef: string | null;
  /** Message-ID of the question it answers, or of the last mail in the thread it belongs to; null where that is not known. */
  readonly inReplyTo: string | null;
  /** Whether nobody knows of an earlier one of the same kind, to the same question, if it arrived. */
  readonly mayRepeat: boolean;
  /** The notice that opened the case. */
  readonly notice: Omit<ClaimedSubmission, 'sendId'>;
}

/** A follow-up whose sender vanished between claim and result. */
export interface LostFollowUp {
  readonly followUpId: string;
  readonly submissionId: string;
  readonly platform: string;
}

/** Claims of due follow-ups. Each is one statement; the database's clock alone decides what is due. */
export interface FollowUpStore {
  /**
   * Takes due follow-ups of a platform, the longest due first, writes `SENDING`, and commits. They share the platform's
   * rate with its notices.
   */
  claimDue(claim: {
    readonly platform: string;
    readonly limit: number;
    readonly leaseMs: number;
    readonly messageDomain: string;
    /** Messages a minute that may leave; absent is no limit. */
    readonly perMinute?: number;
  }): Promise<readonly ClaimedFollowUp[]>;
  /**
   * Ends follow-ups whose lease has passed as `UNCERTAIN`, and raises their epoch, so that the vanished sender can no
   * longer write. Takes none in the first seconds after the store came back: senders that waited for it still hold
   * results.
   */
  endLost(limit: number, code: string): Promise<readonly LostFollowUp[]>;
}
