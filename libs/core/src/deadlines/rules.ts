import type { Urgency } from '../taxonomy/category.js';
import { addWorkingMs, workingDayMs, workingMsBetween, type WorkingCalendar } from './working-calendar.js';

/** A span of time: round the clock, or in days of the working calendar. */
export type TimeSpan = { readonly elapsedMs: number } | { readonly workingDays: number };

/**
 * What is expected of whom, each from the moment it is their turn, and what is done about a platform that stays silent,
 * each from the moment its decision was due. The law names no days: these are the installation's own.
 */
export interface DeadlineTable {
  /** Ours: until somebody has looked at what waits for a person. */
  readonly firstLook: TimeSpan;
  /** Ours: until a platform's question is answered. */
  readonly answer: TimeSpan;
  /** The platform's, where its channel acknowledges. */
  readonly acknowledgement: TimeSpan;
  /** The platform's. */
  readonly decision: TimeSpan;
  /** Steps after an overdue decision, in this order; null leaves one out. */
  readonly reminder: TimeSpan | null;
  readonly secondContact: TimeSpan | null;
  readonly supervisor: TimeSpan | null;
  readonly regulatorDraft: TimeSpan | null;
}

export interface DeadlineRules {
  readonly critical: DeadlineTable;
  /** Every urgency but CRITICAL. */
  readonly other: DeadlineTable;
  /** By platform key. */
  readonly platforms: Readonly<
    Record<string, { readonly critical?: Partial<DeadlineTable>; readonly other?: Partial<DeadlineTable> }>
  >;
  /** By category code; over what is set for a platform. */
  readonly categories: Readonly<Partial<Record<string, Partial<DeadlineTable>>>>;
  /** How long before its end a time counts as running out. */
  readonly dueSoonMs: number;
}

/** What holds for one submission: by its urgency, over that its platform, over that its category. */
export function deadlineTableFor(
  rules: DeadlineRules,
  of: { readonly platform: string; readonly category: string; readonly urgency: Urgency },
): DeadlineTable {
  const level = of.urgency === 'CRITICAL' ? 'critical' : 'other';
  return { ...rules[level], ...rules.platforms[of.platform]?.[level], ...rules.categories[of.category] };
}

/** When a span that begins at `startMs` ends. */
export function endOfSpan(startMs: number, span: TimeSpan, calendar: WorkingCalendar): number {
  if ('elapsedMs' in span) return startMs + span.elapsedMs;
  return addWorkingMs(startMs, span.workingDays * workingDayMs(calendar), calendar);
}

/** When a span ends that was to end at `endMs` and stood still from `pausedAtMs` to `resumedAtMs`. */
export function endAfterPause(
  endMs: number,
  span: TimeSpan,
  { pausedAtMs, resumedAtMs }: { readonly pausedAtMs: number; readonly resumedAtMs: number },
  calendar: WorkingCalendar,
): number {
  if ('elapsedMs' in span) return endMs + Math.max(resumedAtMs - pausedAtMs, 0);
  return addWorkingMs(endMs, workingMsBetween(pausedAtMs, resumedAtMs, calendar), calendar);
}
