import type { DetailKind } from '#core';

/** Only a claim moves it without the lock, and that raises its epoch. */
export interface LockedFollowUp {
  readonly id: string;
  readonly purpose: FollowUpPurpose;
  readonly state: FollowUpState;
  readonly epoch: number;
  readonly number: number;
}

/**
 * QUEUED     waits for a worker
 * SENDING    a worker is about to send it, or has
 * SENT       the platform has it
 * FAILED     the platform surely does not have it
 * UNCERTAIN  nobody knows whether the platform has it
 */
export const followUpStates = ['QUEUED', 'SENDING', 'SENT', 'FAILED', 'UNCERTAIN'] as const;
export type FollowUpState = (typeof followUpStates)[number];

/**
 * INFORMATION     answers the platform's question
 * STILL_THERE     says that what the platform said to be removed can still be seen
 * REMINDER        reminds the platform of our notice, in its thread
 * SECOND_CONTACT  does the same at the second address agreed with the platform
 * WITHDRAWAL      says that we withdraw our notice
 * CORRECTION      says what of our notice is to be read otherwise
 */
export const followUpPurposes = [
  'INFORMATION',
  'STILL_THERE',
  'REMINDER',
  'SECOND_CONTACT',
  'WITHDRAWAL',
  'CORRECTION',
] as const;
export type FollowUpPurpose = (typeof followUpPurposes)[number];

/** A message to a platform inside an existing case. It goes where the case was filed: rehearsed or for real. */
export interface NewFollowUp {
  readonly id: string;
  readonly submissionId: string;
  readonly purpose: FollowUpPurpose;
  /** Counts the messages of a submission from 1. */
  readonly number: number;
  /** Encrypted with the report's key, as `follow-up-<id>`; null where it holds nothing but our reference. */
  readonly text: Uint8Array | null;
  /** Kinds of personal details in it that `createdBy` let leave. */
  readonly confirmedFindings: readonly DetailKind[];
  readonly createdBy: string;
}

/** Where a follow-up goes from under the lock; refused as a whole where a claim raised its epoch meanwhile. */
export interface FollowUpWrite {
  readonly followUpId: string;
  readonly epoch: number;
  readonly state: Exclude<FollowUpState, 'SENDING'>;
  readonly code: string | null;
  readonly receipt: string | null;
  /** Set with QUEUED alone; `never` while its report is held. */
  readonly nextTryInMs: number | null;
  readonly refundsTry?: boolean;
}
