import fc from 'fast-check';
import { splitText } from './split-text.js';

describe('a text on its way to be recognised', () => {
  it('goes line by line in one request where it is short', () => {
    expect(splitText('https://youtu.be/SYNTHETIC_1\r\n\n @name \n')).toEqual([
      ['https://youtu.be/SYNTHETIC_1', ' @name '],
    ]);
    expect(splitText(' \n ')).toEqual([]);
  });

  it('keeps an address that goes on in the next line in one part', () => {
    const broken = `see https://example.org/${'synthetic/'.repeat(6)}`;
    const bracketed = 'see <https://example.org/synthetic';
    expect(splitText(`${broken}\n12345678\nother\n${bracketed}\nmore>`)).toEqual([
      [`${broken}\n12345678`, 'other', `${bracketed}\nmore>`],
    ]);
  });

  it('keeps every line whole where it is a megabyte of chat', () => {
    const line = '27/11/2026, 18:02 - Synthetic: https://example.org/x ok';
    const text = Array.from({ length: 20_000 }, (_, index) => `${line}${index}`).join('\n');
    const requests = splitText(text);
    expect(requests.flat().join('\n')).toBe(text);
    for (const request of requests) expect(fits(request)).toBe(true);
  });

  it('cuts between words where there are no lines', () => {
    const text = 'https://example.org/synthetic '.repeat(40_000);
    const parts = splitText(text).flat();
    expect(parts.join('')).toBe(text);
    expect(parts.every((part) => /^ ?https:/.test(part))).toBe(true);
  });

  it('always fits, whatever the text', () => {
    const text = fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.nat(4_000)), { maxLength: 20 });
    fc.assert(
      fc.property(text, (pieces) => {
        const all = pieces.map(([piece, times]) => piece.repeat(times)).join('\n');
        for (const request of splitText(all)) expect(fits(request)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

function fits(inputs: readonly string[]): boolean {
  return (
    inputs.length <= 500 &&
    inputs.every((input) => input.length <= 200_000) &&
    Buffer.byteLength(JSON.stringify({ inputs })) < 1_048_576
  );
}
