import {
  passesFilter,
  type EventType,
  type Regime,
  type ReportEvent,
  type ReportState,
  type SubmissionState,
} from '#core';
import type { MailboxPosition } from '../ports/mailbox-store.js';
import type { AlertState, AlertSteps, NewAlert } from '../ports/alert-store.js';
import type { ChannelMark } from '../ports/channel-store.js';
import type { RawReply, ReplyStore } from '../ports/reply-store.js';
import type {
  FiledReport,
  FiledSubmission,
  IdempotencyRecord,
  LadderClocks,
  LockedReply,
  NewObservation,
  RecordedReferral,
  PlatformMode,
  ReplyState,
  SendMode,
  SendOutcome,
  WrappedKey,
} from '../ports/report-store.js';
import type { FollowUpState, NewFollowUp } from '../ports/follow-up.js';
import type { NewHold, Actor, WithdrawalWrite } from '../ports/staff-acts.js';
import type { SealedScreenshot } from '../ports/screenshot-store.js';
import type { NewEndpoint, WebhookEndpointView } from '../ports/webhook-store.js';
import { MemoryLocks } from './memory-locks.js';

/**
 * Tables in memory, by one clock of their own: what the in-memory stores share, as processes share PostgreSQL.
 *
 * Rows are changed in place and at once, so that a store's call is either done or not begun. Bytes and texts are kept
 * as they come.
 */
export class MemoryDatabase {
  readonly reports = new Map<string, ReportRow>();
  readonly submissions = new Map<string, SubmissionRow>();
  readonly sends: SendRow[] = [];
  readonly followUps: FollowUpRow[] = [];
  readonly observations: ObservationRow[] = [];
  readonly referrals: ReferralRow[] = [];
  readonly holds: HoldRow[] = [];
  readonly withdrawals = new Map<string, WithdrawalWrite>();
  readonly screenshots: ScreenshotRow[] = [];
  readonly erased = new Set<string>();
  readonly replies = new Map<string, ReplyRow>();
  readonly mailboxes = new Map<string, MailboxRow>();
  readonly events: ReportEvent[] = [];
  readonly endpoints = new Map<string, EndpointRow>();
  readonly deliveries: DeliveryRow[] = [];
  readonly keys = new Map<string, WrappedKey>();
  readonly answers = new Map<string, IdempotencyRow>();
  readonly platforms = new Map<string, PlatformRow>();
  readonly quotas = new Map<string, number>();
  readonly rates = new Map<string, { tokens: number; refilledAtMs: number }>();
  readonly alerts: AlertRow[] = [];
  readonly alertMails: AlertMailRow[] = [];
  /** How many events were read for alerts. */
  alertFeed = 0;
  readonly channelMarks = new Map<string, ChannelMarkRow>();
  readonly locks = new MemoryLocks();
  readonly reportNumbers = new Map<number, number>();
  outbox: string[] = [];
  /** When the server was last started. */
  startedAtMs: number;

  constructor(
    private readonly parts: {
      readonly nowMs: () => number;
      readonly newId: () => string;
      /** Told after every change that may have left work behind, with the reports it wrote. */
      readonly onCommit?: (reportIds: readonly string[]) => void;
    },
  ) {
    this.startedAtMs = parts.nowMs();
  }

  now(): number {
    return this.parts.nowMs();
  }

  newId(): string {
    return this.parts.newId();
  }

  committed(reportIds: readonly string[] = []): void {
    this.parts.onCommit?.(reportIds);
  }

  platform(platform: string): PlatformRow {
    return this.platforms.get(platform) ?? { ...newPlatform };
  }

  /**
   * From when on something may leave for the platform of a submission; null while nothing may. What was filed in
   * rehearsal is played whatever became of the platform; what was filed for real waits until the platform is armed.
   */
  opensAtMs({ platform, mode }: Pick<FiledSubmission, 'platform' | 'mode'>): number | null {
    const standing = this.platform(platform);
    if (standing.mode === 'stopped' || (mode === 'armed' && standing.mode !== 'armed')) return null;
    return standing.heldUntilMs ?? 0;
  }

