import fc from 'fast-check';
import { hashSpokenCode, newSpokenCode } from './spoken-code.js';

describe('spoken codes', () => {
  it('are six groups of four without look-alikes, and known again by their hash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 24, maxLength: 24 }), (bytes) => {
        const { token, hash } = newSpokenCode(() => bytes);
        expect(token).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){5}$/);
        expect(hashSpokenCode(token)).toEqual(hash);
      }),
    );
  });

  it('are known however people write them', () => {
    const { token, hash } = newSpokenCode(() => new Uint8Array(24).map((_, index) => index % 3));
    expect(token).toBe('0120-1201-2012-0120-1201-2012');
    for (const typed of [
      token.replaceAll('-', ''),
      ` ${token.replaceAll('-', ' ')}\n`,
      token.replaceAll('-', '–'),
      token.replaceAll('0', 'o').replaceAll('1', 'l'),
      token.replaceAll('0', 'O').replaceAll('1', 'I'),
    ])
      expect(hashSpokenCode(typed)).toEqual(hash);
    const other = newSpokenCode(() => new Uint8Array(24).fill(10));
    expect(hashSpokenCode(other.token.toLowerCase())).toEqual(other.hash);
  });

  it('never repeat', () => {
    expect(new Set(Array.from({ length: 50 }, () => newSpokenCode().token)).size).toBe(50);
  });

  it.each(['', 'x', 'A'.repeat(23), 'A'.repeat(25), 'U'.repeat(24), `${'A'.repeat(23)}!`])(
    'are not recognised in %j',
    (text) => {
      expect(hashSpokenCode(text)).toBeUndefined();
    },
  );
});
