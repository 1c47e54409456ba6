import type { Ask, ChannelManifest, Fact, Language, LegalBasis, Regime, Visibility, Effect } from '#core';
import type { FollowUpPurpose } from './follow-up.js';
import type { RemovedBefore } from './send-store.js';

/** Everything an adapter needs to write one notice. Held in memory only while it is sent. */
export interface NoticeRequest {
  readonly submissionId: string;
  /** Our reference for this submission, with an unguessable end: `UF-2026-000123-2-K7QM9A`. */
  readonly reference: string;
  readonly channel: ChannelManifest;
  readonly regime: Regime;
  readonly target: NoticeTarget;
  /** More targets of the same notice, each a submission of its own; absent is none. */
  readonly companions?: readonly NoticeCompanion[];
  readonly category: NoticeCategory;
  readonly asks: readonly Ask[];
  readonly explanation: string;
  /** Qualifications that staff picked: the notifier suggests them, nobody decided them. */
  readonly legalBases: readonly LegalBasis[];
  /** Language the report was written in: what staff read is in it. */
  readonly language: Language;
  /** Language of `explanation`, where that is a translation staff gave; what the platform reads is in it. */
  readonly writtenIn?: Language;
  readonly goodFaithAtMs: number;
  /** When the caller saw it, ISO 8601, where known. */
  readonly seenAt: string | null;
  /** Set on the one second notice that may be sent: when the first one left. */
  readonly repeatOf: { readonly firstSentAtMs: number } | null;
  /** Set on a new notice of content that was gone and came back: what became of the notice before. */
  readonly removedBefore: RemovedBefore | null;
}

export interface NoticeCompanion {
  readonly reference: string;
  readonly target: NoticeTarget;
  /** Whether the platform has not decided about it. */
  readonly isUndecided: boolean;
}

export interface NoticeTarget {
  readonly kind: string;
  readonly key: string;
  readonly ids: readonly string[];
  readonly url: string | null;
  /** What else helps to find it: group name, user names, time. */
  readonly locator: string | null;
}

export interface NoticeCategory {
  readonly code: string;
  readonly labels: Readonly<Record<Language, string>>;
  readonly notifierNameOptional: boolean;
}

/** What the platform's answer to a notice says at once. `facts` are in order; empty means taken without a word. */
export interface SubmitResult {
  /** What the platform (or its mail server) gave for the delivery itself, such as an SMTP answer's queue id. */
  readonly receipt: string | null;
  readonly facts: readonly Fact[];
}

/** A message of a platform, as stored: what the adapter reads. */
export interface PlatformMessage {
  readonly via: 'EMAIL' | 'CALLBACK' | 'POLL' | 'STAFF';
  readonly receivedAtMs: number;
  /** When the platform says it wrote it; `receivedAtMs` where it does not say. */
  readonly writtenAtMs: number;
  readonly subject: string;
  /** Plain text; what was quoted from us is already cut off. */
  readonly text: string;
  /** Whether a machine says that it wrote it. */
  readonly isAutomatic?: boolean;
  /** What it may speak of, where it answers a notice that names several targets; absent is the one target of the notice. */
  readonly targets?: readonly NamedTarget[];
}

/** What a platform can call a target by: its address, the parts that identify it, our reference for it. */
export interface NamedTarget {
  readonly submissionId: string;
  readonly names: readonly string[];
}

/**
 * What a message means. `unreadable` goes to staff with its text; the machine never guesses. Understood without a fact is
 * what machines answer to any mail, such as an absence.
 *
 * `namesPersons`: who runs a group or owns an account stands in it, which may not be kept here.
 * Source: Act of 30 July 2018 (Belgium), Article 8 §3, read on 2026-11-23.
 */
export type Reading = (
  | {
      readonly outcome: 'understood';
      readonly facts: readonly Fact[];
      /** What is said of some of several targets alone, by submission id; absent where `facts` are true of all. */
      readonly apart?: ReadonlyMap<string, readonly Fact[]>;
    }
  | { readonly outcome: 'unreadable' }
) & { readonly namesPersons?: true };

/** What somebody who looks at the platform's own lookup sees. */
export interface VisibilityReading {
  readonly visibility: Visibility;
  readonly effects: readonly Effect[];
}

