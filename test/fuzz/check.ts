import fc from 'fast-check';
import type { OpenSurface } from './surface.js';

export interface CheckOptions {
  readonly seed: number;
  /** Cases of each promise at most. */
  readonly cases?: number;
  /** Time for all promises together; the last case is brought to its end. */
  readonly withinMs?: number;
  /** Only the promise of this name. */
  readonly only?: string;
  /** Goes straight to a counterexample of `only`, as fast-check named it. */
  readonly path?: string;
}

export interface Checked {
  readonly promise: string;
  readonly cases: number;
  /** The smallest counterexample, with what to give to see it again. */
  readonly broken?: { readonly counterexample: string; readonly path: string; readonly why: string };
}

/** Checks the promises of a surface one after another, each for its share of the time. */
export async function check(surface: OpenSurface, options: CheckOptions): Promise<Checked[]> {
  const { seed, cases = 1_000_000_000, withinMs, only, path } = options;
  const promises = surface.promises.filter(({ name }) => only === undefined || name === only);
  const checked: Checked[] = [];
  for (const { name, property } of promises) {
    const details = await fc.check(property, {
      ...{ seed, numRuns: cases, markInterruptAsFailure: false },
      ...(withinMs === undefined ? {} : { interruptAfterTimeLimit: withinMs / promises.length }),
      ...(path === undefined ? {} : { path }),
    });
    const broken = details.failed && {
      counterexample: fc.stringify(details.counterexample?.[0]),
      path: details.counterexamplePath ?? '',
      why: String(details.errorInstance),
    };
    checked.push({ promise: name, cases: details.numRuns, ...(broken ? { broken } : {}) });
  }
  return checked;
}
