import { randomBytes as cryptoRandomBytes } from 'node:crypto';
import { crockford, type RandomBytes } from './mail-token.js';
import { hashOf, type SecretToken } from './secret-token.js';

/**
 * A secret that is read out over the telephone or from paper: six groups of four, without the look-alikes I, L, O and U.
 *
 * 24 characters hold 120 random bits, so its plain hash is kept, as that of any other token.
 */
export function newSpokenCode(randomBytes: RandomBytes = cryptoRandomBytes): SecretToken {
  const letters = crockford(randomBytes(codeLength));
  const token = letters.match(/.{4}/g)?.join('-') ?? letters;
  return { token, hash: hashOf(letters) };
}

/** Hash of a code as people type it: in any case, with or without its dashes, O for 0, I or L for 1. Undefined where it is none. */
export function hashSpokenCode(text: string): Buffer | undefined {
  const letters = text
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{24}$/.test(letters) ? hashOf(letters) : undefined;
}

const codeLength = 24;
