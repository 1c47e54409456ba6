import type { ReportRow, Word } from '#client';

/** What happens next to a report, in the order of a day. */
export const nextSteps = [
  'overdue',
  'dueSoon',
  'needsPerson',
  'toLook',
  'withPlatform',
  'putAside',
  'nothing',
] as const;
export type NextStep = (typeof nextSteps)[number];

export interface NextGroup {
  readonly step: NextStep;
  readonly rows: readonly ReportRow[];
}

/** Reports by what happens next, what ends first at the top; steps that none waits for are left out. */
export function nextGroups(rows: readonly ReportRow[]): readonly NextGroup[] {
  return nextSteps
    .map((step) => ({ step, rows: rows.filter((row) => nextStepOf(row) === step).sort(byClock) }))
    .filter((group) => group.rows.length > 0);
}

const waiting: readonly Word[] = ['queued', 'sent', 'acknowledged', 'under_review'];

function nextStepOf({ sla, snoozedUntil, attention, looksDue, standing }: ReportRow): NextStep {
  if (sla === 'BREACHED') return 'overdue';
  if (sla === 'DUE_SOON') return 'dueSoon';
  if (snoozedUntil !== null) return 'putAside';
  if (attention.length > 0) return 'needsPerson';
  if (looksDue > 0) return 'toLook';
  return standing.some(({ word }) => waiting.includes(word)) ? 'withPlatform' : 'nothing';
}

function byClock(one: ReportRow, other: ReportRow): number {
  const [first, second] = [one, other].map(({ clock }) => (clock ? Date.parse(clock.dueAt) : Infinity));
  return first === second ? one.reference.localeCompare(other.reference) : Number(first) - Number(second);
}
