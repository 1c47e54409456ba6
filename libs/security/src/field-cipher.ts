import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { CipherError } from './cipher-error.js';

/** A key that closes data keys. The id stands beside everything that it closed. */
export interface WrappingKey {
  readonly id: string;
  readonly key: KeyObject;
}

export interface NewDataKey {
  readonly plain: KeyObject;
  readonly wrapped: Buffer;
  readonly wrappingKeyId: string;
}

/**
 * Envelope encryption: AES-256-GCM fields under a data key per owner, data keys under wrapping keys.
 *
 * Shape:  version (1 byte, 1) | nonce (12, random) | ciphertext | tag (16).
 * Each sealing is bound to a context such as `report:<id>:explanation`: moved to another row or column, it does not
 * open. Keys are `KeyObject`s, which print and serialise as nothing.
 */
export class FieldCipher {
  readonly #wrappingKeys: ReadonlyMap<string, KeyObject>;
  readonly #current: WrappingKey;

  /**
   * @param current closes new data keys
   * @param earlier still open what they closed before a rotation
   */
  constructor(current: WrappingKey, earlier: readonly WrappingKey[] = []) {
    this.#current = current;
    this.#wrappingKeys = new Map([...earlier, current].map(({ id, key }) => [id, key]));
  }

  createDataKey(owner: string): NewDataKey {
    const bytes = randomBytes(keyBytes);
    const wrapped = sealBytes(this.#current.key, bytes, wrapContext(owner));
    return { plain: createSecretKey(bytes), wrapped, wrappingKeyId: this.#current.id };
  }

  /** Throws `CipherError` KEY_UNKNOWN, TAMPERED or FORMAT. */
  unwrap(wrapped: Uint8Array, wrappingKeyId: string, owner: string): KeyObject {
    const wrappingKey = this.#wrappingKeys.get(wrappingKeyId);
    if (!wrappingKey) throw new CipherError('KEY_UNKNOWN');
    return createSecretKey(openBytes(wrappingKey, wrapped, wrapContext(owner)));
  }

  get current(): string {
    return this.#current.id;
  }

  get hasEarlierKeys(): boolean {
    return this.#wrappingKeys.size > 1;
  }

  /** The same data key under the current wrapping key. Throws as `unwrap` does. */
  rewrap(wrapped: Uint8Array, wrappingKeyId: string, owner: string): Omit<NewDataKey, 'plain'> {
    const bytes = this.unwrap(wrapped, wrappingKeyId, owner).export();
    const again = sealBytes(this.#current.key, bytes, wrapContext(owner));
    bytes.fill(0);
    return { wrapped: again, wrappingKeyId: this.#current.id };
  }

  /** Text is stored as UTF-8: a lone surrogate comes back as U+FFFD. */
  seal(key: KeyObject, plaintext: string | Uint8Array, context: string): Buffer {
    const bytes = typeof plaintext === 'string' ? Buffer.from(plaintext, 'utf8') : plaintext;
    return sealBytes(key, bytes, `field:${context}`);
  }

  /** Throws `CipherError` TAMPERED or FORMAT. */
  open(key: KeyObject, sealed: Uint8Array, context: string): string {
    return this.openBytes(key, sealed, context).toString('utf8');
  }

  /** Throws as `open` does. */
  openBytes(key: KeyObject, sealed: Uint8Array, context: string): Buffer {
    return openBytes(key, sealed, `field:${context}`);
  }
}

const version = 1;
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const algorithm = 'aes-256-gcm';

function wrapContext(owner: string): string {
  return `data-key:${owner}`;
}

function sealBytes(key: KeyObject, plaintext: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(context, 'utf8'));
  const ciphertext = [cipher.update(plaintext), cipher.final()];
  return Buffer.concat([Buffer.of(version), nonce, ...ciphertext, cipher.getAuthTag()]);
}

function openBytes(key: KeyObject, sealed: Uint8Array, context: string): Buffer {
  if (sealed.length < 1 + nonceBytes + tagBytes || sealed[0] !== version) throw new CipherError('FORMAT');
  const nonce = sealed.subarray(1, 1 + nonceBytes);
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  const plaintext = decipher.update(sealed.subarray(1 + nonceBytes, -tagBytes));
  try {
    return Buffer.concat([plaintext, decipher.final()]);
  } catch {
    // Node says only that authentication failed; its error carries nothing worth keeping.
    throw new CipherError('TAMPERED');
  }
}
