import type { WrappedKey } from './report-store.js';

/** A data key as it is stored. */
export interface StoredKey extends WrappedKey {
  readonly ownerId: string;
}

/** Data keys, apart from what they open. */
export interface KeyStore {
  /** In the order of their owners, after one of them. */
  page(afterOwnerId: string | null, limit: number): Promise<readonly StoredKey[]>;
  /**
   * Puts a key that was wrapped anew in the place of the one it was; one that was destroyed meanwhile stays destroyed.
   *
   * @returns how many were replaced
   */
  replace(keys: readonly { readonly before: StoredKey; readonly after: WrappedKey }[]): Promise<number>;
}

/** What became of clearing. `notAllowed`: the user of the database may not rewrite the table. */
export type ClearingAnswer =
  | { readonly outcome: 'cleared'; readonly durationMs: number }
  | { readonly outcome: 'notNeeded' | 'busy' | 'notAllowed' };

/** Takes away what is left of destroyed keys where the rows of keys are stored. */
export interface KeyClearing {
  /**
   * Where keys were destroyed or wrapped anew since it was done last. It waits for nobody for longer than a moment, and is
   * `busy` then.
   *
   * @param sinceMs not where it was done since this time already; null: whenever that was
   */
  clear(sinceMs: number | null): Promise<ClearingAnswer>;
}