  keyOf(ownerId: string): WrappedKey {
    const key = this.keys.get(ownerId);
    if (!key) throw new Error('its key was erased');
    return key;
  }

  /**
   * Stores events with one delivery an endpoint that hears them; a paused one keeps its events.
   *
   * @param corrected category of their report from now on, where they correct it
   */
  record(events: readonly ReportEvent[], corrected?: string): void {
    this.events.push(...events);
    let isAnyHeard = false;
    for (const endpoint of this.endpoints.values()) {
      if (endpoint.isRemoved || endpoint.disabledBecause === 'WEBHOOK.DISABLED') continue;
      for (const event of events) {
        const category = this.reports.get(event.reportId)?.filed.category ?? '';
        if (!passesFilter(endpoint, event, [category, corrected ?? category])) continue;
        isAnyHeard = true;
        this.addDelivery(endpoint, event);
      }
    }
    if (isAnyHeard) this.outbox.push('webhooks');
  }

  addDelivery({ id: endpointId, isOrdered }: EndpointRow, event: ReportEvent): void {
    this.deliveries.push({
      id: this.newId(),
      ...{ endpointId, event, isOrdered, state: 'WAITING', attempts: 0, attemptsBefore: 0, epoch: 0 },
      ...{ nextTryAtMs: this.now(), leaseUntilMs: null },
    });
  }
}

/** Whether a time has come; what has none is never due. */
export function isDue(atMs: number | null, nowMs: number): boolean {
  return atMs !== null && atMs <= nowMs;
}

/** What orders rows by a time that each of them has. */
export function byTime<Row>(timeOf: (row: Row) => number | null) {
  return (one: Row, other: Row) => (timeOf(one) ?? 0) - (timeOf(other) ?? 0);
}

export const newPlatform: Readonly<PlatformRow> = {
  mode: 'rehearsed',
  stoppedFrom: 'rehearsed',
  changedAtMs: null,
  changedBy: null,
  heldUntilMs: null,
  heldBecause: null,
};

export interface ReportRow {
  filed: Omit<FiledReport, 'state' | 'submissions' | 'events' | 'lanes' | 'idempotency' | 'hold'>;
  derived: Omit<ReportState, 'id' | 'submissions'>;
  readonly submissionIds: string[];
}

export interface SubmissionRow {
  readonly id: string;
  readonly reportId: string;
  readonly filed: FiledSubmission;
  state: SubmissionState;
  epoch: number;
  tries: number;
  round: number;
  unmarkedRound?: number;
  regime?: Regime;
  checks: number;
  leaseUntilMs: number | null;
  nextTryAtMs: number | null;
  nextCheckAtMs: number | null;
  lookDueAtMs: number | null;
  watchEndsAtMs: number | null;
  readonly repeats: string | null;
  noticeOf: string | null;
  /** Where it is not that of the report. */
  readonly goodFaithAtMs: number | null;
  sentAtMs: number | null;
  snoozedUntilMs: number | null;
  clocks: LadderClocks;
  warned?: Warned;
}

/** For which end staff were told, and when. */
export interface Warned {
  readonly forMs: number;
  readonly atMs: number;
}

export interface ObservationRow extends NewObservation {
  readonly recordedAtMs: number;
}

export interface SendRow {
  readonly id: string;
  readonly submissionId: string;
  readonly number: number;
  readonly epoch: number;
  readonly round: number;
  readonly channel: string;
  readonly mode: SendMode;
  readonly idempotencyKey: string;
  readonly messageId: string;
  readonly startedAtMs: number;
  outcome: SendOutcome;
  code: string | null;
  receipt: string | null;
  closedAtMs: number | null;
}

