import fc from 'fast-check';
import Papa from 'papaparse';
import { readAddressList } from './read-address-list.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const rows = (text: string | Uint8Array) => {
  const list = readAddressList(typeof text === 'string' ? bytes(text) : text);
  return list.outcome === 'read'
    ? list.rows.map(({ line, address, locator }) => [line, address, ...(locator === '' ? [] : [locator])])
    : list.reason;
};

function utf16(text: string, isBigEndian: boolean): Uint8Array {
  const written = Buffer.from(text, 'utf16le');
  return isBigEndian ? written.swap16() : written;
}

describe('a list of addresses', () => {
  it.each<[string, string | Uint8Array, unknown]>([
    [
      'a plain address a line',
      'https://a.test/1\r\n\r\nhttps://a.test/2,x\n',
      [
        [1, 'https://a.test/1'],
        [3, 'https://a.test/2,x'],
      ],
    ],
    [
      'one column with a head, whose addresses hold commas',
      'URL\nhttps://a.test/1,2\n',
      [[2, 'https://a.test/1,2']],
    ],
    [
      'semicolons and a Dutch head',
      'Nr;Adres;Opmerking\n1;https://a.test/1;tweede foto\n',
      [[2, 'https://a.test/1', 'tweede foto']],
    ],
    [
      'commas and a French head',
      'lien,remarque\n"https://a.test/1,2","deux ""mots"""\n',
      [[2, 'https://a.test/1,2', 'deux "mots"']],
    ],
    [
      'tabs without a head',
      '1\thttps://a.test/1\n2\thttps://a.test/2\n',
      [
        [1, 'https://a.test/1'],
        [2, 'https://a.test/2'],
      ],
    ],
    [
      "a spreadsheet's own first line",
      'sep=;\nlink;note\nhttps://a.test/1;x\n',
      [[3, 'https://a.test/1', 'x']],
    ],
    [
      'quoted line breaks, by the line where a row begins',
      'note;url\n"two\nlines";https://a.test/1\nx;https://a.test/2',
      [
        [2, 'https://a.test/1', 'two\nlines'],
        [4, 'https://a.test/2', 'x'],
      ],
    ],
    ['rows without an address', 'url;note\n;only a note\n', [[2, '', 'only a note']]],
    [
      'old line ends',
      'url\rhttps://a.test/1\rhttps://a.test/2',
      [
        [2, 'https://a.test/1'],
        [3, 'https://a.test/2'],
      ],
    ],
    ['UTF-8 with a mark', '\ufeffurl;note\nhttps://a.test/1;é', [[2, 'https://a.test/1', 'é']]],
    [
      'windows-1252',
      Buffer.from('url;note\nhttps://a.test/1;caf\xe9 \x80', 'latin1'),
      [[2, 'https://a.test/1', 'café €']],
    ],
    [
      'UTF-16, little-endian',
      utf16('\ufeffurl;note\nhttps://a.test/1;é', false),
      [[2, 'https://a.test/1', 'é']],
    ],
    ['UTF-16, big-endian', utf16('\ufeffurl\nhttps://a.test/1', true), [[2, 'https://a.test/1']]],
    ['UTF-16 without a mark', utf16('url\nhttps://a.test/1', false), [[2, 'https://a.test/1']]],
    ['nothing', ' \n;;\n', 'EMPTY'],
    ['a head alone', 'url;note\n', 'EMPTY'],
    ['a workbook', Buffer.from('PK\x03\x04\0\0\x08\0synthetic', 'latin1'), 'NOT_TEXT'],
    ['more than 10 MiB', new Uint8Array(10 * 1_048_576 + 1).fill(97), 'TOO_LARGE'],
  ])('is read from %s', (_what, given, expected) => {
    expect(rows(given)).toEqual(expected);
  });

  it('comes back as it was written, whatever stands in it and however it is separated', () => {
    const cell = fc
      .string({ unit: fc.constantFrom(...Array.from('ab1é /:.,;"\t\n=+-@')) })
      .map((text) => text.trim());
    const written = fc.array(fc.record({ url: cell, note: cell }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(written, fc.constantFrom(';', ',', '\t'), (given, delimiter) => {
        const kept = given.filter(({ url, note }) => /[^\s;,]/.test(url + note));
        const list = readAddressList(bytes(Papa.unparse(given, { delimiter, newline: '\n' })));
        expect(list).toMatchObject(
          kept.length === 0
            ? { outcome: 'refused', reason: 'EMPTY' }
            : { outcome: 'read', rows: kept.map(({ url, note }) => ({ address: url, locator: note })) },
        );
      }),
    );
  });

  it('never fails, and numbers lines upwards, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (given) => {
        const list = readAddressList(given);
        if (list.outcome !== 'read') return;
        const lines = list.rows.map(({ line }) => line);
        expect(lines).toEqual([...new Set(lines)].sort((one, other) => one - other));
      }),
    );
  });
});
