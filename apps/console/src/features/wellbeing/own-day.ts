/**
 * One person's day with grave reports, as their own browser keeps it.
 *
 * Shape:  what was there -> what happens -> what is there then. Times in milliseconds; a day as `2026-11-28`.
 */
export interface OwnDay {
  readonly day: string;
  /** Grave reports opened today. */
  readonly opened: number;
  /** Of those, since the last break; and when the first and the latest of them were opened. */
  readonly sinceBreak: number;
  readonly firstMs: number | null;
  readonly latestMs: number | null;
  /** Codes of categories that are not wanted today. */
  readonly notToday: readonly string[];
}

export interface BreakRules {
  readonly breakAfterReports: number | null;
  readonly breakAfterMs: number | null;
  readonly breakMs: number;
}

export function freshDay(day: string): OwnDay {
  return { day, opened: 0, sinceBreak: 0, firstMs: null, latestMs: null, notToday: [] };
}

/** A grave report was opened. Whoever opened none for a while had a break. */
export function withOpened(before: OwnDay, nowMs: number, { breakMs }: Pick<BreakRules, 'breakMs'>): OwnDay {
  const hadBreak = before.latestMs === null || nowMs - before.latestMs >= breakMs;
  return {
    ...before,
    opened: before.opened + 1,
    sinceBreak: hadBreak ? 1 : before.sinceBreak + 1,
    firstMs: hadBreak ? nowMs : (before.firstMs ?? nowMs),
    latestMs: nowMs,
  };
}

/** They have seen that a break would do good: it is suggested again after as much as before. */
export function withBreak(before: OwnDay): OwnDay {
  return { ...before, sinceBreak: 0, firstMs: null };
}

export function isBreakDue(
  { sinceBreak, firstMs, latestMs }: OwnDay,
  { breakAfterReports, breakAfterMs }: BreakRules,
): boolean {
  const isMany = breakAfterReports !== null && sinceBreak >= breakAfterReports;
  const isLong =
    breakAfterMs !== null && firstMs !== null && latestMs !== null && latestMs - firstMs >= breakAfterMs;
  return isMany || isLong;
}

/** What a browser kept, where it is of this day and whole; a fresh day otherwise. */
export function readDay(kept: string | null, day: string): OwnDay {
  if (kept === null) return freshDay(day);
  try {
    const read = (JSON.parse(kept) ?? {}) as Partial<OwnDay>;
    const { opened, sinceBreak, firstMs = null, latestMs = null, notToday } = read;
    const isWhole =
      [opened, sinceBreak].every(Number.isInteger) &&
      [firstMs, latestMs].every((each) => each === null || Number.isFinite(each)) &&
      Array.isArray(notToday) &&
      notToday.every((each) => typeof each === 'string');
    return read.day === day && isWhole ? { ...freshDay(day), ...read } : freshDay(day);
  } catch (error) {
    // Written by something else: nothing of it is worth keeping.
    if (error instanceof SyntaxError) return freshDay(day);
    throw error;
  }
}
