/** How many waits were that long, and how they ended. */
export interface WaitsOfLength {
  /** In any unit, 0 or more. */
  readonly length: number;
  /** Waits that ended after that long. */
  readonly ended: number;
  /** Waits that had lasted that long when they were last seen, and went on. */
  readonly stillOpen: number;
}

/**
 * The times after which shares of all waits have ended, by the estimator of Kaplan and Meier: a wait that is still open
 * counts as one that goes on, for as long as it was seen. Of waits of the same length, those that ended ended first.
 *
 * Source: E. L. Kaplan, P. Meier, "Nonparametric Estimation from Incomplete Observations", JASA 53 (1958).
 *
 * @param waits in any order; lengths may come more than once
 * @param shares each in (0, 1]: 0.5 is the median
 * @returns one for each share, in the unit of the lengths; null where too few have ended for anybody to know
 */
export function timesUntilEnded(
  waits: readonly WaitsOfLength[],
  shares: readonly number[],
): readonly (number | null)[] {
  const times = shares.map((): number | null => null);
  const sorted = [...waits].sort((one, other) => one.length - other.length);
  let open = sorted.reduce((sum, { ended, stillOpen }) => sum + ended + stillOpen, 0);
  let surviving = 1;
  for (let at = 0; at < sorted.length;) {
    const length = sorted[at]?.length ?? 0;
    let [ended, stillOpen] = [0, 0];
    for (; at < sorted.length && sorted[at]?.length === length; at += 1) {
      ended += sorted[at]?.ended ?? 0;
      stillOpen += sorted[at]?.stillOpen ?? 0;
    }
    if (ended > 0) {
      surviving *= 1 - ended / open;
      for (const [place, share] of shares.entries())
        if (surviving <= 1 - share + rounding) times[place] ??= length;
    }
    open -= ended + stillOpen;
  }
  return times;
}

/** Products of a million fractions are off by less, and shares of a million waits are further apart. */
const rounding = 1e-9;
