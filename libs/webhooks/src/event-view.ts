import {
  attentionWords,
  correctedFields,
  effects,
  toTypeId,
  type AttentionWord,
  type Effect,
  type EventDetail,
  type EventType,
  type RefusalReason,
  type ReportEvent,
  type ReportStatus,
  type Word,
} from '#core';

/**
 * One event as everybody outside sees it: timeline, feed, live stream and webhooks.
 *
 * TypeIDs, codes, words and times (ISO 8601, UTC) only.
 */
export interface EventView {
  readonly id: string;
  readonly type: EventType;
  /** Version of this type's shape; new fields do not raise it. */
  readonly v: number;
  readonly timestamp: string;
  /** Counts from 1 per report without gaps. */
  readonly sequence: number;
  readonly reportId: string;
  readonly submissionId: string | null;
  readonly platform: string | null;
  readonly word: Word | null;
  readonly previousWord: Word | null;
  readonly status: ReportStatus;
  readonly previousStatus: ReportStatus | null;
  readonly attention: readonly AttentionWord[];
  readonly detail: EventDetailView;
}

/** What is known is there, what is not is absent. */
export interface EventDetailView {
  readonly effects?: readonly Effect[];
  readonly refusalReason?: RefusalReason;
  readonly reason?: string;
  readonly channel?: string;
  readonly nextTryAt?: string;
  readonly visibility?: string;
  readonly observedAt?: string;
  readonly until?: string;
  readonly told?: NonNullable<EventDetail['told']>;
  readonly corrected?: NonNullable<EventDetail['corrected']>;
  readonly screenshots?: number;
  readonly remedy?: string;
  readonly route?: string;
  readonly body?: string;
  readonly followedBy?: string;
  readonly referral?: string;
  readonly referralState?: string;
  readonly answer?: NonNullable<EventDetail['answer']>;
  readonly actor?: NonNullable<EventDetail['actor']>;
  readonly isMarkedResend?: boolean;
  /** Channel that it stood at before it went on over `channel`. */
  readonly switchedFrom?: string;
  readonly isRefiled?: boolean;
  readonly expectation?: NonNullable<EventDetail['expectation']>;
  readonly step?: NonNullable<EventDetail['step']>;
  readonly outcome?: NonNullable<EventDetail['outcome']>;
  readonly alert?: string;
  /** Sequences of earlier events of the same submission that no longer hold. */
  readonly withdraws?: readonly number[];
}

export function presentEvent(event: ReportEvent): EventView {
  return {
    id: toTypeId('evt', event.id),
    type: event.type,
    v: event.v,
    timestamp: isoTime(event.atMs),
    sequence: event.sequence,
    reportId: toTypeId('rep', event.reportId),
    submissionId: event.submissionId === null ? null : toTypeId('sub', event.submissionId),
    platform: event.platform,
    word: event.word,
    previousWord: event.previousWord,
    status: event.status,
    previousStatus: event.previousStatus,
    attention: attentionWords.filter((word) => event.attention.includes(word)),
    detail: presentDetail(event.detail),
  };
}

/** Copies field by field; what is not spelled like a code stays inside, so that no text of a person can leave here. */
function presentDetail(detail: EventDetail): EventDetailView {
  const known = detail.effects && effects.filter((effect) => detail.effects?.includes(effect));
  return {
    ...(known?.length ? { effects: known } : {}),
    ...(isCode(detail.refusalReason) ? { refusalReason: detail.refusalReason } : {}),
    ...(isCode(detail.reason) ? { reason: detail.reason } : {}),
    ...(isChannel(detail.channel) ? { channel: detail.channel } : {}),
    ...(isChannel(detail.switchedFrom) ? { switchedFrom: detail.switchedFrom } : {}),
    ...(detail.nextTryAtMs === undefined ? {} : { nextTryAt: isoTime(detail.nextTryAtMs) }),
    ...(isCode(detail.visibility) ? { visibility: detail.visibility } : {}),
    ...(detail.untilMs === undefined ? {} : { until: isoTime(detail.untilMs) }),
    ...(detail.observedAtMs === undefined ? {} : { observedAt: isoTime(detail.observedAtMs) }),
    ...(isCode(detail.remedy) ? { remedy: detail.remedy } : {}),
    ...(isCode(detail.route) ? { route: detail.route } : {}),
    ...(isCode(detail.body) ? { body: detail.body } : {}),
    ...(isReference(detail.followedBy) ? { followedBy: detail.followedBy } : {}),
    ...(isCode(detail.referral) ? { referral: detail.referral } : {}),
    ...(isCode(detail.referralState) ? { referralState: detail.referralState } : {}),
    ...(isCode(detail.answer) ? { answer: detail.answer } : {}),
    ...(isCode(detail.actor) ? { actor: detail.actor } : {}),
    ...(detail.isMarkedResend === undefined ? {} : { isMarkedResend: detail.isMarkedResend }),
    ...(detail.isRefiled === undefined ? {} : { isRefiled: detail.isRefiled }),
    ...(isCode(detail.expectation) ? { expectation: detail.expectation } : {}),
    ...(isCode(detail.step) ? { step: detail.step } : {}),
    ...(isCode(detail.told) ? { told: detail.told } : {}),
    ...(detail.corrected
      ? { corrected: correctedFields.filter((field) => detail.corrected?.includes(field)) }
      : {}),
    ...(detail.screenshots === undefined ? {} : { screenshots: detail.screenshots }),
    ...(isCode(detail.outcome) ? { outcome: detail.outcome } : {}),
    ...(isCode(detail.alert) ? { alert: detail.alert } : {}),
    ...(detail.withdraws ? { withdraws: detail.withdraws.filter((each) => Number.isInteger(each)) } : {}),
  };
}

function isoTime(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** `NO_POLICY_VIOLATION`, `PLATFORM.MEMBER_REPORT_FIRST`. */
function isCode<C extends string>(text: C | undefined): text is C {
  return text !== undefined && text.length <= longestCode && /^[A-Z][A-Z0-9_]*(\.[A-Z0-9_]+)*$/.test(text);
}

/** `email`, `wa-in-app`. */
function isChannel(text: string | undefined): text is string {
  return text !== undefined && text.length <= longestCode && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text);
}

/** `UF-2026-000123`. */
function isReference(text: string | undefined): text is string {
  return text !== undefined && /^UF-\d{4}-\d{6,9}$/.test(text);
}

const longestCode = 64;
