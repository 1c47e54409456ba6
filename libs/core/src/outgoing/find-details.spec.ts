import fc from 'fast-check';
import { findDetails, isSearchable, type DetailKind, type DetailSearch } from './find-details.js';
import { isNationalNumber } from './national-number.js';

/** Reads what is written with a country code; Belgian ones also from their leading 0. */
const readPhone = (text: string) => {
  const digits = text
    .replace(/\D/g, '')
    .replace(/^0(?!0)/, '32')
    .replace(/^00/, '');
  return /^32(?:4\d{8}|[2-9]\d{7})$/.test(digits) ? `+${digits}` : undefined;
};

/** Kind and text of what is found. */
function found(text: string, more: Partial<DetailSearch> = {}): [DetailKind, string][] {
  const search = { confidential: [], targetIds: [], readPhone, ...more };
  return findDetails(text, search).map(({ kind, start, end }) => [kind, text.slice(start, end)]);
}

/** A made-up birth day and serial number with the check digits that belong to them. */
function aNationalNumber(firstNine: string, isSince2000: boolean): string {
  const check = 97 - (Number(isSince2000 ? `2${firstNine}` : firstNine) % 97);
  return `${firstNine}${String(check).padStart(2, '0')}`;
}

describe('details of persons in text that leaves', () => {
  it.each<[string, [DetailKind, string][]]>([
    ['Write to synthetic.parent@example.org please', [['EMAIL', 'synthetic.parent@example.org']]],
    ['synthetic [at] mail.example.org', [['EMAIL', 'synthetic [at] mail.example.org']]],
    ['His number is +32 470 12 34 56.', [['PHONE', '+32 470 12 34 56']]],
    [
      'Call 0470/12.34.56 or 02 123 45 67',
      [
        ['PHONE', '0470/12.34.56'],
        ['PHONE', '02 123 45 67'],
      ],
    ],
    ['Mobile français : 06.12.34.56.78', [['PHONE', '06.12.34.56.78']]],
    [
      'Without its sign: 32470123456, 470 12 34 56',
      [
        ['PHONE', '32470123456'],
        ['PHONE', '470 12 34 56'],
      ],
    ],
    ['tel:(0470) 12 34 56', [['PHONE', '(0470) 12 34 56']]],
    ['He calls himself @synthetic_user.', [['HANDLE', '@synthetic_user']]],
    [
      '@élève and synthetic@example.org',
      [
        ['HANDLE', '@élève'],
        ['EMAIL', 'synthetic@example.org'],
      ],
    ],
    ['The girl is 13; it began on 12/11/2026 at 18:02.', []],
    ['02/11/2026 18 02 and 2026-11-27, 3 posts, 250 views', []],
    ['See https://www.tiktok.example/@name and /video/7301234567890123456', []],
    ['Our reference UF-2026-000123, 1000000000000001', []],
    ['', []],
  ])('are found in %j', (text, details) => {
    expect(found(text)).toEqual(details);
  });

  it('are found behind invisible characters and full-width digits, and placed in the text as given', () => {
    expect(found('Bel 04\u200b70 12 34 56!')).toEqual([['PHONE', '04\u200b70 12 34 56']]);
    expect(found('Bel ０４７０１２３４５６!')).toEqual([['PHONE', '０４７０１２３４５６']]);
    expect(found('😀 Ecole Synthétique', { confidential: ['école synthetique'] })).toEqual([
      ['CONFIDENTIAL_NAME', 'Ecole Synthétique'],
    ]);
  });

  it('are national register numbers where the check digits fit', () => {
    const number = aNationalNumber('050317123', true);
    const dotted = `${number.slice(0, 2)}.${number.slice(2, 4)}.${number.slice(4, 6)}-${number.slice(6, 9)}.${number.slice(9)}`;
    expect(found(`Number ${dotted}, or ${number}`)).toEqual([
      ['NATIONAL_NUMBER', dotted],
      ['NATIONAL_NUMBER', number],
    ]);
    expect(isNationalNumber(aNationalNumber('934518223', false))).toBe(true);
    expect(isNationalNumber('93051822362')).toBe(false);
  });

  it('are no finding where they are what is reported', () => {
    const targetIds = ['+32470123456', 'Synthetic_User'];
    expect(found('He is @synthetic_user, 0470 12 34 56 or 32470123456', { targetIds })).toEqual([]);
    expect(found('0470 12 34 56', { targetIds: ['32470123456'] })).toEqual([]);
    expect(found('He is @synthetic_user2, 0470 12 34 57', { targetIds }).map(([kind]) => kind)).toEqual([
      'HANDLE',
      'PHONE',
    ]);
  });

  it('are names that must not leave, however they are joined, and no parts of other words', () => {
    const confidential = ['Sint-Jan', 'Laura', '—'];
    expect(found('SINT JAN, sintjan, Lauras klas, Laura’s klas', { confidential })).toEqual([
      ['CONFIDENTIAL_NAME', 'SINT JAN'],
      ['CONFIDENTIAL_NAME', 'sintjan'],
      ['CONFIDENTIAL_NAME', 'Lauras'],
      ['CONFIDENTIAL_NAME', 'Laura'],
    ]);
    expect(found('Laurence in Sint-Janshuis', { confidential })).toEqual([]);
    expect(isSearchable('—')).toBe(false);
  });

  const anyWords = fc.string({ unit: 'grapheme', maxLength: 40 });
  const afterSpace = (text: string) => `${text} `;

  it('are always found between any other words', () => {
    const planted = fc.constantFrom<[DetailKind, string]>(
      ['EMAIL', 'synthetic.person@example.org'],
      ['PHONE', '+32 470 12 34 56'],
      ['NATIONAL_NUMBER', aNationalNumber('010203123', true)],
      ['CONFIDENTIAL_NAME', 'Synthetic School'],
      ['HANDLE', '@synthetic.handle'],
    );
    const plain = anyWords.map((words) => words.replace(/[\p{N}@(]/gu, '').replace(/[.+/-]/g, ''));
    fc.assert(
      fc.property(plain, planted, plain, (before, [kind, detail], after) => {
        const text = `${afterSpace(before)}${detail} ${after}`;
        expect(found(text, { confidential: ['synthetic school'] })).toContainEqual([kind, detail]);
      }),
    );
  });

  it('lie in order inside the text, none inside another', () => {
    const anyPiece = fc.oneof(
      anyWords,
      fc.constantFrom(
        '@',
        '0470',
        ' 12 34 56',
        '.',
        '-',
        'a@b.example',
        '+32',
        '\u200b',
        'Ⅷ',
        'İ',
        'ﬃ',
        '\ud800',
      ),
    );
    fc.assert(
      fc.property(
        fc.array(anyPiece, { maxLength: 20 }),
        fc.array(anyWords, { maxLength: 3 }),
        (pieces, names) => {
          const text = pieces.join('');
          const details = findDetails(text, { confidential: names, targetIds: [], readPhone });
          details.forEach(({ start, end }, index) => {
            expect(start).toBeGreaterThanOrEqual(details[index - 1]?.start ?? 0);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
            const around = details.filter((other) => other.start <= start && end <= other.end);
            expect(around).toHaveLength(1);
          });
        },
      ),
    );
  });

  it('are looked for in a time that grows with the length only', () => {
    const startedAt = process.cpuUsage().user;
    for (const hostile of ['a', '1 ', '@', 'a.', '0-', 'a@', '((', '+', '1/1/', 'sint '])
      findDetails(hostile.repeat(20_000 / hostile.length), {
        ...{ confidential: ['sint '.repeat(50)], targetIds: [], readPhone },
      });
    expect((process.cpuUsage().user - startedAt) / 1_000).toBeLessThan(2_000);
  });
});
