import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** JSON in the one form that hashes and signatures cover (RFC 8785). */
export function canonicalJson(value: object): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('this has no canonical form');
  return text;
}

/** What was read, where it stands there in canonical form and no other; undefined otherwise. */
export function readCanonical(bytes: Uint8Array): unknown {
  try {
    const read: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (typeof read !== 'object' || read === null) return undefined;
    return Buffer.from(canonicalJson(read)).equals(bytes) ? read : undefined;
  } catch {
    return undefined; // no JSON, or none that has such a form
  }
}

/** In 64 lower-case hexadecimal digits. */
export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function isSha256(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
