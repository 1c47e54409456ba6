import type {
  Ask,
  AskAnswer,
  AttentionWord,
  Decision,
  Delivery,
  Effect,
  Language,
  RefusalReason,
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
  readonly territories: readonly string[];
  readonly refusalReason: RefusalReason | null;
  readonly verification: Verification;
  readonly remedy: Remedy;
  readonly externalRef: string | null;
  readonly duplicateOf: string | null;
  readonly waitingFor: string | null;
  readonly asks: readonly Ask[];
  readonly askAnswers: Readonly<Partial<Record<Ask, AskAnswer>>>;
  readonly earlierReference: string | null;
  readonly sla: SlaState;
  readonly sentAtMs: number | null;
  readonly nextTryAtMs: number | null;
  readonly nextCheckAtMs: number | null;
  readonly dueAtMs: number | null;
  readonly question: QuestionView | null;
}

/** What the platform asked last. */
export interface QuestionView {
  readonly askedAtMs: number;
  /** What was sent, or is to be sent, in answer; null where nothing was, also where staff answered elsewhere. */
  readonly answer: {
    readonly state: FollowUpState;
    /** Why it waits, failed or is uncertain. */
    readonly code: string | null;
    readonly givenAtMs: number;
  } | null;
}

export interface TargetView {
  readonly kind: string;
  readonly key: string;
  readonly input: string;
  readonly url: string | null;
  readonly locator: string | null;
}
