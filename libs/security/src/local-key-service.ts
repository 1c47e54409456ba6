import type { KeyObject } from 'node:crypto';
import type { WrappedKey } from '#application';
import { CipherError } from './cipher-error.js';
import { openBytes, sealBytes } from './field-cipher.js';
import { wrapContext, type KeyService } from './key-service.js';

/** A key that closes data keys. The id stands beside everything that it closed. */
export interface WrappingKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** Wrapping keys in the memory of this process, from a file or the environment. */
export class LocalKeyService implements KeyService {
  readonly #keys: ReadonlyMap<string, KeyObject>;

  /** @param keys the first wraps; the others still open what they wrapped */
  constructor(private readonly keys: readonly [WrappingKey, ...WrappingKey[]]) {
    this.#keys = new Map(keys.map(({ id, key }) => [id, key]));
  }

  get hasEarlierKeys(): boolean {
    return this.#keys.size > 1;
  }

  isOwn(wrappingKeyId: string): boolean {
    return this.#keys.has(wrappingKeyId);
  }

  wrappingKeyId(): Promise<string> {
    return Promise.resolve(this.keys[0].id);
  }

  async wrap(dataKey: Uint8Array, owner: string): Promise<WrappedKey> {
    const { id, key } = this.keys[0];
    return { wrapped: sealBytes(key, dataKey, wrapContext(owner)), wrappingKeyId: id };
  }

  async unwrap({ wrapped, wrappingKeyId }: WrappedKey, owner: string): Promise<Buffer> {
    const key = this.#keys.get(wrappingKeyId);
    if (!key) throw new CipherError('KEY_UNKNOWN');
    return openBytes(key, wrapped, wrapContext(owner));
  }

  check(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
