import type {
  Ask,
  AskAnswer,
  AttentionWord,
  Decision,
  Delivery,
  Effect,
  Language,
  RefusalReason,
  SecondLook,
  Regime,
  Remedy,
  ReportStatus,
  SlaState,
  Verification,
  Word,
} from '#core';
import type { FollowUpState } from '../ports/report-store.js';

/** A report as staff read it, opened. Times are milliseconds since 1970, UTC. */
export interface ReportView {
  readonly id: string;
  readonly reference: string;
  readonly category: string;
  readonly status: ReportStatus;
  readonly attention: readonly AttentionWord[];
  readonly counts: Readonly<Partial<Record<Word, number>>>;
  readonly sla: SlaState;
  readonly language: Language;
  readonly callerRole: string;
  readonly asks: readonly Ask[];
  readonly explanation: string;
  readonly factsOn: string | null;
  readonly seenAt: string | null;
  readonly lastSequence: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly submissions: readonly SubmissionView[];
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
  readonly refusalReason: RefusalReason | null;
  readonly verification: Verification;
  readonly remedy: Remedy;
  readonly externalRef: string | null;
  readonly waitingFor: string | null;
  readonly asks: readonly Ask[];
  readonly askAnswers: Readonly<Partial<Record<Ask, AskAnswer>>>;
  readonly earlierReference: string | null;
  /** Later reports of the same content, the latest first. */
  readonly laterReferences: readonly string[];
  /** Submission of this report whose notice it repeats, because its content came back. */
  readonly repeats: string | null;
  /** Submission of this report that stands in its place. */
  readonly repeatedBy: string | null;
  /** When what `verification` says was last seen. */
  readonly seenAtMs: number | null;
  readonly secondLook: SecondLook | null;
  readonly sla: SlaState;
  readonly sentAtMs: number | null;
  readonly nextTryAtMs: number | null;
  /** When the platform's own lookup is asked next. */
  readonly nextCheckAtMs: number | null;
  /** When a person is to look next. */
  readonly lookDueAtMs: number | null;
  readonly watchEndsAtMs: number | null;
  readonly dueAtMs: number | null;
  readonly question: QuestionView | null;
  /** The last time that the platform was told, or is to be told, that content is still there. */
  readonly reminder: FollowUpView | null;
  /** When the platform said what `decision` holds. */
  readonly decidedAtMs: number | null;
}

/** A message inside an existing case, without its text. */
export interface FollowUpView {
  readonly state: FollowUpState;
  /** Why it waits, failed or is uncertain. */
  readonly code: string | null;
  readonly givenAtMs: number;
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
