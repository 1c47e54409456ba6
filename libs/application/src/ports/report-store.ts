import type {
  Ask,
  DetailKind,
  Effect,
  EscalationStep,
  KeptPlan,
  Language,
  MatchedChange,
  NewEvent,
  Observer,
  ReferralState,
  Regime,
  ReportEvent,
  ReportState,
  SubmissionClocks,
  SubmissionState,
  TriageStep,
  Visibility,
} from '#core';
import type { FollowUpWrite, LockedFollowUp, NewFollowUp } from './follow-up.js';
import type { ScreenshotWrite } from './screenshot.js';
import type {
  CorrectedReport,
  Erasure,
  HoldWrite,
  KeepWrite,
  NewHold,
  OpenHold,
  ReplannedSubmission,
  WithdrawalWrite,
} from './staff-acts.js';

/** One report as filed, ready to be written in one go. Sealed fields are encrypted with the report's own key. */
export interface FiledReport {
  readonly id: string;
  readonly reference: string;
  readonly category: string;
  readonly language: Language;
  readonly callerRole: string;
  readonly asks: readonly Ask[];
  readonly explanation: Uint8Array;
  /** JSON object, language -> translation of the explanation, encrypted; null or absent where there are none. */
  readonly translations?: Uint8Array | null;
  /** JSON list of the names that must not leave, encrypted; null where there are none. */
  readonly confidential: Uint8Array | null;
  /** Kinds of personal details that `filedBy` let leave. */
  readonly confirmedFindings: readonly DetailKind[];
  readonly goodFaithAtMs: number;
  readonly factsOn: string | null;
  readonly seenAt: string | null;
  /** Subjects of the law table that staff picked. */
  readonly legalBases: readonly string[];
  readonly triage: readonly TriageStep[];
  readonly filedBy: string;
  readonly createdAtMs: number;
  readonly state: ReportState;
  readonly key: WrappedKey;
  readonly submissions: readonly FiledSubmission[];
  readonly events: readonly ReportEvent[];
  /** Lanes that have work once this is stored. */
  readonly lanes: readonly string[];
  readonly idempotency: IdempotencyRecord | null;
  /** Nothing leaves until a second person releases it; null where it is not held. */
  readonly hold: NewHold | null;
}

/** A submission in the place of one that was withdrawn; both belong to one report. */
export interface CorrectingSubmission extends FiledSubmission {
  readonly reportId: string;
  readonly corrects: string;
}

export interface WrappedKey {
  readonly wrapped: Uint8Array;
  readonly wrappingKeyId: string;
}

export interface FiledSubmission {
  readonly id: string;
  readonly ordinal: number;
  readonly reference: string;
  readonly platform: string;
  readonly regime: Regime;
  readonly state: SubmissionState;
  readonly asks: readonly Ask[];
  readonly plan: KeptPlan;
  readonly targetKind: string;
  readonly namesPerson: boolean;
  /** JSON `SealedTarget`, encrypted. */
  readonly target: Uint8Array;
  /** Keyed hash of the canonical key; null where the target names a person. */
  readonly contentHash: Uint8Array | null;
  /** An earlier report of the same content, if there is one. */
  readonly earlierReference: string | null;
  /** Id of the submission whose notice names this target too; null where it has a notice of its own. */
  readonly noticeOf: string | null;
  /** Whether a worker has to send it now. */
  readonly isDue: boolean;
  /** When a person is to have looked at it; null where it waits for none. */
  readonly staffDueAtMs: number | null;
  /** 0 is the most urgent: claimed first. */
  readonly urgency: number;
  /** Among equally urgent ones, lower turns are claimed first: a large report is sent in turns. */
  readonly turn: number;
  /** Kept for good: what was filed in rehearsal never leaves for real, and what was filed for real is never played. */
  readonly mode: SendMode;
}

/** What is encrypted of a target. */
export interface SealedTarget {
  readonly input: string;
  readonly key: string;
  readonly ids: readonly string[];
  readonly url: string | null;
  readonly locator: string | null;
}

export interface IdempotencyRecord {
  readonly client: string;
  readonly key: string;
  readonly requestHash: string;
  readonly answer: Uint8Array;
}

