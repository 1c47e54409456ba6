import { plannedSubmission } from '../submission/state.js';
import { wordOf, words } from '../submission/word.js';
import type { DeadlineRules, DeadlineTable } from './rules.js';
import { noClocks, turnAt } from './sla.js';
import { warnedClock, warnLeads } from './warnings.js';
import type { WorkingCalendar } from './working-calendar.js';

const hourMs = 3_600_000;
const hours = (count: number) => ({ elapsedMs: count * hourMs });
const table: DeadlineTable = {
  ...{ firstLook: hours(1), answer: hours(48), acknowledgement: hours(24), decision: hours(48) },
  ...{ reminder: null, secondContact: null, supervisor: null, regulatorDraft: null },
};
const office: WorkingCalendar = {
  ...{ timeZone: 'Europe/Brussels', weekdays: [1, 2, 3, 4, 5], isHoliday: () => false },
  ...{ opensAtMinute: 9 * 60, closesAtMinute: 17 * 60 },
};
const rules = (more: Partial<DeadlineRules> = {}): DeadlineRules => ({
  ...{ critical: table, other: { ...table, firstLook: { workingDays: 1 } }, platforms: {}, categories: {} },
  dueSoonMs: 6 * hourMs,
  ...more,
});

describe('what staff are told of before its time is up', () => {
  const clocks = { dueAtMs: 10, acknowledgeDueAtMs: 5, staffDueAtMs: 20, pausedAtMs: null };

  it.each([
    ['sent', { expectation: 'DECISION', dueAtMs: 10 }],
    ['under_review', { expectation: 'DECISION', dueAtMs: 10 }],
    ['info_requested', { expectation: 'ANSWER', dueAtMs: 20 }],
    ['failed', { expectation: 'FIRST_LOOK', dueAtMs: 20 }],
    ['queued', null],
    ['removed', null],
  ] as const)('at %s is %j', (word, told) => {
    expect(warnedClock(word, clocks)).toEqual(told);
  });

  it('is nothing where no time runs, whatever the word', () => {
    expect(words.map((word) => warnedClock(word, noClocks))).toEqual(words.map(() => null));
    expect(turnAt(wordOf(plannedSubmission('synthetic-mail')))).toBeUndefined();
  });
});

describe('how long before its end a time is told of', () => {
  it('is what counts as soon, but at most half of the time', () => {
    expect(warnLeads(rules(), office)).toEqual({
      critical: { DECISION: 6 * hourMs, ANSWER: 6 * hourMs, FIRST_LOOK: hourMs / 2 },
      other: { DECISION: 6 * hourMs, ANSWER: 6 * hourMs, FIRST_LOOK: 4 * hourMs },
    });
  });

  it('goes by the shortest time of a platform or category', () => {
    const leads = warnLeads(
      rules({
        platforms: { one: { critical: { decision: hours(4) } } },
        categories: { SEXTORTION: { answer: hours(2) } },
      }),
      office,
    );
    expect(leads.critical).toMatchObject({ DECISION: 2 * hourMs, ANSWER: hourMs });
    expect(leads.other).toMatchObject({ DECISION: 6 * hourMs, ANSWER: hourMs });
  });
});
