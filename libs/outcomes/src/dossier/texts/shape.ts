import type { SendOutcome } from '#application';
import type {
  Ask,
  AskAnswer,
  Decision,
  Effect,
  EventDetail,
  EventType,
  Observer,
  RefusalReason,
  Regime,
  ReportStatus,
  Verification,
  Word,
} from '#core';

/** What codes are called. Kinds of targets, roles and states of referrals are open: what is not here is shown as its code. */
export interface DossierCodes {
  readonly event: Readonly<Record<EventType, string>>;
  readonly word: Readonly<Record<Word, string>>;
  readonly status: Readonly<Record<ReportStatus, string>>;
  readonly decision: Readonly<Record<Decision, string>>;
  readonly effect: Readonly<Record<Effect, string>>;
  readonly refusal: Readonly<Record<RefusalReason, string>>;
  readonly verification: Readonly<Record<Verification, string>>;
  /** `{organisation}` is whose dossier it is. */
  readonly observer: Readonly<Record<Observer, string>>;
  readonly actor: Readonly<Record<NonNullable<EventDetail['actor']>, string>>;
  readonly send: Readonly<Record<SendOutcome, string>>;
  readonly ask: Readonly<Record<Ask, string>>;
  readonly askAnswer: Readonly<Record<AskAnswer, string>>;
  readonly regime: Readonly<Record<Regime, string>>;
  readonly role: Readonly<Record<string, string>>;
  readonly referralState: Readonly<Record<string, string>>;
  readonly targetKind: Readonly<Record<string, string>>;
}

/** Every word of a dossier that is no content of the report. `{…}` is filled in. */
export interface DossierTexts {
  readonly codes: DossierCodes;
  /** BCP 47, for days and times. */
  readonly locale: string;
  readonly title: string;
  readonly foot: string;
  readonly intro: readonly string[];
  readonly withheld: string;
  readonly withheldHere: string;
  readonly none: string;
  readonly report: {
    readonly heading: string;
    readonly reference: string;
    readonly by: string;
    readonly category: string;
    readonly status: string;
    readonly filedAt: string;
    readonly asOf: string;
    readonly callerRole: string;
    readonly factsOn: string;
    readonly seenAt: string;
    readonly asks: string;
    readonly referrals: string;
    readonly chain: string;
    readonly explanation: string;
    readonly translation: string;
  };
  readonly targets: {
    readonly heading: string;
    readonly address: string;
    readonly kind: string;
    readonly locator: string;
    readonly channel: string;
    readonly regime: string;
    readonly standsAt: string;
    readonly sentAt: string;
    readonly platformNumber: string;
    readonly decision: string;
    readonly effects: string;
    readonly refusal: string;
    readonly seen: string;
    readonly answers: string;
    readonly rehearsed: string;
  };
  readonly timeline: {
    readonly heading: string;
    readonly note: string;
    readonly number: string;
    readonly at: string;
    readonly what: string;
  };
  readonly notices: {
    readonly heading: string;
    readonly asSent: string;
    readonly composed: string;
    readonly notKept: string;
    readonly sharedWith: string;
    readonly attempt: string;
    readonly receipt: string;
    readonly messageId: string;
    readonly byHand: string;
  };
  readonly messages: { readonly heading: string; readonly message: string };
  readonly replies: {
    readonly heading: string;
    readonly note: string;
    readonly reply: string;
    readonly meaning: string;
    readonly subject: string;
    readonly attachments: string;
    readonly shownOnce: string;
    readonly destroyed: string;
    readonly incomplete: string;
  };
  readonly observations: {
    readonly heading: string;
    readonly note: string;
    readonly submission: string;
    readonly seenAt: string;
    readonly seen: string;
    readonly by: string;
    readonly recordedAt: string;
  };
  readonly verify: {
    readonly heading: string;
    readonly steps: readonly string[];
    readonly proves: string;
    readonly limits: readonly string[];
    readonly limitsHeading: string;
  };
  readonly certificate: {
    readonly title: string;
    readonly intro: string;
    readonly address: string;
    readonly lastSeenGone: string;
    readonly by: string;
    readonly looks: string;
    readonly more: string;
    readonly limitsHeading: string;
    readonly limits: readonly string[];
    readonly basis: string;
  };
  readonly missingSigns: string;
  readonly readMe: readonly string[];
}