/** What is looked up, in one round trip, before a report is filed. */
export interface FilingContext {
  readonly nowMs: number;
  /** `UF-2026-000123`; numbers count per year, gaps are allowed. */
  readonly reference: string;
  /** Platform key -> what is filed with it now; of a stopped platform, how it stood before. */
  readonly modes: Readonly<Record<string, SendMode>>;
  /** Content hash (hex) -> reference of the latest report that has it. */
  readonly earlier: Readonly<Record<string, string>>;
  /** Ids of channels that count as dead; absent is none. */
  readonly dead?: readonly string[];
  readonly previous: PreviousAnswer | null;
}

export const platformModes = ['rehearsed', 'armed', 'stopped'] as const;
export type PlatformMode = (typeof platformModes)[number];
/** Where a notice goes: to the platform's simulator, or to the platform. */
export const sendModes = ['rehearsed', 'armed'] as const satisfies readonly PlatformMode[];
export type SendMode = (typeof sendModes)[number];

/** What was answered to the same idempotency key before. */
export interface PreviousAnswer {
  readonly requestHash: string;
  readonly ownerId: string;
  readonly answer: Uint8Array;
  readonly key: WrappedKey;
}

/** A submission under the lock of its report. */
export interface LockedReport {
  readonly state: ReportState;
  readonly reference: string;
  readonly category: string;
  /** When it was filed. */
  readonly createdAtMs: number;
  readonly hold: OpenHold | null;
  /** Its personal part was destroyed. */
  readonly isErased: boolean;
  /** Ids of the screenshots that are kept of it, of those whose time is over as well. */
  readonly screenshots: readonly string[];
  readonly submissions: ReadonlyMap<string, LockedSubmission>;
}

export interface LockedSubmission {
  readonly id: string;
  readonly epoch: number;
  readonly tries: number;
  readonly round: number;
  /** The round that leaves without a mark; later ones say that they may repeat it. */
  readonly unmarkedRound: number;
  readonly checks: number;
  readonly sentAtMs: number | null;
  /** When the platform's own lookup is asked next; null where a person looks, or nobody. */
  readonly nextCheckAtMs: number | null;
  /** When a person is to look next; null where the lookup is asked, or nobody. */
  readonly lookDueAtMs: number | null;
  /** When the content is watched no longer; null before it is watched. */
  readonly watchEndsAtMs: number | null;
  /** Until when it is put aside, also where that is over. */
  readonly snoozedUntilMs: number | null;
  readonly regime: Regime;
  readonly clocks: SubmissionClocks;
  /** The last step that was taken about a silent platform. */
  readonly escalationStep: EscalationStep | null;
  /** The latest message we sent, or are about to send, inside its case. */
  readonly followUp: LockedFollowUp | null;
}

/** A reply under its own lock: `tries` says whether the claim it was read under still holds. */
export interface LockedReply {
  readonly state: ReplyState;
  readonly tries: number;
  readonly submissionId: string | null;
  /** Whether a person said whose it is. */
  readonly isMatchedByPerson: boolean;
  /** False once its text was destroyed. */
  readonly hasText: boolean;
  /** What it did, where a person matched it; null where it did nothing yet, or that cannot be told apart any more. */
  readonly changes: readonly KeptMatchedChange[] | null;
}

/** What a reply that a person matched did to one submission, and what else to restore where that is taken back. */
export interface KeptMatchedChange extends MatchedChange {
  /** As they stood before the reply. */
  readonly times: MatchedTimes;
}

export type MatchedTimes = Pick<
  LockedSubmission,
  'sentAtMs' | 'nextCheckAtMs' | 'lookDueAtMs' | 'checks' | 'clocks' | 'escalationStep'
> & {
  /** Number of the latest message inside the case; 0 where there was none. */
  readonly followUpNumber: number;
};

/** Kept before what the reply does is written, so that how our own deadlines ended until then is kept with it. */
export interface MatchedChangesWrite {
  readonly replyId: string;
  readonly changes: readonly KeptMatchedChange[];
}

export interface WithdrawnMatchWrite {
  readonly replyId: string;
  /** Times of ours that ran before the reply, and have ended meanwhile. */
  readonly ended: readonly EndedTime[];
}

export interface EndedTime {
  readonly submissionId: string;
  readonly expectation: 'ANSWER' | 'FIRST_LOOK';
  readonly isKept: boolean;
}

/** A submission whose clocks go on from where they stood at an earlier state. */
export interface RestoredTimes {
  readonly submissionId: string;
  readonly state: SubmissionState;
  readonly clocks: SubmissionClocks;
  readonly escalationStep: EscalationStep | null;
}

