import { createHash, randomBytes as cryptoRandomBytes, timingSafeEqual } from 'node:crypto';
import { crockford, type RandomBytes } from './mail-token.js';

/** A fresh API key. `key` is shown once; `prefix` and `hash` are stored. */
export interface NewApiKey {
  /** `uf_<prefix>_<43 characters of base64url>`. */
  readonly key: string;
  /** Eight characters by which the key is found and named; not secret. */
  readonly prefix: string;
  /** SHA-256 of the whole key. The secret has 256 random bits, so nothing slower is needed. */
  readonly hash: Buffer;
}

export interface ParsedApiKey {
  readonly prefix: string;
  readonly hash: Buffer;
}

export function newApiKey(randomBytes: RandomBytes = cryptoRandomBytes): NewApiKey {
  const prefix = crockford(randomBytes(prefixLength)).toLowerCase();
  const key = `uf_${prefix}_${Buffer.from(randomBytes(secretBytes)).toString('base64url')}`;
  return { key, prefix, hash: hashApiKey(key) };
}

/** Prefix and hash of a presented key, or undefined where it is none. */
export function parseApiKey(text: string): ParsedApiKey | undefined {
  const prefix = /^uf_([0-9a-hjkmnp-tv-z]{8})_[A-Za-z0-9_-]{43}$/.exec(text)?.[1];
  return prefix === undefined ? undefined : { prefix, hash: hashApiKey(text) };
}

export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key, 'utf8').digest();
}

/** Whether a presented key is the stored one, in constant time. */
export function isSameApiKey(presented: ParsedApiKey, storedHash: Uint8Array): boolean {
  return presented.hash.length === storedHash.length && timingSafeEqual(presented.hash, storedHash);
}

const prefixLength = 8;
const secretBytes = 32;
