/** What a daily file of the DSA Transparency Database says of one platform and day. */
export interface TransparencyDay {
  /** On which statements were entered there, ISO 8601. */
  readonly day: string;
  /** Our key of the platform. */
  readonly platform: string;
  readonly statements: number;
  /** Those that came from notices of trusted flaggers, of whichever. */
  readonly flagged: readonly FlaggedCount[];
}

export interface FlaggedCount {
  /** In which the decision was applied, such as `2026-03`. */
  readonly month: string;
  /** Codes of the database. */
  readonly category: string;
  readonly decisions: readonly string[];
  readonly count: number;
}
