import fc from 'fast-check';
import { cleanLine, cleanText, cutAt, cutInlineFiles } from './plain-text.js';

const base64 = Buffer.alloc(600, 'synthetic picture').toString('base64');
const inLines = (text: string, prefix = '') =>
  text
    .replace(/.{76}/g, '$&\n')
    .split('\n')
    .map((line) => prefix + line)
    .join('\n');

describe('cutInlineFiles', () => {
  it.each([
    ['a data: address', `Before data:image/png;base64,${base64} after`, 'Before [content removed] after'],
    [
      'a data: address with parameters',
      'x data:image/svg+xml;charset=utf-8,%3Csvg%20x y',
      'x [content removed] y',
    ],
    ['a data: address without type', `data:;base64,${base64}`, '[content removed]'],
    ['a reference to an inline picture', 'See [cid:picture@mail] here', 'See [content removed] here'],
    ['a block of base64', `Before\n${inLines(base64)}\nAfter`, 'Before\n[content removed]\nAfter'],
    [
      'a quoted block of base64',
      `Before\n${inLines(base64, '> ')}\nAfter`,
      'Before\n[content removed]\nAfter',
    ],
    ['base64 in one line', `Before\n${base64}\nAfter`, 'Before\n[content removed]\nAfter'],
    ['a uuencoded file', 'Before\nbegin 644 a.jpg\n#86)C\n`\nend\nAfter', 'Before\n[content removed]\nAfter'],
    ['a uuencoded file without end', 'Before\nbegin 644 a.jpg\n#86)C\nmore', 'Before\n[content removed]'],
  ])('takes out %s', (_title, text, expected) => {
    expect(cutInlineFiles(text)).toBe(expected);
  });

  it.each([
    'Personal data: we keep none.',
    'Your data:, as agreed',
    'begin 644 people were asked\nand answered in words',
    'https://www.youtube.example/watch?v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\nis one long word',
  ])('leaves %j alone', (text) => {
    expect(cutInlineFiles(text)).toBe(text);
  });

  it('is quick on a megabyte made to be slow', () => {
    const startedAtMs = performance.now();
    for (const piece of [
      'data:',
      'data:a/',
      'data:a/a;a=',
      '[data:',
      '[cid:',
      'begin 644 x\n',
      `${'A'.repeat(61)}\n`,
      '>| ',
    ])
      cutInlineFiles(piece.repeat(1_000_000 / piece.length));
    expect(performance.now() - startedAtMs).toBeLessThan(15_000);
  });
});

describe('cleanText', () => {
  it('leaves what can be stored, and only that', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('\0', '\ud800', '\udc00', '\u0085', '\r'),
        (text, bad) => {
          const cleaned = cleanText(`${text}${bad}${text}`);
          // eslint-disable-next-line no-control-regex -- what must be gone
          expect(cleaned).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\p{Surrogate}/u);
          expect(cleanText(cleaned)).toBe(cleaned);
        },
      ),
    );
  });

  it('keeps line breaks and tabs', () => {
    expect(cleanText('a\r\nb\tc\rd')).toBe('a\nb\tc\nd');
  });
});

describe('cleanLine', () => {
  it('is one line without turned reading direction', () => {
    expect(cleanLine(' a\r\n b\u202egpj.exe ', 100)).toBe('a bgpj.exe');
  });
});

describe('cutAt', () => {
  it('leaves no half character', () => {
    expect(cutAt('ab🍎', 3)).toBe('ab');
  });
});
