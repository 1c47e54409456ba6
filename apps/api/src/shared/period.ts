import { instantOf } from '#core';
import { invalid } from '../problems/problem.js';
import { IsoDate } from './fields.js';

/** Whole days on the clock of `deadlines.workingHours.timeZone`. */
export class PeriodQuery {
  @IsoDate({ description: 'From this day on, on the clock of the working calendar.', optional: true })
  from?: string;

  @IsoDate({ description: 'Before this day begins.', optional: true })
  to?: string;
}

/** When it begins and ends, also where a clock is changed on such a day. */
export function periodOf(
  { from, to }: PeriodQuery,
  timeZone: string,
  names = { from: 'from', to: 'to' },
): { from?: Date; to?: Date } {
  if (from !== undefined && to !== undefined && from >= to) {
    const detail = `The period has to be a day at least: \`${names.to}\` is the first day after it, later than \`${names.from}\`.`;
    throw invalid([{ pointer: `/${names.to}`, code: 'PERIOD.EMPTY', detail }]);
  }
  const beginningOf = (day: string) => new Date(instantOf(day, 0, timeZone));
  return {
    ...(from === undefined ? {} : { from: beginningOf(from) }),
    ...(to === undefined ? {} : { to: beginningOf(to) }),
  };
}
