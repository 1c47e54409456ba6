import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';
import { CipherError } from './cipher-error.js';

/**
 * Seals with AES-256-GCM.
 *
 * Shape:  version (1 byte, 1) | nonce (12, random) | ciphertext | tag (16).
 * Each sealing is bound to a context such as `report:<id>:explanation`: moved to another row or column, it does not
 * open. Keys are `KeyObject`s, which print and serialise as nothing.
 */
export function sealBytes(key: KeyObject, plaintext: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(context, 'utf8'));
  return sealedOf(nonce, Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]));
}

/** Throws `CipherError` TAMPERED or FORMAT. */
export function openBytes(key: KeyObject, sealed: Uint8Array, context: string): Buffer {
  const { nonce, ciphertext } = partsOf(sealed);
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(ciphertext.subarray(-tagBytes));
  const plaintext = decipher.update(ciphertext.subarray(0, -tagBytes));
  try {
    return Buffer.concat([plaintext, decipher.final()]);
  } catch {
    // Node says only that authentication failed; its error carries nothing worth keeping.
    throw new CipherError('TAMPERED');
  }
}

/** Text is stored as UTF-8: a lone surrogate comes back as U+FFFD. */
export function sealField(key: KeyObject, content: string | Uint8Array, context: string): Buffer {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return sealBytes(key, bytes, `field:${context}`);
}

/** Throws `CipherError` TAMPERED or FORMAT. */
export function openField(key: KeyObject, sealed: Uint8Array, context: string): Buffer {
  return openBytes(key, sealed, `field:${context}`);
}

/** @param ciphertext with its tag at the end */
export function sealedOf(nonce: Uint8Array, ciphertext: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(version), nonce, ciphertext]);
}

/** Nonce, and ciphertext with its tag at the end. Throws `CipherError` FORMAT. */
export function partsOf(sealed: Uint8Array): { readonly nonce: Uint8Array; readonly ciphertext: Uint8Array } {
  if (sealed.length < 1 + nonceBytes + tagBytes || sealed[0] !== version) throw new CipherError('FORMAT');
  return { nonce: sealed.subarray(1, 1 + nonceBytes), ciphertext: sealed.subarray(1 + nonceBytes) };
}

export const nonceBytes = 12;
export const tagBytes = 16;
const version = 1;
const algorithm = 'aes-256-gcm';
