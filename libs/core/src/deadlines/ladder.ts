import type { Word } from '../submission/word.js';
import { endOfSpan, type DeadlineTable, type TimeSpan } from './rules.js';
import { turnAt, type SubmissionClocks } from './sla.js';
import type { WorkingCalendar } from './working-calendar.js';

/**
 * What is done about a platform that stays silent, in this order; each once.
 *
 * ACKNOWLEDGEMENT_OVERDUE, DECISION_OVERDUE  it is said that the time is up
 * REMINDER         a reminder in the platform's own thread
 * SECOND_CONTACT   the same to a second address agreed with the platform
 * SUPERVISOR       the submission is marked for supervisors
 * REGULATOR_DRAFT  a complaint to the Digital Services Coordinator is drafted for a person to send
 */
export const escalationSteps = [
  'ACKNOWLEDGEMENT_OVERDUE',
  'DECISION_OVERDUE',
  'REMINDER',
  'SECOND_CONTACT',
  'SUPERVISOR',
  'REGULATOR_DRAFT',
] as const;
export type EscalationStep = (typeof escalationSteps)[number];

/** How a step ended. BY_HAND: a person has to do it. SKIPPED: not for this submission. */
export const escalationOutcomes = ['DONE', 'BY_HAND', 'SKIPPED', 'FAILED', 'UNCERTAIN'] as const;
export type EscalationOutcome = (typeof escalationOutcomes)[number];

/** Whether it was said that a decision is overdue. */
export function isDecisionOverdue(step: EscalationStep | null): boolean {
  return step !== null && placeOf(step) >= placeOf('DECISION_OVERDUE');
}

/** Whether supervisors are to look at it: from their own step on. */
export function isEscalated(step: EscalationStep | null): boolean {
  return step !== null && placeOf(step) >= placeOf('SUPERVISOR');
}

/** The next step and when it is due; null where none is left, or the platform is not waited for. */
export function nextEscalation(
  { word, clocks, step }: LadderStanding,
  table: DeadlineTable,
  calendar: WorkingCalendar,
): { readonly step: EscalationStep; readonly atMs: number } | null {
  if (turnAt(word) !== 'PLATFORM') return null;
  for (const next of escalationSteps.slice(step === null ? 0 : placeOf(step) + 1)) {
    const atMs = dueAtMs(next, word, clocks, table, calendar);
    if (atMs !== null) return { step: next, atMs };
  }
  return null;
}

export interface LadderStanding {
  readonly word: Word;
  readonly clocks: SubmissionClocks;
  /** The last step that was taken; null before the first. */
  readonly step: EscalationStep | null;
}

function dueAtMs(
  step: EscalationStep,
  word: Word,
  { acknowledgeDueAtMs, dueAtMs: decisionDueAtMs }: SubmissionClocks,
  table: DeadlineTable,
  calendar: WorkingCalendar,
): number | null {
  const sinceOverdue = (span: TimeSpan | null) =>
    span === null || decisionDueAtMs === null ? null : endOfSpan(decisionDueAtMs, span, calendar);
  switch (step) {
    case 'ACKNOWLEDGEMENT_OVERDUE':
      return word === 'sent' &&
        acknowledgeDueAtMs !== null &&
        acknowledgeDueAtMs < (decisionDueAtMs ?? Infinity)
        ? acknowledgeDueAtMs
        : null;
    case 'DECISION_OVERDUE':
      return decisionDueAtMs;
    case 'REMINDER':
      return sinceOverdue(table.reminder);
    case 'SECOND_CONTACT':
      return sinceOverdue(table.secondContact);
    case 'SUPERVISOR':
      return sinceOverdue(table.supervisor);
    case 'REGULATOR_DRAFT':
      return sinceOverdue(table.regulatorDraft);
  }
}

function placeOf(step: EscalationStep): number {
  return escalationSteps.indexOf(step);
}
