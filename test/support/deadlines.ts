import type { DeadlineRules, DeadlineTable, WorkingCalendar } from '#core';

const hours = (count: number) => ({ elapsedMs: count * 3_600_000 });

const other: DeadlineTable = {
  firstLook: hours(8),
  answer: hours(48),
  acknowledgement: hours(24),
  decision: hours(168),
  reminder: hours(0),
  secondContact: hours(24),
  supervisor: hours(48),
  regulatorDraft: hours(72),
};

/** Round the clock, so that a test can let time pass from whatever day it runs on. */
export const deadlineRules: DeadlineRules = {
  other,
  critical: { ...other, firstLook: hours(1), decision: hours(48) },
  platforms: {},
  categories: {},
  dueSoonMs: 6 * 3_600_000,
};

/** Nine to five, Monday to Friday, in Brussels; no holidays. */
export const workingCalendar: WorkingCalendar = {
  timeZone: 'Europe/Brussels',
  weekdays: [1, 2, 3, 4, 5],
  opensAtMinute: 9 * 60,
  closesAtMinute: 17 * 60,
  isHoliday: () => false,
};
