import type { AttentionWord, DailyPoint, DigestKind, Language, Role, WeekFigure } from '#core';

/** A digest of one person, claimed for one try. */
export interface ClaimedDigest {
  readonly id: string;
  readonly epoch: number;
  /** This one included. */
  readonly tries: number;
  readonly kind: DigestKind;
  readonly address: string;
  readonly language: Language;
}

export interface DigestClosing {
  readonly id: string;
  readonly epoch: number;
  /** WAITING: it is tried again. EMPTY: there was nothing to say. */
  readonly state: 'WAITING' | 'SENT' | 'EMPTY';
  readonly nextTryInMs: number;
}

/**
 * What needs a person now, and nobody put aside: how many of each.
 *
 * reports   with anything; of them `critical`, and those whose time limit is over (`overdue`) or ends before the day does
 * looks     submissions whose content a person is to look for
 * replies   nobody could place or read
 * holds     reports held past their day
 * waits     reports with a notice that waits longer for its decision than three quarters of like notices took
 */
export interface NeededWork extends Readonly<Record<DailyPoint, number>> {
  /** The most urgent, then the soonest due, then the oldest. */
  readonly first: readonly NeedyReport[];
  /** Of `waits`, those that came to wait so long last. */
  readonly waiting: readonly WaitingReport[];
}

export interface WaitingReport {
  readonly reference: string;
  readonly platforms: readonly string[];
  /** When like notices usually were decided. */
  readonly usuallyByMs: number;
}

export interface NeedyReport {
  readonly reference: string;
  readonly category: string;
  readonly attention: readonly AttentionWord[];
  /** The next time limit; null where none runs. */
  readonly dueAtMs: number | null;
}

/**
 * What happened to the submissions of one platform in some time.
 *
 * acted, refused   decisions: it removed or restricted, or refused
 * gone, back       seen to be gone, and seen to be back
 * breached         times that it let pass
 * uncertain        notices of which nobody knows whether they arrived
 */
export interface PlatformWeek extends Readonly<Record<WeekFigure, number>> {
  readonly platform: string;
}

export interface Week {
  readonly filed: number;
  /** Whether nothing went to platforms: then figures are of rehearsals. */
  readonly isRehearsed: boolean;
  readonly platforms: readonly PlatformWeek[];
}

export interface DigestStore {
  /**
   * Makes the digests of a day, once each, for people who work in one of these roles and want them; gives up those of
   * other days, which would come too late.
   */
  plan(kind: DigestKind, day: string, roles: readonly Role[]): Promise<void>;
  /** Only of people who still work here and want them. */
  claim(limit: number, leaseMs: number): Promise<readonly ClaimedDigest[]>;
  /** Changes nothing where it was claimed again meanwhile. */
  close(closing: DigestClosing): Promise<void>;
  /**
   * @param urgent categories, the most urgent first
   * @param critical those of them that are critical
   */
  needs(of: {
    readonly urgent: readonly string[];
    readonly critical: readonly string[];
    readonly endOfDayMs: number;
    readonly most: number;
  }): Promise<NeededWork>;
  /** What happened from one time until before another. */
  week(fromMs: number, toMs: number): Promise<Week>;
}
