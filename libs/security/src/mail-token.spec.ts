import fc from 'fast-check';
import { newMailToken } from './mail-token.js';

describe('newMailToken', () => {
  it('is six upper-case characters of Crockford base32', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 6, maxLength: 6 }), (bytes) => {
        expect(newMailToken(() => bytes)).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/);
      }),
    );
  });

  it('uses every character equally often over all bytes', () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte += 1) {
      const [character = ''] = newMailToken(() => new Uint8Array(6).fill(byte));
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    expect([...counts.values()]).toEqual(Array.from({ length: 32 }, () => 8));
  });

  it('draws from the system when no source is handed in', () => {
    const tokens = new Set(Array.from({ length: 100 }, () => newMailToken()));
    expect(tokens.size).toBeGreaterThan(95);
  });
});
