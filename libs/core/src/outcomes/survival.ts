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
 * The time after which a share of all waits has ended, by the estimator of Kaplan and Meier: a wait that is still open
 * counts as one that goes on, for as long as it was seen. Of waits of the same length, those that ended ended first.
 *
 * Source: E. L. Kaplan, P. Meier, "Nonparametric Estimation from Incomplete Observations", JASA 53 (1958).
 *
 * @param waits in any order; lengths may come more than once
 * @param share in (0, 1]: 0.5 is the median
 * @returns in the unit of the lengths; null where too few have ended for anybody to know
 */
export function timeUntilEnded(waits: readonly WaitsOfLength[], share: number): number | null {
  const sorted = [...waits].sort((one, other) => one.length - other.length);
  let open = sorted.reduce((sum, { ended, stillOpen }) => sum + ended + stillOpen, 0);
  let surviving = 1;
  for (let at = 0; at < sorted.length;) {
    const length = sorted[at]?.length;
    let [ended, stillOpen] = [0, 0];
    for (; at < sorted.length && sorted[at]?.length === length; at += 1) {
      ended += sorted[at]?.ended ?? 0;
      stillOpen += sorted[at]?.stillOpen ?? 0;
    }
    if (ended > 0) surviving *= 1 - ended / open;
    if (ended > 0 && surviving <= 1 - share + rounding) return length ?? null;
    open -= ended + stillOpen;
  }
  return null;
}

/** Products of a million fractions are off by less, and shares of a million waits are further apart. */
const rounding = 1e-9;
