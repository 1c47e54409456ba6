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
