import type {
  Ask,
  AskAnswer,
  AttentionWord,
  Decision,
  Delivery,
  DetailKind,
  Effect,
  EscalationStep,
  KeptPlan,
  Language,
  RefusalReason,
  SecondLook,
  Regime,
  Remedy,
  ReportStatus,
  RunningClock,
  RunningWait,
  SlaState,
  Translations,
  TriageStep,
  Verification,
  Word,
} from '#core';
import type { FollowUpPurpose, FollowUpState } from '../ports/follow-up.js';
import type { HoldReason, WithdrawReason } from '../ports/staff-acts.js';
import type { RecordedReferral } from '../ports/report-store.js';

/** A report as staff read it, opened. Times are milliseconds since 1970, UTC. */
export interface ReportView {
  readonly id: string;
  readonly reference: string;
  readonly category: string;
  readonly status: ReportStatus;
  readonly attention: readonly AttentionWord[];
  readonly counts: Readonly<Partial<Record<Word, number>>>;
  readonly sla: SlaState;
  /** What made `sla` so: of the clocks in that state the one that ends first. */
  readonly clock: RunningClock | null;
  /** Whether supervisors are to look at it. */
  readonly isEscalated: boolean;
  readonly language: Language;
  readonly callerRole: string;
  readonly asks: readonly Ask[];
  readonly explanation: string;
  /** Translations of it that staff gave. */
  readonly translations: Translations;
  /** Personal details in it that whoever filed let leave. */
  readonly confirmedFindings: readonly DetailKind[];
  readonly factsOn: string | null;
  readonly seenAt: string | null;
  /** Subjects of the law table that staff picked. */
  readonly legalBases: readonly string[];
  readonly lastSequence: number;
  /** Answers that led to the category; empty where nobody asked. */
  readonly triage: readonly TriageStep[];
  readonly referrals: readonly RecordedReferral[];
  /** Null while nobody holds it. */
  readonly hold: HoldView | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** How many submissions stand where, a row for each platform and word, in the order in which they were filed. */
  readonly standing: readonly Standing[];
  /** The first ones, and one that was asked for. */
  readonly submissions: readonly SubmissionView[];
  /** Ordinal behind which there are more; null where `submissions` holds all. */
  readonly moreAfter: number | null;
}

/** So many submissions are read with their report; more are read page by page. */
export const submissionsAtOnce = 500;

export interface Standing {
  readonly platform: string;
  readonly word: Word;
  readonly count: number;
}

/** Counts submissions by platform and word. */
export function standingOf(submissions: readonly Pick<Standing, 'platform' | 'word'>[]): Standing[] {
  const standing = new Map<string, Standing>();
  for (const { platform, word } of submissions) {
    const count = (standing.get(`${platform} ${word}`)?.count ?? 0) + 1;
    standing.set(`${platform} ${word}`, { platform, word, count });
  }
  return [...standing.values()];
}

