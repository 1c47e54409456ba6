import type { PlatformManifest, WorkingCalendar } from '#core';
import { ConfigError } from './config-error.js';
import { publicHolidays } from './holidays.js';
import type { Config } from './schema.js';

/** The working calendar that `deadlines.workingHours` describes. */
export function workingCalendar({ workingHours }: Config['deadlines']): WorkingCalendar {
  const { timeZone, weekdays, opens, closes, holidaysOf } = workingHours;
  return {
    ...{ timeZone, weekdays, opensAtMinute: opens, closesAtMinute: closes },
    isHoliday: publicHolidays(holidaysOf),
  };
}

/** @throws ConfigError where `deadlines.platforms` names a platform that is not there */
export function checkDeadlines(
  { platforms }: Config['deadlines'],
  manifests: readonly PlatformManifest[],
): void {
  const known = manifests.map(({ key }) => key);
  const problems = Object.keys(platforms)
    .filter((key) => !known.includes(key))
    .map(
      (key) => `deadlines.platforms.${key} is no platform of this installation. Known: ${known.join(', ')}.`,
    );
  if (problems.length > 0) throw new ConfigError(problems);
}
