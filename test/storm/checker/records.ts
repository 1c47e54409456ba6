import type { Rule } from '../plan/targets.js';

/**
 * What the checker compares: what clients were told, what the platforms hold, what the database and the webhook
 * consumers hold. Plain data, so that a test can hand in what no sound product would leave behind.
 */
export interface Records {
  readonly told: readonly ToldReport[];
  /** Keys of reports whose client never got an answer. */
  readonly unanswered: readonly string[];
  readonly reports: readonly ReportRow[];
  readonly submissions: readonly SubmissionRow[];
  readonly sends: readonly SendRow[];
  readonly replies: readonly ReplyRow[];
  readonly events: readonly EventRow[];
  readonly notices: readonly Notice[];
  readonly takenReplies: readonly TakenMessage[];
  readonly deliveries: readonly ConsumerDelivery[];
  readonly consumers: number;
  /** Each report as each API shows it. */
  readonly views: readonly ReportView[];
  readonly rules: ReadonlyMap<string, Rule>;
  /** Marked repeats that a person asked for, by reference of the submission. */
  readonly resends: ReadonlyMap<string, number>;
  readonly faults: readonly FaultSeen[];
  readonly calls: readonly CallSeen[];
  /** Database clock at the end, milliseconds since 1970. */
  readonly nowMs: number;
}

export interface ToldReport {
  readonly key: string;
  readonly ids: readonly string[];
  readonly targets: readonly number[];
}

export interface ReportRow {
  readonly id: string;
  readonly reference: string;
  readonly status: string;
  readonly attention: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly lastSequence: number;
}

export interface SubmissionRow {
  readonly id: string;
  readonly reportId: string;
  readonly reference: string;
  readonly platform: string;
  readonly delivery: string;
  readonly decision: string;
  readonly effects: readonly string[];
  readonly verification: string;
  readonly secondLook: string | null;
  readonly remedy: string;
  readonly word: string;
  readonly waitingFor: string | null;
  readonly nextTryAtMs: number | null;
  readonly leaseUntilMs: number | null;
}

export interface SendRow {
  readonly submissionId: string;
  readonly number: number;
  readonly round: number;
  readonly outcome: string;
  readonly startedAtMs: number;
  readonly closedAtMs: number | null;
}

export interface ReplyRow {
  readonly platform: string;
  readonly messageKey: string;
  readonly state: string;
  readonly submissionId: string | null;
}

export interface EventRow {
  readonly id: string;
  readonly reportId: string;
  readonly sequence: number;
  readonly submissionId: string | null;
  readonly word: string | null;
  readonly previousWord: string | null;
  readonly status: string;
  readonly previousStatus: string | null;
  readonly attention: readonly string[];
}

/** One notice in the platforms' ledger. */
export interface Notice {
  readonly number: number;
  readonly platform: string;
  readonly reference: string;
  readonly isTaken: boolean;
  /** Whether it says itself that it may repeat another. */
  readonly isMarked: boolean;
  readonly fault: string | null;
}

/** A platform's message that Uniflag said it took. */
export interface TakenMessage {
  readonly platform: string;
  readonly target: number;
  readonly step: string;
  /** Which message of a step that is several, from 1. */
  readonly part: number;
  readonly messageKey: string;
  readonly writtenAtMs: number;
  readonly isEarly: boolean;
  /** A second copy of the same message. */
  readonly isRepeated: boolean;
  /** Taken after one that was written later. */
  readonly isShuffled: boolean;
}

export interface ConsumerDelivery {
  readonly consumer: number;
  readonly webhookId: string;
  readonly reportId: string;
  readonly sequence: number;
  readonly status: string;
  readonly arrivedAs: number;
  readonly acceptedAs: number | null;
  readonly isGenuine: boolean;
}

export interface ReportView {
  readonly api: string;
  readonly id: string;
  readonly status: string;
  readonly attention: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly submissions: readonly {
    readonly reference: string;
    readonly word: string;
    readonly target: number;
  }[];
}

export interface FaultSeen {
  readonly kind: string;
  readonly on: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** A call to a platform as the storm saw it begin in its worker. */
export interface CallSeen {
  readonly target: number;
  readonly worker: string;
  readonly beganAtMs: number;
  readonly endedAtMs?: number;
}

/** One broken promise. */
export interface Violation {
  readonly promise:
    | 'lost'
    | 'unanswered'
    | 'sentTwice'
    | 'wrongStatus'
    | 'eventsMissing'
    | 'eventsOutOfOrder'
    | 'openSends'
    | 'orphans'
    | 'unexplained';
  /** Which report, submission or event. */
  readonly at: string;
  readonly says: string;
}
