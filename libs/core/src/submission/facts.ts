import type { Effect, RefusalReason, Remedy, Verification } from './axes.js';
import type { Ask, AskAnswer } from '../asks.js';

/**
 * What can happen to a submission, in the past tense.
 *
 * `atMs` is when the platform, member or staff said so (milliseconds since 1970, UTC).
 * Facts marked (reply) come from a platform and prove that it has our notice.
 */
export type Fact =
  // delivery
  /** `channel`: it goes on over another one. */
  | { readonly kind: 'queued'; readonly channel?: string }
  | { readonly kind: 'blocked'; readonly reason: string }
  | { readonly kind: 'handedOff'; readonly channel: string; readonly reason: string }
  | { readonly kind: 'sendingStarted' }
  | { readonly kind: 'sendConfirmed' }
  | { readonly kind: 'sendDeferred'; readonly waitingFor: string }
  | { readonly kind: 'sendUncertain'; readonly reason: string }
  | { readonly kind: 'sendFailed'; readonly reason: string }
  | { readonly kind: 'withdrawn' }
  // guard: the report is held, or no longer
  | { readonly kind: 'held'; readonly untilMs: number }
  | { readonly kind: 'released' }
  // decision (reply)
  | { readonly kind: 'acknowledged'; readonly atMs: number; readonly externalRef?: string }
  | { readonly kind: 'memberReportRequired'; readonly atMs: number; readonly channel: string }
  | { readonly kind: 'reviewStarted'; readonly atMs: number }
  | { readonly kind: 'informationRequested'; readonly atMs: number }
  | { readonly kind: 'informationSupplied'; readonly atMs: number }
  | {
      readonly kind: 'actioned';
      readonly atMs: number;
      readonly effects: readonly Effect[];
      /** Where a country restriction holds: ISO 3166-1 codes, `EU` for the Union. */
      readonly territories?: readonly string[];
    }
  | { readonly kind: 'refused'; readonly atMs: number; readonly reason: RefusalReason }
  | { readonly kind: 'notFound'; readonly atMs: number }
  /** `ofRef`: the platform's own number of the earlier case. */
  | { readonly kind: 'duplicate'; readonly atMs: number; readonly ofRef?: string }
  | { readonly kind: 'expired'; readonly atMs: number }
  | { readonly kind: 'reversed'; readonly atMs: number }
  | {
      readonly kind: 'asksAnswered';
      readonly atMs: number;
      readonly answers: Readonly<Partial<Record<Ask, AskAnswer>>>;
    }
  // verification
  | {
      readonly kind: 'seen';
      readonly atMs: number;
      readonly visibility: Visibility;
      readonly effects?: readonly Effect[];
      /** How long after the first look a second one disproves a removal, in milliseconds; absent is any later look. */
      readonly secondLookAfterMs?: number;
    }
  // remedy
  | { readonly kind: 'remedyMoved'; readonly remedy: Remedy };

/** What somebody who looks can see; whether it came back is worked out from what was seen before. */
export const visibilities = [
  'LIVE',
  'LIMITED',
  'GONE',
  'UNCHECKABLE',
] as const satisfies readonly Verification[];
export type Visibility = (typeof visibilities)[number];

/** Who looked: the platform's own lookup, a person at the desk, or somebody who told them (the caller, a group's member). */
export const observers = ['PLATFORM_LOOKUP', 'STAFF', 'MEMBER'] as const;
export type Observer = (typeof observers)[number];

export type FactKind = Fact['kind'];

/** Facts a platform's reply can carry. */
export const replyFactKinds = [
  'acknowledged',
  'memberReportRequired',
  'reviewStarted',
  'informationRequested',
  'actioned',
  'refused',
  'notFound',
  'duplicate',
  'reversed',
  'asksAnswered',
] as const satisfies readonly FactKind[];
