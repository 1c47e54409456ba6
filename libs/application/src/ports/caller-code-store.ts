import type { CategoryCode, Word } from '#core';

export interface NewCallerCode {
  readonly reportId: string;
  readonly codeHash: Uint8Array;
  readonly lifetimeMs: number;
  readonly by: string;
}

/** A code that still leads somewhere. */
export interface ValidCallerCode {
  readonly reportId: string;
  readonly category: CategoryCode;
  readonly expiresAtMs: number;
}

export const callerCodeStates = ['OPEN', 'EXPIRED', 'ENDED'] as const;
export type CallerCodeState = (typeof callerCodeStates)[number];

export interface CallerCodeView {
  readonly state: CallerCodeState;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** How many of a report's notices to one platform stand alike. Codes and times only: nothing that has to be opened. */
export interface NoticesStandingAlike {
  readonly platform: string;
  readonly word: Word;
  readonly isRehearsed: boolean;
  readonly count: number;
  /** When the last of them came to stand so. */
  readonly changedAtMs: number;
  /** When somebody last looked at one of them; null where nobody did. */
  readonly seenAtMs: number | null;
}

/** Codes of callers: at most one a report, known by its hash alone. They are erased with their report. */
export interface CallerCodeStore {
  isReport(reportId: string): Promise<boolean>;
  /** The code before it ends. @returns when the new one expires. @throws ErasedReport */
  open(code: NewCallerCode): Promise<number>;
  /** @returns undefined where the code is unknown, expired or ended */
  find(codeHash: Uint8Array): Promise<ValidCallerCode | undefined>;
  /** The latest code; undefined where none was ever made. */
  latest(reportId: string): Promise<CallerCodeView | undefined>;
  /** @returns false where there was none to end */
  end(reportId: string): Promise<boolean>;
  /** What a later notice repeats is left out: the later one stands in its place. */
  standings(reportId: string): Promise<readonly NoticesStandingAlike[]>;
}
