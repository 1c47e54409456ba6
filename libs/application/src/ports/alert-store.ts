import type { AlertReach, ReportEvent, SubmissionClocks, Urgency, Word } from '#core';

export const alertStates = ['OPEN', 'ACKNOWLEDGED', 'DONE'] as const;
export type AlertState = (typeof alertStates)[number];

/** An event of the feed, with what rules ask of its report. */
export type AlertingEvent = Pick<
  ReportEvent,
  'reportId' | 'type' | 'submissionId' | 'platform' | 'word' | 'previousWord' | 'detail'
> & { readonly category: string };

export interface NewAlert {
  readonly id: string;
  readonly reportId: string;
  /** Null where it is about the report as a whole; so is its platform then. */
  readonly submissionId: string | null;
  readonly platform: string | null;
  readonly kind: string;
  readonly cause: string;
  readonly urgency: Urgency;
  readonly standsAt: readonly Word[];
  /** When its first step is due; null where it has none. */
  readonly nextStepAtMs: number | null;
}

/** What a page of the feed means for alerts. */
export interface AlertMoves {
  readonly raised: readonly NewAlert[];
  /** What happened, for the alerts that were there before. */
  readonly told: readonly {
    readonly reportId: string;
    readonly reach: AlertReach;
    readonly submissionId: string | null;
    readonly word: Word | null;
    readonly isStaffAct: boolean;
    /** Kind of alert that another one takes the place of. */
    readonly overtaken: string | null;
  }[];
}

/** An alert nobody has taken whose next step is due, or would be while its report's alerts are gathered. */
export interface DueAlert {
  readonly id: string;
  readonly reportId: string;
  readonly kind: string;
  readonly urgency: Urgency;
  /** Steps that were taken. */
  readonly step: number;
  /** False where its cause went before the feed told. */
  readonly isStanding: boolean;
}

export interface AlertSteps {
  readonly alerts: readonly {
    readonly id: string;
    readonly step: number;
    readonly nextStepAtMs: number | null;
    readonly isDone: boolean;
  }[];
  readonly mails: readonly {
    readonly id: string;
    readonly reportId: string;
    readonly alertIds: readonly string[];
    /** Name of the recipient in the configuration. */
    readonly recipient: string;
    readonly address: string;
    /** The furthest step it tells of, from 0. */
    readonly step: number;
    readonly messageId: string;
  }[];
}

/** A mail to staff, claimed for one try. */
export interface ClaimedAlertMail {
  readonly id: string;
  readonly epoch: number;
  readonly tries: number;
  readonly address: string;
  readonly recipient: string;
  readonly step: number;
  readonly messageId: string;
  readonly reportReference: string;
  /** Those that nobody has taken. */
  readonly alerts: readonly ToldAlert[];
}

export interface ToldAlert {
  readonly kind: string;
  readonly urgency: Urgency;
  readonly platform: string | null;
  readonly createdAtMs: number;
  /** Null where it is about the report as a whole. */
  readonly word: Word | null;
  readonly clocks: SubmissionClocks;
}

export interface AlertMailClosing {
  readonly id: string;
  readonly epoch: number;
  readonly state: 'SENT' | 'QUEUED';
  readonly nextTryInMs: number | null;
  /** How far it got: accepted, deferred, rejected or unknown. */
  readonly outcome: string;
}

/** Alerts to staff and the mails that tell of them; the database's clock alone decides what is due. */
export interface AlertStore {
  /**
   * Gives `decide` the events that came since the last call, each once over all processes, and keeps what it answers.
   *
   * @returns how many events there were
   */
  follow(
    limit: number,
    decide: (events: readonly AlertingEvent[], nowMs: number) => AlertMoves,
  ): Promise<number>;
  /**
   * Gives `decide` alerts whose next step is due, with those of the same reports that are due within `gatherMs`, and
   * keeps what it answers.
   *
   * @returns how many alerts there were
   */
  takeSteps(
    limit: number,
    gatherMs: number,
    decide: (due: readonly DueAlert[], nowMs: number) => AlertSteps,
  ): Promise<number>;
  /** Takes due mails; those whose alerts are all taken or over become obsolete instead. Their lease is their next try. */
  claimMails(limit: number, leaseMs: number): Promise<readonly ClaimedAlertMail[]>;
  closeMails(closings: readonly AlertMailClosing[]): Promise<void>;
  /**
   * Somebody takes an alert: no further step, and its report's timeline tells of it. One that is taken or over stays as
   * it is.
   *
   * @returns whether it was open
   */
  acknowledge(alertId: string, by: string, eventId: string): Promise<boolean>;
}
