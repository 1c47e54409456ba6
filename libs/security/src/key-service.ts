import type { WrappedKey } from '#application';

/**
 * Keeps wrapping keys and uses them: files of this machine, a token, or a service on the network.
 *
 * Every wrapping is bound to its owner: for another one it does not open.
 */
export interface KeyService {
  /** Whether it holds others than the key that wraps, which still open what they wrapped. */
  readonly hasEarlierKeys: boolean;
  /** Whether a key of this id is one of its own. */
  isOwn(wrappingKeyId: string): boolean;
  /** Id of the key that wraps. Rejects with `KeyServiceFault`, as do the others. */
  wrappingKeyId(): Promise<string>;
  wrap(dataKey: Uint8Array, owner: string): Promise<WrappedKey>;
  /** Rejects with `CipherError` KEY_UNKNOWN, TAMPERED or FORMAT as well. */
  unwrap(row: WrappedKey, owner: string): Promise<Buffer>;
  /** Whether everything it needs is there. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** What a wrapping is bound to. */
export function wrapContext(owner: string): string {
  return `data-key:${owner}`;
}
