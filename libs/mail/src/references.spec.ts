import fc from 'fast-check';
import { findReferences, subjectToken } from './references.js';

const reference = 'UF-2026-000123-2-K7QM9A';

describe('subjectToken', () => {
  it('puts the reference in brackets', () => {
    expect(subjectToken(reference)).toBe('[UF-2026-000123-2-K7QM9A]');
  });
});

describe('findReferences', () => {
  it.each([
    ['as sent', '[UF-2026-000123-2-K7QM9A] Notice'],
    ['behind Re: and a case number', 'Re: AW: [#4711] [UF-2026-000123-2-K7QM9A] Your report'],
    ['without brackets', 'about UF-2026-000123-2-K7QM9A.'],
    ['in small letters', 're: [uf-2026-000123-2-k7qm9a]'],
    ['folded behind a dash', 'Subject: [UF-2026-000123-2-\r\n K7QM9A]'],
    ['wrapped inside quotation marks', '> … [UF-2026-000123-\n> 2-K7QM9A] …'],
    ['with typographic dashes', 'UF–2026–000123–2–K7QM9A'],
    ['with invisible characters', 'UF-2026-\u200b000123-2-K7Q\u00adM9A'],
    ['glued to punctuation', '(UF-2026-000123-2-K7QM9A)/x'],
    ['in an underscore frame', '_UF-2026-000123-2-K7QM9A_'],
  ])('finds it %s', (_title, text) => {
    expect(findReferences(text)).toEqual([reference]);
  });

  it('finds that of one among thousands', () => {
    expect(findReferences('[UF-2026-000123-4987-K7QM9A]')).toEqual(['UF-2026-000123-4987-K7QM9A']);
  });

  it('reads I and L for 1 and O for 0 in the unguessable end', () => {
    expect(findReferences('UF-2026-000123-2-KO1LI0')).toEqual(['UF-2026-000123-2-K01110']);
  });

  it('gives each reference once, in order', () => {
    const text = 'UF-2026-000007-1-AAAAAA, UF-2026-000123-2-K7QM9A, uf-2026-000007-1-aaaaaa';
    expect(findReferences(text)).toEqual(['UF-2026-000007-1-AAAAAA', reference]);
  });

  it.each([
    ['the report reference alone', 'UF-2026-000123'],
    ['an end that is too short', 'UF-2026-000123-2-K7QM9'],
    ['an end that is too long', 'UF-2026-000123-2-K7QM9AB'],
    ['a letter the alphabet leaves out', 'UF-2026-000123-2-K7QM9U'],
    ['a longer word', 'BUF-2026-000123-2-K7QM9A'],
  ])('does not take %s for one', (_title, text) => {
    expect(findReferences(text)).toEqual([]);
  });

  it('finds every reference anywhere in any text', () => {
    const token = fc.string({
      unit: fc.constantFrom(...Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ')),
      minLength: 6,
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 2020, max: 2099 }),
        fc.integer({ min: 0, max: 999_999 }),
        fc.integer({ min: 1, max: 500 }),
        token,
        fc.string(),
        (before, year, number, ordinal, end, after) => {
          const made = `UF-${year}-${String(number).padStart(6, '0')}-${ordinal}-${end}`;
          expect(findReferences(`${before} ${subjectToken(made)} ${after}`)).toContain(made);
        },
      ),
    );
  });

  it('is quick on a megabyte made to be slow', () => {
    const hostile = ['UF-2026-', 'UF-    ', 'uf-2026-000123-2-K7QM9', '-\n>'];
    const startedAtMs = performance.now();
    for (const piece of hostile) findReferences(piece.repeat(1_000_000 / piece.length));
    expect(performance.now() - startedAtMs).toBeLessThan(15_000);
  });
});
