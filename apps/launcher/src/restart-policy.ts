/** When a process that ended by itself is started again. */
export interface RestartPolicy {
  /** A process that lived shorter than this died quickly. */
  readonly quickMs: number;
  /** Wait after the first, second … quick death in a row; one more quick death than waits ends it all. */
  readonly waitsMs: readonly number[];
}

export const usualRestartPolicy: RestartPolicy = { quickMs: 10_000, waitsMs: [500, 2_000] };

export type RestartDecision =
  { readonly next: 'restart'; readonly waitMs: number } | { readonly next: 'giveUp' };

/**
 * @param lifetimesMs how long each life so far lasted, oldest first; the last one has just ended
 */
export function afterDeath(
  lifetimesMs: readonly number[],
  { quickMs, waitsMs }: RestartPolicy,
): RestartDecision {
  const lastLongLife = lifetimesMs.findLastIndex((lifetimeMs) => lifetimeMs >= quickMs);
  const quickDeaths = lifetimesMs.length - 1 - lastLongLife;
  if (quickDeaths > waitsMs.length) return { next: 'giveUp' };
  return { next: 'restart', waitMs: waitsMs[Math.max(quickDeaths - 1, 0)] ?? 0 };
}
