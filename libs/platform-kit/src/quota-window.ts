/** When a daily quota is whole again: this hour of the day in this time zone. */
export interface DailyReset {
  readonly hour: number;
  readonly timeZone: string;
}

const dayMs = 24 * 3_600_000;

/**
 * How long until the quota is whole again: up to 25 hours, on the day that clocks go back.
 *
 * @param nowMs milliseconds since 1970, UTC
 */
export function msUntilReset(reset: DailyReset, nowMs: number): number {
  const guessMs = nowMs + dayMs - sinceResetByClock(reset, nowMs);
  // A clock change on the way puts the guess an hour beside the reset.
  const offMs = sinceResetByClock(reset, guessMs);
  return (offMs <= dayMs / 2 ? guessMs - offMs : guessMs + dayMs - offMs) - nowMs;
}

/** Time on the wall clock since the reset hour, in [0, one day). */
function sinceResetByClock({ hour, timeZone }: DailyReset, atMs: number): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    ...({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const),
  });
  const part = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  const seconds = ((part.hour ?? 0) - hour) * 3_600 + (part.minute ?? 0) * 60 + (part.second ?? 0);
  return (seconds * 1_000 + (atMs % 1_000) + dayMs) % dayMs;
}
