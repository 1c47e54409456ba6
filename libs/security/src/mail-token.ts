import { randomBytes as cryptoRandomBytes } from 'node:crypto';

/** A source of random bytes; tests hand in their own. */
export type RandomBytes = (size: number) => Uint8Array;

/** The unguessable end of a submission reference: six characters, 30 bits, upper case. */
export function newMailToken(randomBytes: RandomBytes = cryptoRandomBytes): string {
  return crockford(randomBytes(6));
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** One character of Crockford's base32 a byte, from its low five bits: uniform where the bytes are. */
export function crockford(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => alphabet.charAt(byte & 31)).join('');
}
