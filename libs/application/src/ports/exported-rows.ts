import type { CategoryCode, Effect } from '#core';

/** A report as a row of a table: codes, words, times and counts; nothing that its erasure would take away. */
export interface ExportedReport {
  readonly reference: string;
  readonly filedAtMs: number;
  readonly updatedAtMs: number;
  readonly category: CategoryCode;
  readonly status: string;
  readonly attention: readonly string[];
  readonly platforms: readonly string[];
  readonly submissions: number;
  /** How many submissions stand at which word. */
  readonly counts: Readonly<Record<string, number>>;
  readonly erasedAtMs: number | null;
}

/** A submission as a row of a table. */
export interface ExportedSubmission {
  readonly report: string;
  /** Place in its report, from 1 on. Its own reference opens a way for answers, and stays here. */
  readonly ordinal: number;
  readonly filedAtMs: number;
  readonly category: CategoryCode;
  readonly platform: string;
  readonly channel: string;
  readonly regime: string;
  readonly targetKind: string;
  /** `armed` or `rehearsed`; null before it was sent. */
  readonly mode: string | null;
  readonly word: string;
  readonly delivery: string;
  readonly decision: string;
  readonly effects: readonly Effect[];
  readonly refusalReason: string | null;
  readonly verification: string;
  readonly remedy: string;
  readonly sentAtMs: number | null;
  readonly decidedAtMs: number | null;
  readonly seenAtMs: number | null;
  readonly acknowledgeDueAtMs: number | null;
  readonly dueAtMs: number | null;
  readonly escalationStep: string | null;
  /** Times that it was tried. */
  readonly tries: number;
  readonly erasedAtMs: number | null;
}