/** One prepared task for a person: what to open and what to paste where. */
export interface PreparedHandoff {
  /** Address of the form or portal; null where the task happens in an app. */
  readonly openUrl: string | null;
  readonly steps: readonly string[];
  readonly fields: readonly {
    readonly label: string;
    readonly value: string;
    readonly maxChars: number | null;
    /** Set where something had to be left out to fit; the value says where. */
    readonly isCut?: true;
  }[];
  /** Where the platform's own number for it is found, in the report's language; null where it gives nobody one. */
  readonly numberHint: string | null;
}

/**
 * One platform, as the workers see it. `submit`, `prepareHandoff` always, `describeSending` where it is needed; the others exactly where the manifest's
 * `abilities` says so. Every call may throw `PlatformFault`; expected answers are values.
 */
export interface PlatformAdapter {
  /** Sends one notice. `attempt` is stable across retries of the same send, so that a deduplicating platform drops repeats. */
  submit(notice: NoticeRequest, attempt: SendAttempt): Promise<SubmitResult>;
  /** Everything a person needs to file by hand, in the report's language. Pure. */
  prepareHandoff(notice: NoticeRequest): PreparedHandoff;
  /** What `submit` sends, where that is not what the fields of `prepareHandoff` hold, for staff to read before. Pure. */
  describeSending?(notice: NoticeRequest): PreparedHandoff['fields'];
  /** Whether the platform has our notice: its facts, or undefined where it has none. */
  findReceipt?(notice: NoticeRequest, attempt: SendAttempt): Promise<SubmitResult | undefined>;
  fetchDecision?(notice: NoticeRequest, externalRef: string): Promise<readonly Fact[]>;
  /** Whether a callback really comes from the platform. */
  verifyReply?(headers: Readonly<Record<string, string>>, body: Uint8Array): boolean;
  /** Pure. */
  readReply?(message: PlatformMessage): Reading;
  /** Writes in the thread of a notice. */
  supplyInformation?(notice: NoticeRequest, answer: InformationAnswer): Promise<SubmitResult>;
  /** Reminds the platform of a notice that it has had no decision on, or withdraws or corrects it; only of notices by `EMAIL`. */
  remind?(notice: NoticeRequest, reminder: Reminder): Promise<SubmitResult>;
  appeal?(notice: NoticeRequest, grounds: string): Promise<SubmitResult>;
  checkVisibility?(target: NoticeTarget): Promise<VisibilityReading>;
}

export interface SendAttempt {
  /** Same for every retry of one notice; a marked repeat has a new one. */
  readonly idempotencyKey: string;
  /** Message-ID for mail, without angle brackets; written down before sending. */
  readonly messageId: string;
  /**
   * Asked right before the first byte leaves. False once the time of this attempt is over, for then somebody else may
   * have taken over: nothing leaves, and the call fails as `temporary`.
   */
  readonly mayLeave: () => boolean;
}

export interface InformationAnswer {
  /** What the platform asked for (also where it is absent), or that what it said to be removed can still be seen. */
  readonly purpose?: Extract<FollowUpPurpose, 'INFORMATION' | 'STILL_THERE'>;
  readonly text: string;
  /** Message-ID of the platform's question, or of its last mail, to stay in its thread. */
  readonly inReplyTo: string | null;
  /** Whether an earlier message of the same kind may have arrived: then this one says so. */
  readonly mayRepeat: boolean;
  readonly attempt: SendAttempt;
}

/** A message about a notice says that it is one and names our reference: no content, and never a second notice. */
export interface Reminder {
  /** Absent is REMINDER; a WITHDRAWAL or a CORRECTION, by which the category is to be read as the notice has it now. */
  readonly about?: 'REMINDER' | 'WITHDRAWAL' | 'CORRECTION';
  /** The mailbox that took the notice, or the second address agreed with the platform. */
  readonly to: 'DESK' | 'SECOND_CONTACT';
  /** When the notice left. */
  readonly sentAtMs: number;
  /** Message-ID of the last mail in the thread; null where none is known. */
  readonly inReplyTo: string | null;
  readonly externalRef: string | null;
  /** Whether an earlier reminder may have arrived: then this one says so. */
  readonly mayRepeat: boolean;
  readonly attempt: SendAttempt;
}
