import { randomBytes } from 'node:crypto';
import { finished } from 'node:stream/promises';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import type { Cell, Table } from './table.js';
import { xlsxOf } from './xlsx-table.js';

const table: Table<readonly Cell[]> = {
  name: 'Synthetic & more',
  columns: [
    { title: 'first', cell: ([cell = null]) => cell },
    { title: 'second', cell: ([, cell = null]) => cell },
  ],
};

async function* pagesOf(...pages: (readonly (readonly Cell[])[])[]) {
  yield* pages;
}

/** Texts of the parts of a workbook, by name. */
async function partsOf(workbook: Buffer): Promise<Record<string, string>> {
  const zip = await fromBufferPromise(workbook);
  const parts: Record<string, string> = {};
  for await (const entry of zip.eachEntry())
    parts[entry.fileName] = (await buffer(await zip.openReadStreamPromise(entry))).toString('utf8');
  return parts;
}

const sheetOf = async (...rows: (readonly Cell[])[]) =>
  (await partsOf(await buffer(xlsxOf(table, pagesOf(rows)))))['xl/worksheets/sheet1.xml'] ?? '';

describe('xlsxOf', () => {
  it('writes texts as texts, numbers as numbers, times as dates in UTC and nothing as nothing', async () => {
    const sheet = await sheetOf(['=1+1', 2], [new Date('2026-03-29T12:00:00Z'), null]);
    expect(sheet).toContain(
      '<row><c t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c><c><v>2</v></c></row>',
    );
    expect(sheet).toContain('<row><c s="1"><v>46110.5</v></c><c/></row>');
    expect(sheet).not.toContain('<f>');
  });

  it('writes what XML cannot hold as a sign for it', async () => {
    const sheet = await sheetOf([`<b>&"\u0000\u001b\ud800\uffff😀`, null]);
    expect(sheet).toContain('&lt;b&gt;&amp;"\ufffd\ufffd\ufffd\ufffd😀</t>');
  });

  it('gives the same bytes for the same rows', async () => {
    const make = () => buffer(xlsxOf(table, pagesOf([['a', 1]])));
    expect((await make()).equals(await make())).toBe(true);
  });

  it('reads no further than it is read', async () => {
    let [pagesRead, isEnded] = [0, false];
    async function* pages() {
      try {
        for (; pagesRead < 1_000;) {
          pagesRead += 1;
          // Nothing in them can be packed, so that what was written tells what was read.
          yield Array.from({ length: 100 }, () => [randomBytes(600).toString('base64'), pagesRead]);
        }
      } finally {
        isEnded = true;
      }
    }
    const stream = xlsxOf(table, pages());
    let bytes = 0;
    for await (const chunk of stream) {
      bytes += (chunk as Buffer).length;
      // A page is 60 KB or more; between it and its reader stand buffers of the packer.
      expect(pagesRead - bytes / 60_000).toBeLessThan(8);
      if (pagesRead > 40) break;
    }
    await new Promise(setImmediate);
    expect(isEnded).toBe(true);
    expect(pagesRead).toBeLessThan(50);
  });

  it('fails where its rows cannot be read any more', async () => {
    async function* pages() {
      yield [['a', 1]];
      throw new Error('the database went away');
    }
    const stream = xlsxOf(table, pages());
    stream.resume();
    await expect(finished(stream)).rejects.toThrow('the database went away');
  });
});
