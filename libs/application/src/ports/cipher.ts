import type { WrappedKey } from './report-store.js';

/**
 * Encrypts personal text with one data key per owner: a report, a reply, a screenshot or a webhook endpoint, by its id.
 *
 * The key is stored wrapped, in a row of its own; deleting that row erases everything sealed with it. Wrapping may be the
 * work of a service outside this process: both throw `KeyServiceFault` while it cannot be reached.
 */
export interface ReportCipher {
  newKey(ownerId: string): Promise<{ readonly key: DataKey; readonly row: WrappedKey }>;
  /** Rejects where the wrapping key is not held here, or the row belongs to another owner. */
  openKey(ownerId: string, row: WrappedKey): Promise<DataKey>;
}

/** A key in memory: what it sealed opens only for the same owner and under the same field name. */
export interface DataKey {
  seal(text: string | Uint8Array, field: string): Uint8Array;
  open(sealed: Uint8Array, field: string): string;
  openBytes(sealed: Uint8Array, field: string): Uint8Array;
}

/** Wraps data keys anew when the key that wraps them is changed. */
export interface KeyWrapper {
  /** Id of the key that wraps new data keys. Rejects with `KeyServiceFault`. */
  wrappingKeyId(): Promise<string>;
  /** Whether there are others, which still open what they wrapped. */
  readonly hasEarlierKeys: boolean;
  /** Rejects as `openKey` does. */
  rewrap(ownerId: string, row: WrappedKey): Promise<WrappedKey>;
}

/**
 * The service that wraps data keys cannot do it now: the token is out, the PIN is refused, the module or the network does
 * not answer. Nothing was written or lost; the same work is tried again. Names no key and nothing it opens.
 */
export class KeyServiceFault extends Error {
  override readonly name = 'KeyServiceFault';

  /** @param sentence says what is wrong and the way out, for whoever runs the installation */
  constructor(
    readonly code: `KEYS.${string}`,
    sentence: string,
    options?: { cause?: unknown },
  ) {
    super(sentence, options);
  }
}
