import type { SendOutcome } from '#application';
import type {
  Ask,
  AskAnswer,
  Decision,
  Effect,
  EventDetail,
  EventType,
  Language,
  Observer,
  RefusalReason,
  Regime,
  ReportStatus,
  Verification,
  Visibility,
  Word,
} from '#core';

/** What may be left out of a dossier, by what whoever makes it may read. */
export const withheldParts = ['EXPLANATION', 'ADDRESSES', 'NOTICES', 'REPLIES'] as const;
export type WithheldPart = (typeof withheldParts)[number];

/**
 * Everything a dossier says of one report. Times are ISO 8601 in UTC, ids TypeIDs. Nothing in it depends on when it is made or
 * by whom, but `withheld`: the same content gives the same files.
 */
export interface DossierContent {
  readonly organisation: string;
  readonly withheld: readonly WithheldPart[];
  readonly report: DossierReport;
  readonly targets: readonly DossierTarget[];
  /** The whole timeline, oldest first, as the API gives it. */
  readonly events: readonly DossierEvent[];
  readonly notices: readonly DossierNotice[];
  readonly messages: readonly DossierMessage[];
  readonly replies: readonly DossierReply[];
  readonly observations: readonly DossierObservation[];
}

export interface DossierReport {
  readonly id: string;
  readonly reference: string;
  readonly category: string;
  readonly categoryLabels: Readonly<Record<Language, string>>;
  readonly status: ReportStatus;
  /** Of the explanation. */
  readonly language: Language;
  readonly callerRole: string;
  readonly asks: readonly Ask[];
  /** Null where it is withheld. */
  readonly explanation: string | null;
  readonly translations: Readonly<Partial<Record<Language, string>>>;
  readonly factsOn: string | null;
  readonly seenAt: string | null;
  readonly legalBases: readonly string[];
  readonly referrals: readonly {
    readonly key: string;
    readonly state: string;
    readonly recordedAt: string;
  }[];
  readonly filedAt: string;
}

export interface DossierTarget {
  readonly submissionId: string;
  readonly reference: string;
  readonly platform: string;
  readonly channel: string;
  readonly regime: Regime;
  /** It went to a simulator: no platform had it. */
  readonly isRehearsed: boolean;
  readonly kind: string;
  /** Null where it is withheld. */
  readonly address: string | null;
  readonly locator: string | null;
  readonly word: Word;
  readonly decision: Decision;
  readonly decidedAt: string | null;
  readonly effects: readonly Effect[];
  readonly territories: readonly string[];
  readonly refusalReason: RefusalReason | null;
  readonly verification: Verification;
  readonly verifiedAt: string | null;
  readonly askAnswers: Readonly<Partial<Record<Ask, AskAnswer>>>;
  readonly externalRef: string | null;
  readonly sentAt: string | null;
}

export interface DossierEvent {
  readonly id: string;
  readonly type: EventType;
  readonly timestamp: string;
  readonly sequence: number;
  readonly reportId: string;
  readonly submissionId: string | null;
  readonly platform: string | null;
  readonly word: Word | null;
  readonly status: ReportStatus;
  readonly detail: {
    readonly effects?: readonly Effect[];
    readonly refusalReason?: RefusalReason;
    readonly reason?: string;
    readonly channel?: string;
    readonly visibility?: string;
    readonly observedAt?: string;
    readonly referral?: string;
    readonly actor?: NonNullable<EventDetail['actor']>;
  };
}

/** What was said to a platform about one target first, and each try. */
export interface DossierNotice {
  readonly submissionId: string;
  readonly reference: string;
  /** Its notice is that of this target. */
  readonly sharedWith: string | null;
  readonly isByHand: boolean;
  readonly attempts: readonly DossierAttempt[];
  /**
   * `AS_SENT`: kept when it left. `COMPOSED_ANEW`: made from the report as it is now, because it was not kept. `NONE`: there is
   * none, or it is withheld.
   */
  readonly text: 'AS_SENT' | 'COMPOSED_ANEW' | 'NONE';
  readonly fields: readonly { readonly label: string; readonly value: string }[];
}

export interface DossierAttempt {
  readonly number: number;
  readonly channel: string;
  readonly startedAt: string;
  readonly closedAt: string | null;
  readonly outcome: SendOutcome;
  readonly code: string | null;
  readonly receipt: string | null;
  readonly messageId: string;
}

export interface DossierMessage {
  readonly submissionId: string;
  readonly reference: string;
  readonly purpose: string;
  readonly state: string;
  readonly at: string;
  /** Null where it is made from references alone, or withheld. */
  readonly text: string | null;
}

export interface DossierReply {
  readonly submissionId: string;
  readonly reference: string;
  readonly platform: string;
  readonly via: string;
  readonly receivedAt: string;
  readonly meaning: readonly string[];
  /** As in the API. */
  readonly textState: 'READABLE' | 'SHOWN_ONCE' | 'DESTROYED' | 'NEEDS_ROLE';
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly {
    readonly name: string;
    readonly contentType: string;
    readonly sizeBytes: number;
  }[];
  readonly isIncomplete: boolean;
}

export interface DossierObservation {
  readonly submissionId: string;
  readonly reference: string;
  readonly seen: Visibility;
  readonly effects: readonly Effect[];
  readonly by: Observer;
  readonly observedAt: string;
  readonly recordedAt: string;
}