export interface FollowUpRow extends NewFollowUp {
  readonly reportId: string;
  readonly platform: string;
  readonly mode: SendMode;
  /** When the platform asked what it answers. */
  readonly askedAtMs: number | null;
  readonly inReplyTo: string | null;
  readonly idempotencyKey: string;
  readonly createdAtMs: number;
  messageId: string | null;
  state: FollowUpState;
  epoch: number;
  tries: number;
  nextTryAtMs: number | null;
  leaseUntilMs: number | null;
  startedAtMs: number | null;
  code: string | null;
  receipt: string | null;
  closedAtMs: number | null;
}

export interface ReferralRow extends RecordedReferral {
  readonly reportId: string;
  readonly firstAtMs: number;
}

export interface HoldRow extends NewHold {
  readonly reportId: string;
  readonly heldAtMs: number;
  releasedBy: Actor | null;
  releasedAtMs: number | null;
  warned?: Warned;
}

export interface ScreenshotRow extends Omit<SealedScreenshot, 'reportReference' | 'key'> {
  readonly reportId: string;
}

export interface ReplyRow {
  readonly receivedAtMs: number;
  readonly raw: RawReply;
  state: ReplyState;
  submissionId: string | null;
  meaning: readonly string[];
  /** Why it waits for a person. */
  code: string | null;
  tries: number;
  nextTryAtMs: number | null;
  appliedAtMs: number | null;
  /** Whether a person said whose it is. */
  isMatchedByPerson: boolean;
  changes: LockedReply['changes'];
}

export interface MailboxRow extends MailboxPosition {
  readonly epoch: number;
  leaseUntilMs: number | null;
}

export interface EndpointRow extends Omit<NewEndpoint, 'idempotency'> {
  isEnabled: boolean;
  disabledBecause: string | null;
  isProven: boolean;
  lastPing: WebhookEndpointView['lastPing'];
  pingDueAtMs: number | null;
  pings: number;
  pingType: EventType | null;
  pingEpoch: number;
  newSecret: Uint8Array | null;
  secretEndsAtMs: number | null;
  hearsSinceMs: number;
  isRemoved: boolean;
  version: number;
  /** Until when it gets one delivery at a time. */
  slowUntilMs: number | null;
  /** How many it gets at a time. */
  places: number;
  isOrdered: boolean;
  ratePerMinute: number | null;
  rateTokens: number;
  rateRefilledAtMs: number;
  /** The first failure after the last success. */
  failingSinceMs: number | null;
  lastFailedAtMs: number | null;
  warnedPercent: number;
  /** While it is switched off for failing: when it gets one delivery to try, and how long after that one the next. */
  probeAtMs: number | null;
  probeWaitMs: number;
  readonly createdAtMs: number;
}

export interface DeliveryRow {
  readonly id: string;
  readonly endpointId: string;
  readonly event: ReportEvent;
  state: 'WAITING' | 'DELIVERED' | 'EXHAUSTED' | 'SKIPPED';
  isOrdered: boolean;
  attempts: number;
  /** Attempts before it was last put back. */
  attemptsBefore: number;
  epoch: number;
  nextTryAtMs: number | null;
  leaseUntilMs: number | null;
}

export interface IdempotencyRow extends IdempotencyRecord {
  readonly ownerId: string;
}

export interface PlatformRow {
  mode: PlatformMode;
  /** How it stood before it was stopped. */
  stoppedFrom: SendMode;
  changedAtMs: number | null;
  changedBy: string | null;
  heldUntilMs: number | null;
  heldBecause: string | null;
}

export interface AlertRow extends Omit<NewAlert, 'nextStepAtMs'> {
  state: AlertState;
  step: number;
  nextStepAtMs: number | null;
  readonly createdAtMs: number;
  acknowledgedBy: string | null;
}

export type AlertMailRow = AlertSteps['mails'][number] & {
  state: 'QUEUED' | 'SENDING' | 'SENT' | 'OBSOLETE';
  tries: number;
  epoch: number;
  nextTryAtMs: number | null;
};

export interface ChannelMarkRow extends ChannelMark {
  readonly atMs: number;
}

export type ReplyClaim = Parameters<ReplyStore['setState']>[0];
