import { createHash, randomBytes } from 'node:crypto';
import { crockford } from '../mail-token.js';

/** A fresh set. The codes are shown once; each works once. */
export function newRecoveryCodes(personId: string): {
  readonly codes: readonly string[];
  readonly hashes: readonly Buffer[];
} {
  const codes = Array.from({ length: count }, () =>
    (crockford(randomBytes(charsEach)).toLowerCase().match(/.{4}/g) ?? []).join('-'),
  );
  return { codes, hashes: codes.map((code) => hashOf(personId, code)) };
}

/** Hash of a presented code, however it was typed; undefined where it is none. */
export function hashRecoveryCode(personId: string, text: string): Buffer | undefined {
  const plain = text.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1');
  const groups = /^[0-9a-hjkmnp-tv-z]{16}$/.test(plain) ? plain.match(/.{4}/g) : null;
  return groups ? hashOf(personId, groups.join('-')) : undefined;
}

const count = 10;
/** 80 random bits: SHA-256 is enough. */
const charsEach = 16;

function hashOf(personId: string, code: string): Buffer {
  return createHash('sha256').update(`recovery:${personId}:${code}`, 'utf8').digest();
}