/** What a change writes. Only what is named is touched. */
export interface ReportWrite {
  readonly state: ReportState;
  readonly events: readonly NewEvent[];
  readonly timing: readonly SubmissionTiming[];
  /** Encrypted, as in `FiledReport`; in place of those before. Never without an event. */
  readonly translations?: Uint8Array;
  readonly restores?: readonly RestoredTimes[];
}

/**
 * Columns beside the four axes. Absent leaves a value alone; null clears it. Waits count from the database's clock. What
 * is held has a next try that never comes, and what travels in the notice of another has none, whatever stands here.
 */
export interface SubmissionTiming {
  readonly submissionId: string;
  readonly nextTryInMs?: number | null;
  readonly nextCheckInMs?: number | null;
  readonly checks?: number;
  readonly lookDueInMs?: number | null;
  readonly watchEndsAtMs?: number;
  readonly round?: number;
  /** The round that leaves without a mark, because no notice before it can have arrived. */
  readonly unmarkedRound?: number;
  /** The standing that the notice claims from now on. */
  readonly regime?: Regime;
  readonly resetsTries?: boolean;
  /** Gives back the try that the claim counted: it was spent on waiting, not on the notice. */
  readonly refundsTry?: boolean;
  readonly releasesLease?: boolean;
  readonly sentAtMs?: number | null;
  readonly clocks?: LadderClocks;
  /** Until when it is put aside; what the platform says wakes it. */
  readonly snoozedUntilMs?: number | null;
}

/** The times of a submission, and where it stands on the ladder of steps about a silent platform. */
export interface LadderClocks extends SubmissionClocks {
  readonly escalationStep: EscalationStep | null;
  /** When the next step is to be taken; null where none is left. */
  readonly nextStepAtMs: number | null;
}

/** How a send ended. */
export const sendOutcomes = ['intent', 'confirmed', 'deferred', 'refused', 'unknown', 'absent'] as const;
export type SendOutcome = (typeof sendOutcomes)[number];

export interface SendClosing {
  readonly sendId: string;
  readonly outcome: SendOutcome;
  readonly code: string | null;
  readonly receipt: string | null;
  /** Fields of the notice as it left, in JSON, sealed; absent where nothing left, or nobody knows what. */
  readonly carried?: Uint8Array | undefined;
}

export interface ReplyWrite {
  readonly replyId: string;
  readonly state: ReplyState;
  readonly submissionId: string | null;
  readonly nextTryInMs: number | null;
  readonly meaning: readonly string[];
}

/**
 * NEW, WAITING   to be understood, or tried again
 * APPLIED        understood and done with
 * UNMATCHED      nobody knows whose it is; UNREADABLE: what it says; REFUSED: it does not fit what is known
 * NAMES_PERSONS  understood as far as possible; its text is to be shown once, for the police, and destroyed
 * DISMISSED      a person put it away
 */
export const replyStates = [
  'NEW',
  'WAITING',
  'APPLIED',
  'UNMATCHED',
  'UNREADABLE',
  'REFUSED',
  'NAMES_PERSONS',
  'DISMISSED',
] as const;
export type ReplyState = (typeof replyStates)[number];
/** Those that a person is to look at. */
export const repliesForPerson = ['UNMATCHED', 'UNREADABLE', 'REFUSED', 'NAMES_PERSONS'] as const;

/** Where a caller was sent, and whether that was taken up; the latest word replaces the one before. */
export interface ReferralWrite {
  readonly reportId: string;
  readonly key: string;
  readonly state: ReferralState;
  /** Who recorded it: the API key's name. */
  readonly by: string;
}

export interface RecordedReferral {
  readonly key: string;
  readonly state: ReferralState;
  readonly by: string;
  readonly atMs: number;
}

/** What an idempotency key was used for, kept as long as the report. */
export interface ReportIdempotency extends IdempotencyRecord {
  readonly reportId: string;
}

/** The key was used before; nothing was changed. */
export class IdempotencyKeyTaken extends Error {
  override readonly name = 'IdempotencyKeyTaken';
}

/** What somebody saw who looked, once; never changed afterwards. The same look told twice is kept once. */
export interface NewObservation {
  readonly id: string;
  readonly submissionId: string;
  readonly seen: Visibility;
  readonly effects: readonly Effect[];
  readonly by: Observer;
  readonly observedAtMs: number;
}

