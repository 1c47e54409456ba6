export interface Edit {
  /** From the root of the checkout. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly replace: string;
}

export function withEdits(file: string, source: string, wanted?: readonly Edit[]): string;
