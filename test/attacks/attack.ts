import type { Edit } from '../support/planted.cjs';

/** One attack of docs/threat-model.md: the test that makes it, and what is taken away to show that the test would see it succeed. */
export interface Attack {
  readonly name: string;
  /** What somebody tries. */
  readonly tries: string;
  readonly spec: string;
  /** Stands in the title of the test; of a table of cases, in one of them. */
  readonly test: string;
  /** The guard, taken away. */
  readonly without: readonly Edit[];
}