/** A new notice of content that came back: everything but what stands here is that of the submission it repeats. */
export interface RefiledSubmission {
  readonly id: string;
  /** Submission of the same report. */
  readonly repeats: string;
  readonly ordinal: number;
  readonly reference: string;
  readonly state: SubmissionState;
  /** The good-faith statement is made anew with each notice. */
  readonly goodFaithAtMs: number;
  /** JSON `SealedTarget`, encrypted for its new ordinal. */
  readonly target: Uint8Array;
  readonly isDue: boolean;
  /** When a person is to have looked at it; null where it waits for none. */
  readonly staffDueAtMs: number | null;
}

/** A submission goes on over another channel. */
export interface ChannelSwitch {
  readonly submissionId: string;
  readonly fromChannel: string;
  readonly toChannel: string;
  /** Round of the notice before. */
  readonly fromRound: number;
  /** Why that surely led nowhere; null where it was not sent, or nobody knows. */
  readonly failure: string | null;
  /** Who switched: the API key's name. */
  readonly by: string;
}

export interface Change {
  readonly reports: readonly ReportWrite[];
  readonly sends?: readonly SendClosing[];
  readonly replies?: readonly ReplyWrite[];
  readonly followUps?: readonly FollowUpWrite[];
  readonly newFollowUps?: readonly NewFollowUp[];
  /** Never beside a follow-up. */
  readonly referrals?: readonly ReferralWrite[];
  readonly idempotency?: ReportIdempotency | null;
  readonly observations?: readonly NewObservation[];
  readonly switches?: readonly ChannelSwitch[];
  /** Stand in the state of their report's `ReportWrite` as well. */
  readonly newSubmissions?: readonly RefiledSubmission[];
  readonly lanes?: readonly string[];
  readonly holds?: readonly HoldWrite[];
  readonly withdrawals?: readonly WithdrawalWrite[];
  readonly corrections?: readonly CorrectedReport[];
  readonly replans?: readonly ReplannedSubmission[];
  /** Stand in the state of their report's `ReportWrite` as well. */
  readonly correcting?: readonly CorrectingSubmission[];
  readonly keeps?: readonly KeepWrite[];
  readonly erasures?: readonly Erasure[];
  readonly screenshots?: readonly ScreenshotWrite[];
  readonly matchedChanges?: readonly MatchedChangesWrite[];
  /** Replies whose match is taken back: they belong to no submission afterwards, and their changes are counted no more. */
  readonly withdrawnMatches?: readonly WithdrawnMatchWrite[];
}

/** A wait that has no end of its own: a person ends it. */
export const never = Number.POSITIVE_INFINITY;

export interface SealedTargets {
  readonly key: WrappedKey;
  /** In their order; null where the address was erased. */
  readonly targets: readonly {
    readonly submissionId: string;
    readonly reference: string;
    readonly target: Uint8Array | null;
    /** As in `FiledSubmission`. */
    readonly noticeOf: string | null;
  }[];
}

/** Reports and everything that hangs on them. */
export interface ReportStore {
  filingContext(question: {
    readonly year: number;
    readonly contentHashes: readonly Uint8Array[];
    readonly idempotency: { readonly client: string; readonly key: string } | null;
  }): Promise<FilingContext>;
  /** Writes all or nothing, in one statement. */
  file(report: FiledReport): Promise<'filed' | 'keyInFlight' | 'keyTaken'>;
  /**
   * Locks the reports (in id order) with their submissions and the replies named, lets `decide` work out the change
   * from what is true now, and commits it. Nobody else moves any of them meanwhile.
   *
   * @returns what `decide` returned beside the change
   * @throws IdempotencyKeyTaken
   */
  change<R>(
    reportIds: readonly string[],
    decide: (
      reports: ReadonlyMap<string, LockedReport>,
      nowMs: number,
      replies: ReadonlyMap<string, LockedReply>,
    ) => { change: Change; result: R },
    replyIds?: readonly string[],
  ): Promise<R>;
  /** What a report's submissions are about, still sealed; undefined where there is no such report. */
  sealedTargets(reportId: string): Promise<SealedTargets | undefined>;
  /** Report of each submission; unknown submissions are left out. */
  reportsOf(submissionIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** In the order in which they were first recorded; none where there is no such report. */
  referralsOf(reportId: string): Promise<readonly RecordedReferral[]>;
}
