import { createHash, randomBytes as cryptoRandomBytes } from 'node:crypto';
import type { RandomBytes } from './mail-token.js';

/** What opens a session, or keeps one: whoever has `token` is let in; `hash` is stored. */
export interface SecretToken {
  /** 43 characters of base64url. */
  readonly token: string;
  /** SHA-256. The token has 256 random bits, so nothing slower is needed, and finding it by its hash tells nothing. */
  readonly hash: Buffer;
}

export function newSecretToken(randomBytes: RandomBytes = cryptoRandomBytes): SecretToken {
  const token = Buffer.from(randomBytes(tokenBytes)).toString('base64url');
  return { token, hash: hashOf(token) };
}

/** Hash of a presented token, or undefined where it is none. */
export function hashSecretToken(text: string): Buffer | undefined {
  return /^[A-Za-z0-9_-]{43}$/.test(text) ? hashOf(text) : undefined;
}

const tokenBytes = 32;

/** SHA-256. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}
