import type { Backend } from '../plan/plan.js';

/** A defect, made from the shipped source by small edits: what a storm must find. */
export interface Plant {
  readonly name: string;
  /** What is wrong with it. */
  readonly says: string;
  /** Set where it shows on one backend only. */
  readonly backend?: Backend;
  readonly edits: readonly Edit[];
}

export interface Edit {
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly replace: string;
}
