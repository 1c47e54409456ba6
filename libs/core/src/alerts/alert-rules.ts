import { addWorkingMs, isAtWork, type WorkingCalendar } from '../deadlines/working-calendar.js';
import type { Urgency } from '../taxonomy/category.js';
import { endOfQuiet, type QuietHours } from './quiet-hours.js';

/** One step of an alert that nobody has taken: whom a mail goes to. */
export interface AlertStep {
  /** Names of recipients, such as `team`. */
  readonly to: readonly string[];
  /** The same outside working hours; absent: `to`. */
  readonly outsideHoursTo?: readonly string[] | undefined;
  /**
   * Wait after the step before, for the first after the alert: round the clock where the rule breaks quiet hours, in
   * working time otherwise.
   */
  readonly afterMs: number;
}

/** What is done about alerts of some kinds and urgencies. An alert without steps is shown in the console alone. */
export interface AlertRule {
  /** Absent: all. */
  readonly kinds?: readonly string[] | undefined;
  /** Absent: all. */
  readonly urgencies?: readonly Urgency[] | undefined;
  /** What is critical always does. */
  readonly breaksQuietHours: boolean;
  readonly steps: readonly AlertStep[];
}

export interface AlertRules {
  /** The first one that fits holds; what none fits alerts nobody. */
  readonly rules: readonly AlertRule[];
  /** Null: there are none. */
  readonly quietHours: QuietHours | null;
  /** How long alerts of one report are gathered for one mail. */
  readonly gatherMs: number;
}

export function alertRuleFor(
  { rules }: Pick<AlertRules, 'rules'>,
  { kind, urgency }: { readonly kind: string; readonly urgency: Urgency },
): AlertRule | undefined {
  return rules.find(
    ({ kinds, urgencies }) => (kinds?.includes(kind) ?? true) && (urgencies?.includes(urgency) ?? true),
  );
}

/**
 * When a step is to be taken; null where there is none.
 *
 * @param step    its number, from 0
 * @param sinceMs when the step before was taken, for the first one when the alert was raised
 */
export function alertStepAt(
  rule: AlertRule,
  step: number,
  urgency: Urgency,
  sinceMs: number,
  { quietHours, gatherMs }: Pick<AlertRules, 'quietHours' | 'gatherMs'>,
  calendar: WorkingCalendar,
): number | null {
  const next = rule.steps[step];
  if (next === undefined) return null;
  const fromMs = step === 0 ? sinceMs + gatherMs : sinceMs;
  if (rule.breaksQuietHours || urgency === 'CRITICAL') return fromMs + next.afterMs;
  const atMs = next.afterMs === 0 ? fromMs : addWorkingMs(fromMs, next.afterMs, calendar);
  return endOfQuiet(atMs, quietHours, calendar);
}

/** Names of those a step goes to at a moment. */
export function alertRecipients(
  { to, outsideHoursTo }: AlertStep,
  atMs: number,
  calendar: WorkingCalendar,
): readonly string[] {
  return outsideHoursTo !== undefined && !isAtWork(atMs, calendar) ? outsideHoursTo : to;
}
