import type { Word } from '../submission/word.js';
import type { DeadlineRules, DeadlineTable, TimeSpan } from './rules.js';
import { turnAt, type Expectation, type SubmissionClocks } from './sla.js';
import { workingDayMs, type WorkingCalendar } from './working-calendar.js';

/** What staff are told of before its time is up; a receipt that does not come is nothing they could do anything about. */
export type WarnedExpectation = Exclude<Expectation, 'ACKNOWLEDGEMENT'>;

/** How long before its end a time is told of, in milliseconds, by urgency as in `DeadlineRules`. */
export type WarnLeads = Readonly<Record<'critical' | 'other', Readonly<Record<WarnedExpectation, number>>>>;

/** What staff are told of before its time is up; null where nothing runs. */
export function warnedClock(
  word: Word,
  { dueAtMs, staffDueAtMs }: SubmissionClocks,
): { readonly expectation: WarnedExpectation; readonly dueAtMs: number } | null {
  const turn = turnAt(word);
  const endMs = turn === 'PLATFORM' ? dueAtMs : turn === undefined ? null : staffDueAtMs;
  if (endMs === null) return null;
  const expectation = turn === 'PLATFORM' ? 'DECISION' : turn === 'ANSWER' ? 'ANSWER' : 'FIRST_LOOK';
  return { expectation, dueAtMs: endMs };
}

/** `dueSoonMs`, but never more than half of the shortest time there is: what just began is not about to end. */
export function warnLeads(rules: DeadlineRules, calendar: WorkingCalendar): WarnLeads {
  const lead = (level: 'critical' | 'other', span: 'decision' | 'answer' | 'firstLook') => {
    const tables: Partial<DeadlineTable>[] = [
      rules[level],
      ...Object.values(rules.platforms).flatMap((platform) => platform[level] ?? []),
      ...Object.values(rules.categories).flatMap((category) => category ?? []),
    ];
    const spansMs = tables.flatMap((table) => (table[span] ? [spanMs(table[span], calendar)] : []));
    return Math.min(rules.dueSoonMs, Math.round(Math.min(...spansMs) / 2));
  };
  const leads = (level: 'critical' | 'other') => ({
    DECISION: lead(level, 'decision'),
    ANSWER: lead(level, 'answer'),
    FIRST_LOOK: lead(level, 'firstLook'),
  });
  return { critical: leads('critical'), other: leads('other') };
}

/** A span at its shortest: working days with no night between them. */
function spanMs(span: TimeSpan, calendar: WorkingCalendar): number {
  return 'elapsedMs' in span ? span.elapsedMs : span.workingDays * workingDayMs(calendar);
}
