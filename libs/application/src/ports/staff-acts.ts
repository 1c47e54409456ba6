import type { Ask, KeptPlan, Regime } from '#core';
import type { ErasureCause, KeepReason } from './retention-store.js';

/** Why somebody holds a report: the police first, an investigation that a notice would disturb, or what the note says. */
export const givenHoldReasons = ['POLICE_FIRST', 'UNDER_INVESTIGATION', 'OTHER'] as const;
/** CATEGORY_UNCONFIRMED: by itself, until a second person says that it is about abuse images (`access.fourEyes`). */
export const holdReasons = [...givenHoldReasons, 'CATEGORY_UNCONFIRMED'] as const;
export type HoldReason = (typeof holdReasons)[number];

/** A report is held; held again it keeps its id, its owner and its time. */
export interface NewHold {
  readonly id: string;
  readonly reason: HoldReason;
  readonly untilMs: number;
  /** Encrypted with the report's key, as `hold-<id>`. */
  readonly note: Uint8Array | null;
  readonly by: Actor;
  /** Who gave it its category, where a second person has to confirm that. Held again, that still waits. */
  readonly gradedById: string | null;
}

/** Who acts: the id tells persons apart, the name is shown. */
export interface Actor {
  readonly id: string;
  readonly name: string;
}

/** A hold that nobody released yet. */
export interface OpenHold {
  readonly id: string;
  readonly reason: HoldReason;
  readonly untilMs: number;
  readonly by: Actor;
  readonly gradedById: string | null;
}

export type HoldWrite =
  | ({ readonly kind: 'held'; readonly reportId: string } & NewHold)
  /** Held already; from now on its category waits for a second person as well. */
  | { readonly kind: 'graded'; readonly id: string; readonly gradedById: string }
  | { readonly kind: 'released'; readonly id: string; readonly by: Actor };

export const withdrawReasons = ['CALLER_WITHDREW', 'WRONG_ADDRESS', 'DUPLICATE', 'OTHER'] as const;
export type WithdrawReason = (typeof withdrawReasons)[number];

/** Why a submission was withdrawn; kept once. */
export interface WithdrawalWrite {
  readonly submissionId: string;
  readonly reason: WithdrawReason;
  /** Encrypted with the report's key, as `withdrawal-<submission id>`. */
  readonly note: Uint8Array | null;
  readonly by: string;
}

/** What of a report is to be read otherwise from now on. */
export interface CorrectedReport {
  readonly reportId: string;
  readonly category?: string;
  readonly asks?: readonly Ask[];
  readonly explanation?: Uint8Array;
}

/** How a notice that has not left goes out by the corrected report. */
export interface ReplannedSubmission {
  readonly submissionId: string;
  readonly regime: Regime;
  readonly asks: readonly Ask[];
  readonly plan: KeptPlan;
  readonly urgency: number;
}

/** The personal part of a report is destroyed with the commit. */
export interface Erasure {
  readonly id: string;
  readonly reportId: string;
  readonly because: ErasureCause;
  /** Null: its time was over. */
  readonly by: Actor | null;
}

export type KeepWrite =
  | {
      readonly kind: 'kept';
      readonly id: string;
      readonly reportId: string;
      readonly reason: KeepReason;
      readonly untilMs: number | null;
      /** Encrypted with the report's key, as `keep-<id>`. */
      readonly note: Uint8Array | null;
      readonly by: Actor;
    }
  | { readonly kind: 'lifted'; readonly reportId: string; readonly by: Actor };
