import type { SubmissionState } from './state.js';

/** How content is watched: all in milliseconds. */
export interface WatchRules {
  /** Wait before the first look after the platform got the notice, where it has a lookup of its own. */
  readonly firstCheckAfterMs: number;
  /** Waits between looks; they begin anew when a look finds something else. The last one repeats. */
  readonly scheduleMs: readonly number[];
  /** Wait between the first look that finds what was said to be removed and the one that disproves the removal. */
  readonly secondLookAfterMs: number;
  /** How long after the notice the watch ends. */
  readonly watchForMs: number;
}

export interface Looked {
  readonly before: SubmissionState;
  readonly after: SubmissionState;
  /** Looks since something else was found, this one left out. */
  readonly looks: number;
  readonly lookedAtMs: number;
  readonly endsAtMs: number;
}

/** When to look again, in milliseconds since 1970, and how many looks then count; `atMs` is null where the watch ends. */
export interface NextLook {
  readonly atMs: number | null;
  readonly looks: number;
}

/**
 * When content is looked at again after a look.
 *
 * What is in doubt is looked at soon; what looks otherwise than before begins with the shortest wait.
 */
export function nextLook(
  { before, after, looks, lookedAtMs, endsAtMs }: Looked,
  rules: WatchRules,
): NextLook {
  const since = before.verification === after.verification ? looks : 0;
  const regularAtMs = lookedAtMs + (rules.scheduleMs[since] ?? rules.scheduleMs.at(-1) ?? rules.watchForMs);
  const atMs =
    after.secondLook === 'PENDING' && after.doubtedAtMs !== null
      ? Math.max(after.doubtedAtMs + rules.secondLookAfterMs, lookedAtMs)
      : regularAtMs;
  return { atMs: atMs <= endsAtMs ? atMs : null, looks: since + 1 };
}