export interface SubmissionView {
  readonly id: string;
  readonly reference: string;
  readonly platform: string;
  readonly channel: string;
  readonly regime: Regime;
  readonly target: TargetView;
  readonly word: Word;
  readonly delivery: Delivery;
  readonly decision: Decision;
  readonly effects: readonly Effect[];
  readonly territories: readonly string[];
  readonly refusalReason: RefusalReason | null;
  readonly verification: Verification;
  readonly remedy: Remedy;
  /** When the platform said what `decision` holds. */
  readonly decidedAtMs: number | null;
  readonly externalRef: string | null;
  readonly duplicateOf: string | null;
  readonly waitingFor: string | null;
  readonly asks: readonly Ask[];
  readonly askAnswers: Readonly<Partial<Record<Ask, AskAnswer>>>;
  /** Every way in, in order; null for what was filed before there were plans. */
  readonly plan: KeptPlan | null;
  /** Channels to offer now that the one before led nowhere. */
  readonly alternatives: readonly string[];
  readonly earlierReference: string | null;
  /** Later reports of the same content, the latest first. */
  readonly laterReferences: readonly string[];
  /** Submission of this report whose notice names its target too; null where it has a notice of its own. */
  readonly noticeOf: string | null;
  /** Submission of this report whose notice it repeats, because its content came back. */
  readonly repeats: string | null;
  /** Submission of this report that stands in its place. */
  readonly repeatedBy: string | null;
  /** When what `verification` says was last seen. */
  readonly seenAtMs: number | null;
  readonly secondLook: SecondLook | null;
  readonly sla: SlaState;
  readonly sentAtMs: number | null;
  /** How long its platform usually takes to decide; null while that is not awaited, or not known. */
  readonly wait: RunningWait | null;
  readonly nextTryAtMs: number | null;
  /** When the platform's own lookup is asked next. */
  readonly nextCheckAtMs: number | null;
  /** When a person is to look next. */
  readonly lookDueAtMs: number | null;
  readonly watchEndsAtMs: number | null;
  /** The clock that runs now. */
  readonly clock: RunningClock | null;
  readonly dueAtMs: number | null;
  readonly acknowledgeDueAtMs: number | null;
  readonly escalation: EscalationView;
  readonly question: QuestionView | null;
  /** Null where it was not withdrawn. */
  readonly withdrawal: WithdrawalView | null;
  /** The last time that the platform was told, or is to be told, of a correction. */
  readonly correction: FollowUpView | null;
  /** Submission of this report whose wrong address it sets right. */
  readonly corrects: string | null;
  /** Submission of this report that sets its address right. */
  readonly correctedBy: string | null;
  /** Until when it is put aside. */
  readonly snoozedUntilMs: number | null;
  /** The last time that the platform was told, or is to be told, that content is still there. */
  readonly reminder: FollowUpView | null;
}

/** Nothing about the report leaves until a second person releases it. */
export interface HoldView {
  readonly by: string;
  readonly reason: HoldReason;
  readonly untilMs: number;
  readonly atMs: number;
  readonly note: string | null;
  /** Its category waits to be confirmed by a second person, who then releases it. */
  readonly isUngraded: boolean;
  readonly isOverdue: boolean;
  /** Submissions that had left by then, or of which nobody knows: what a platform has cannot be held. */
  readonly left: readonly string[];
}

/** What a platform still has, or still does, after a notice was withdrawn. */
export const standingParts = ['NOTICE', 'DECISION', 'EFFECTS'] as const;
export type StandingPart = (typeof standingParts)[number];

export interface WithdrawalView {
  readonly reason: WithdrawReason;
  readonly note: string | null;
  readonly by: string;
  readonly atMs: number;
  /** What cannot be recalled; empty where nothing had left. */
  readonly standing: readonly StandingPart[];
  /** How the platform is told; null where it has nothing, or a person has to tell it. */
  readonly message: FollowUpView | null;
  /** Whether a person has to tell the platform, where the notice was filed. */
  readonly isByHand: boolean;
}

/** A message inside an existing case, without its text. */
export interface FollowUpView {
  readonly state: FollowUpState;
  /** Why it waits, failed or is uncertain. */
  readonly code: string | null;
  readonly givenAtMs: number;
}

/** What was done about a platform that stays silent. */
export interface EscalationView {
  /** The last step taken. */
  readonly step: EscalationStep | null;
  readonly nextStepAtMs: number | null;
  /** Reminders, the earliest first. */
  readonly messages: readonly {
    readonly purpose: Extract<FollowUpPurpose, 'REMINDER' | 'SECOND_CONTACT'>;
    readonly state: FollowUpState;
    readonly code: string | null;
    /** When it ended, or was written where it has not. */
    readonly atMs: number;
  }[];
}

/** What the platform asked last. */
export interface QuestionView {
  readonly askedAtMs: number;
  /** What was sent, or is to be sent, in answer; null where nothing was, also where staff answered elsewhere. */
  readonly answer: FollowUpView | null;
}

export interface TargetView {
  readonly kind: string;
  readonly key: string;
  readonly input: string;
  readonly url: string | null;
  readonly locator: string | null;
}
