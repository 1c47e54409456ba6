import type { EscalationOutcome, EscalationStep } from './deadlines/ladder.js';
import type { Expectation } from './deadlines/sla.js';
import type { ReportStatus, AttentionWord } from './report/roll-up.js';
import type { Word } from './submission/word.js';
import type { MemberAnswer } from './submission/member-answer.js';
import type { ReferralState } from './referrals/referrals-for.js';
import type { RouteCode } from './remedies/routes.js';
import type { Effect, RefusalReason } from './submission/axes.js';

/** Everything the timeline, the feed, the live stream and webhooks can tell. */
export const eventTypes = [
  'report.created',
  'report.status_changed',
  'report.held',
  'report.released',
  'report.corrected',
  'report.screenshot_added',
  'report.screenshots_destroyed',
  'report.snoozed',
  'report.kept',
  'report.erased',
  'report.hold_overdue',
  'report.glass_broken',
  'report.caller_code_made',
  'report.caller_code_ended',
  'submission.queued',
  'submission.blocked',
  'submission.handed_off',
  'submission.deferred',
  'submission.uncertain',
  'submission.failed',
  'submission.sent',
  'submission.acknowledged',
  'submission.under_review',
  'submission.info_requested',
  'submission.info_supplied',
  'submission.decided',
  'submission.asks_answered',
  'submission.verified',
  'submission.reappeared',
  'submission.reminded',
  'submission.withdrawn',
  'submission.told',
  'submission.due_soon',
  'submission.sla_breached',
  'submission.escalated',
  'reply.unreadable',
  'reply.names_persons',
  'reply.match_withdrawn',
  'remedy.moved',
  'referral.recorded',
  'alert.acknowledged',
  'member.link_made',
  'member.link_ended',
  'member.answered',
] as const;
export type EventType = (typeof eventTypes)[number];

/**
 * One thing that happened to a report. Codes, words and times only: never an address, handle, name or free text.
 *
 * `sequence` counts from 1 per report without gaps.
 */
export interface ReportEvent {
  readonly id: string;
  readonly reportId: string;
  readonly sequence: number;
  readonly type: EventType;
  readonly v: 1;
  readonly atMs: number;
  readonly submissionId: string | null;
  readonly platform: string | null;
  readonly word: Word | null;
  readonly previousWord: Word | null;
  readonly status: ReportStatus;
  readonly previousStatus: ReportStatus | null;
  readonly attention: readonly AttentionWord[];
  /** Codes that explain it: effects, a refusal reason, what is waited for, who acted. */
  readonly detail: EventDetail;
}

export const correctedFields = ['category', 'asks', 'explanation', 'target'] as const;
export type CorrectedField = (typeof correctedFields)[number];

export interface EventDetail {
  readonly effects?: readonly Effect[];
  readonly refusalReason?: RefusalReason;
  readonly reason?: string;
  readonly channel?: string;
  /** Channel that it stood at before; it goes on over `channel`. */
  readonly switchedFrom?: string;
  readonly nextTryAtMs?: number;
  readonly visibility?: string;
  /** When it was seen so; the event itself is dated by when that was recorded. */
  readonly observedAtMs?: number;
  readonly remedy?: string;
  /** Way that was taken, with the body where there are several. */
  readonly route?: RouteCode;
  readonly body?: string;
  /** Reference of the report that was filed in its place, such as `UF-2026-000124`. */
  readonly followedBy?: string;
  /** Key of the referral catalogue. */
  readonly referral?: string;
  readonly referralState?: ReferralState;
  /** What a member said who was asked to report in the app. */
  readonly answer?: MemberAnswer;
  readonly actor?: 'PLATFORM' | 'STAFF' | 'MEMBER' | 'WORKER' | 'INTEGRATION';
  readonly isMarkedResend?: boolean;
  /** A new notice of content that was gone and came back. */
  readonly isRefiled?: boolean;
  /** What was not kept in time, or soon will not be. */
  readonly expectation?: Expectation;
  /** A step about a silent platform, and how it ended. */
  readonly step?: EscalationStep;
  readonly outcome?: EscalationOutcome;
  /** What staff were alerted about. */
  readonly alert?: string;
  /** Until when something is held or put aside. */
  readonly untilMs?: number;
  /** What the platform was told of a notice that it has. */
  readonly told?: 'WITHDRAWAL' | 'CORRECTION';
  /** What was corrected. */
  readonly corrected?: readonly CorrectedField[];
  /** How many screenshots were destroyed. */
  readonly screenshots?: number;
  /** Sequences of earlier events of the same submission that no longer hold. */
  readonly withdraws?: readonly number[];
}
