import type { WrappedKey } from './report-store.js';

/**
 * Encrypts personal text with one data key per owner: a report, a reply, a screenshot or a webhook endpoint, by its id.
 *
 * The key is stored wrapped, in a row of its own; deleting that row erases everything sealed with it.
 */
export interface ReportCipher {
  newKey(ownerId: string): { readonly key: DataKey; readonly row: WrappedKey };
  /** Throws where the wrapping key is not held here, or the row belongs to another owner. */
  openKey(ownerId: string, row: WrappedKey): DataKey;
}

/** A key in memory: what it sealed opens only for the same owner and under the same field name. */
export interface DataKey {
  seal(text: string | Uint8Array, field: string): Uint8Array;
  open(sealed: Uint8Array, field: string): string;
  openBytes(sealed: Uint8Array, field: string): Uint8Array;
}

/** Wraps data keys anew when the key that wraps them is changed. */
export interface KeyWrapper {
  /** Id of the key that wraps new data keys. */
  readonly wrappingKeyId: string;
  /** Whether there are others, which still open what they wrapped. */
  readonly hasEarlierKeys: boolean;
  /** Throws as `openKey` does. */
  rewrap(ownerId: string, row: WrappedKey): WrappedKey;
}
