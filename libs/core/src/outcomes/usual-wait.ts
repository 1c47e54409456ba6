import { fewestCases } from './precision.js';

/**
 * How long platforms usually take: half of the decisions about notices like one came between so many whole hours after it
 * was sent, three quarters of them by the later.
 */
export interface UsualWait {
  readonly fromHours: number;
  readonly toHours: number;
}

/**
 * @param decided how many decisions it is known from; what is still open counts in the quarters alone
 * @returns null where fewer are known than say anything, or too few to know when most are decided
 */
export function usualWaitOf({
  decided,
  quarterMinutes,
  threeQuartersMinutes,
}: {
  readonly decided: number;
  readonly quarterMinutes: number | null;
  readonly threeQuartersMinutes: number | null;
}): UsualWait | null {
  if (decided < fewestCases || quarterMinutes === null || threeQuartersMinutes === null) return null;
  return { fromHours: Math.floor(quarterMinutes / 60), toHours: Math.ceil(threeQuartersMinutes / 60) };
}

/** The usual wait as it stands for one notice whose decision is awaited. */
export interface RunningWait extends UsualWait {
  /** When it becomes longer than usual. No promise of anybody's: deadlines stand beside it. */
  readonly usuallyByMs: number;
  readonly isLonger: boolean;
}

export function runningWait(usual: UsualWait, sentAtMs: number, nowMs: number): RunningWait {
  const usuallyByMs = sentAtMs + usual.toHours * hourMs;
  return { ...usual, usuallyByMs, isLonger: nowMs > usuallyByMs };
}

const hourMs = 3_600_000;
