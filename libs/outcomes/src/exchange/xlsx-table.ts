import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { cellsOf, titlesOf, type Cell, type Pages, type Table } from './table.js';

/** Rows that a sheet can have, that of titles among them. */
export const xlsxRows = 1_048_576;

/**
 * A table as a workbook of one sheet (Office Open XML, ECMA-376). Texts are written as texts (`inlineStr`), which no
 * spreadsheet works out, whatever they begin with; times are dates in UTC. Only the page that is being written is held.
 */
export function xlsxOf<Row>(table: Table<Row>, pages: Pages<Row>): Readable {
  const zip = new ZipFile();
  // The same rows give the same bytes, whenever they are asked for.
  const options = { mtime: new Date('1980-01-01T00:00:00'), forceDosTimestamp: true };
  for (const [name, xml] of Object.entries(parts(table.name)))
    zip.addBuffer(Buffer.from(head + xml), name, options);
  const sheet = Readable.from(sheetOf(table, pages), { objectMode: false, highWaterMark: 1 });
  const out = zip.outputStream as Readable;
  sheet.on('error', (error) => out.destroy(error));
  // Whoever reads no further: neither do we.
  out.on('close', () => sheet.destroy());
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml', options);
  zip.end();
  return out;
}

async function* sheetOf<Row>(table: Table<Row>, pages: Pages<Row>): AsyncGenerator<string> {
  yield `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="${table.columns.length}" width="22" customWidth="1"/></cols><sheetData>`;
  yield rowOf(titlesOf(table));
  for await (const page of pages) yield page.map((row) => rowOf(cellsOf(table, row))).join('');
  yield '</sheetData></worksheet>';
}

function rowOf(cells: readonly Cell[]): string {
  return `<row>${cells.map(cellOf).join('')}</row>`;
}

function cellOf(cell: Cell): string {
  if (cell === null || cell === '') return '<c/>';
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  if (cell instanceof Date) return `<c s="${dateStyle}"><v>${serialOf(cell)}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

/** Days since the beginning of 1900 as spreadsheets count them. */
function serialOf(date: Date): number {
  return date.getTime() / 86_400_000 + 25_569;
}

/** Signs that XML 1.0 cannot hold become the one for what cannot be shown. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll(/[&<>\r]/g, (sign) => entities[sign] ?? sign);
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const document = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Place in `cellXfs` below. */
const dateStyle = 1;

/** What surrounds the sheet. */
function parts(name: string): Record<string, string> {
  return {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${document}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${document}"><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${document}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${document}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf numFmtId="164" applyNumberFormat="1" xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
  };
}
