import { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvOf } from './csv-table.js';
import type { Cell, Table } from './table.js';

const table: Table<Cell> = { name: 'Synthetic', columns: [{ title: 'cell', cell: (row) => row }] };

async function* pagesOf(...pages: (readonly Cell[])[]) {
  yield* pages;
}

async function written(...cells: Cell[]): Promise<string> {
  let text = '';
  for await (const part of csvOf(table, pagesOf(cells))) text += part;
  return text;
}

const read = (text: string) =>
  parse(text, { bom: true, record_delimiter: '\r\n' })
    .slice(1)
    .map(([cell]) => cell);

describe('csvOf', () => {
  it('begins with a byte order mark and the titles, and ends lines as RFC 4180 says', async () => {
    expect(await written('one', null, 2, -3, new Date(0))).toBe(
      '\uFEFFcell\r\none\r\n\r\n2\r\n-3\r\n1970-01-01T00:00:00.000Z\r\n',
    );
  });

  it.each([
    ...['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '\u00a0@a', '　＝1'],
    ...['＝1', '＋1', '－1', '＠a', '=HYPERLINK("https://synthetic.example";"a")', `-2+3+cmd|' /C calc'!A0`],
  ])('disarms %j', async (formula) => {
    expect(read(await written(formula))).toEqual([`'${formula}`]);
  });

  it.each(['report', 'a=1', "it's", 'a,b', 'a;b', 'a"b', 'two\nlines', 'é ü ß 漢', '1'])(
    'leaves %j as it is',
    async (text) => {
      expect(read(await written(text))).toEqual([text]);
    },
  );

  it('never lets a cell begin with what a spreadsheet works out, and loses no text', async () => {
    const text = fc.string({
      unit: fc.constantFrom(...Array.from('=+-@＝＋－＠\t\r\n "\',;aé')),
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(text, async (given) => {
        const [cell = ''] = read(await written(given));
        expect(cell.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/);
        expect([given, `'${given}`]).toContain(cell);
      }),
    );
  });

  it('reads a page only once the one before was taken', async () => {
    let pagesRead = 0;
    async function* pages() {
      for (; pagesRead < 1_000;) {
        pagesRead += 1;
        yield Array.from({ length: 500 }, () => 'a row of some length');
      }
    }
    const stream = Readable.from(csvOf(table, pages()), { objectMode: false, highWaterMark: 1 });
    let taken = 0;
    for await (const part of stream) {
      if ((part as Buffer).length > 1_000) taken += 1;
      expect(pagesRead - taken).toBeLessThanOrEqual(1);
      if (taken === 20) break;
    }
    // Whoever goes away ends the reading.
    expect(pagesRead).toBeLessThanOrEqual(21);
  });
});
