import type { Delivery, KeptPlan, MemberAnswer } from '#core';

export interface NewMemberLink {
  readonly id: string;
  readonly submissionId: string;
  readonly tokenHash: Uint8Array;
  readonly lifetimeMs: number;
  readonly by: string;
}

/** The submission that a link is for: codes only, nothing that has to be opened. */
export interface MemberLinkSubject {
  readonly submissionId: string;
  readonly reportId: string;
  readonly platform: string;
  readonly channel: string;
  readonly plan: KeptPlan | null;
  readonly targetKind: string;
  readonly delivery: Delivery;
}

/** A link that still leads somewhere. */
export interface ValidMemberLink extends MemberLinkSubject {
  readonly id: string;
  readonly expiresAtMs: number;
  readonly answer: MemberAnswer | null;
}

/**
 * OPEN      waits for an answer
 * ANSWERED  has one; it can be read until it expires or is ended
 * EXPIRED   nobody answered in time
 * ENDED     staff ended it, or the submission was withdrawn
 */
export const memberLinkStates = ['OPEN', 'ANSWERED', 'EXPIRED', 'ENDED'] as const;
export type MemberLinkState = (typeof memberLinkStates)[number];

export interface MemberLinkView {
  readonly state: MemberLinkState;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly answer: MemberAnswer | null;
  readonly answeredAtMs: number | null;
}

/** Links for members: at most one a submission, known by the hash of its token alone. */
export interface MemberLinkStore {
  subject(submissionId: string): Promise<MemberLinkSubject | undefined>;
  /** The link before it ends. @returns when the new one expires */
  open(link: NewMemberLink): Promise<number>;
  /** @returns undefined where the token is unknown, expired or ended */
  find(tokenHash: Uint8Array): Promise<ValidMemberLink | undefined>;
  /** The latest link; undefined where none was ever made. */
  latest(submissionId: string): Promise<MemberLinkView | undefined>;
  /** @returns false where there was none to end */
  end(submissionId: string): Promise<boolean>;
}

/** Client of the idempotency records that keep the answers, by the id of their link. */
export const memberLinkClient = 'member-link';
