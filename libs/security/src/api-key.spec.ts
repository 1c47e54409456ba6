import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { hashApiKey, isSameApiKey, newApiKey, parseApiKey } from './api-key.js';

const anyBytes = fc.uint8Array({ minLength: 40, maxLength: 40 });
const keyOf = (bytes: Uint8Array) =>
  newApiKey((size) => (size === 8 ? bytes.subarray(0, 8) : bytes.subarray(8, 8 + size)));

describe('API keys', () => {
  it('are a prefix and a secret, and come back when presented', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const { key, prefix, hash } = keyOf(bytes);
        expect(key).toMatch(/^uf_[0-9a-hjkmnp-tv-z]{8}_[A-Za-z0-9_-]{43}$/);
        const presented = parseApiKey(key);
        expect(presented).toEqual({ prefix, hash });
        expect(presented && isSameApiKey(presented, hash)).toBe(true);
      }),
    );
  });

  it('never repeat', () => {
    const keys = Array.from({ length: 50 }, () => newApiKey());
    expect(new Set(keys.map(({ key }) => key)).size).toBe(50);
  });

  it('hash to the SHA-256 of the whole key', () => {
    expect(hashApiKey('uf_synthetic').toString('hex')).toBe(
      createHash('sha256').update('uf_synthetic').digest('hex'),
    );
  });

  it('differ when one character does, or when the stored hash is cut', () => {
    const { key, hash } = newApiKey();
    const changed = parseApiKey(key.slice(0, -2) + (key.at(-2) === 'A' ? 'B' : 'A') + key.slice(-1));
    const presented = parseApiKey(key);
    expect(changed && isSameApiKey(changed, hash)).toBe(false);
    expect(presented && isSameApiKey(presented, hash.subarray(1))).toBe(false);
  });

  it.each([
    '',
    'uf_',
    'Bearer uf_00000000_x',
    `uf_0000000l_${'a'.repeat(43)}`,
    `uf_00000000_${'a'.repeat(42)}`,
  ])('are not recognised in %j', (text) => {
    expect(parseApiKey(text)).toBeUndefined();
  });

  it('are not recognised in any text that has something before or after', () => {
    const { key } = newApiKey();
    expect([`${key}\n`, ` ${key}`, `${key}A`].map(parseApiKey)).toEqual([undefined, undefined, undefined]);
  });
});
