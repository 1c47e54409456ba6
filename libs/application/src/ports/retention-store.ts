/** How long the personal part of a report is kept after the last thing that happened to it. */
export interface RetentionRules {
  readonly reportsForMs: number;
  /** Category code -> its own time. */
  readonly byCategoryMs: Readonly<Record<string, number>>;
  /** Answers that belong to no report, after they came. */
  readonly unmatchedRepliesForMs: number;
}

/** A report whose time is over. */
export interface DueErasure {
  readonly reportId: string;
  readonly reference: string;
  readonly category: string;
  readonly lastActivityAtMs: number;
  /** Whoever erases it checks that nothing happened since. */
  readonly lastSequence: number;
}

/** What is to be erased. Nothing that is held, on its way, kept for a reason, or waits for an answer to be read. */
export interface RetentionStore {
  /** The longest idle first. */
  due(rules: RetentionRules, limit: number): Promise<readonly DueErasure[]>;
  /** How many are due by category. */
  countDue(rules: RetentionRules): Promise<Readonly<Record<string, number>>>;
  /**
   * Destroys the text of answers that belong to no report and are old, or came to one that was erased.
   *
   * @returns how many
   */
  eraseReplies(rules: RetentionRules, limit: number): Promise<number>;
  /** The reason for which a report is kept longer; undefined where there is none. */
  keptBecause(reportId: string): Promise<KeptLonger | undefined>;
  /** Proof of what was erased, the latest first. */
  erasures(limit: number): Promise<readonly ErasureRecord[]>;
}

export const keepReasons = ['PROCEEDINGS', 'POLICE_REQUEST', 'COMPLAINT', 'OTHER'] as const;
export type KeepReason = (typeof keepReasons)[number];

/** A report is kept longer than its time, for a reason. */
export interface KeptLonger {
  readonly id: string;
  readonly reason: KeepReason;
  /** Null: until somebody lifts it. */
  readonly untilMs: number | null;
  readonly by: string;
  readonly atMs: number;
}

export const erasureCauses = ['RETENTION', 'REQUEST'] as const;
export type ErasureCause = (typeof erasureCauses)[number];

/** That a personal part was destroyed, when, why, by whom; nothing of what it held. */
export interface ErasureRecord {
  readonly reference: string;
  readonly because: ErasureCause;
  /** Null: its time was over. */
  readonly by: string | null;
  readonly atMs: number;
  readonly keysDestroyed: number;
  /** SHA-256 of each wrapped key, hex: a backup can be searched for them. */
  readonly keyFingerprints: readonly string[];
}
