import Papa from 'papaparse';
import { decodeText } from './decode-text.js';

/** One row of a list. */
export interface ListedAddress {
  /** Line of the file on which it begins, from 1. */
  readonly line: number;
  readonly address: string;
  /** What the column for notes says; empty where there is none. */
  readonly locator: string;
}

export type AddressList =
  | { readonly outcome: 'read'; readonly rows: readonly ListedAddress[] }
  | { readonly outcome: 'refused'; readonly reason: 'TOO_LARGE' | 'NOT_TEXT' | 'EMPTY' };

/** Larger files hold something else than addresses. */
export const maxListBytes = 10 * 1_048_576;

/**
 * Reads a list of addresses as spreadsheets save it (CSV): any usual encoding, separated by semicolon, comma or tab, or a
 * plain address a line.
 *
 * The column of addresses is the one whose head says so (`url`, `adres`, `lien`, …), else the one with the most
 * addresses in it; notes are read from a column with such a head alone.
 */
export function readAddressList(bytes: Uint8Array): AddressList {
  if (bytes.length > maxListBytes) return { outcome: 'refused', reason: 'TOO_LARGE' };
  const decoded = decodeText(bytes);
  if (decoded === undefined) return { outcome: 'refused', reason: 'NOT_TEXT' };
  const lines = rowsOf(decoded.replace(/^\ufeff/, '').replaceAll(/\r\n?/g, '\n'));
  const [head] = lines;
  if (!head) return { outcome: 'refused', reason: 'EMPTY' };
  const named = columnIn(head.cells, addressHeads);
  const locatorAt = named < 0 ? -1 : columnIn(head.cells, locatorHeads);
  const addressAt = named < 0 ? fullestColumn(lines) : named;
  const rows = (named < 0 ? lines : lines.slice(1)).map(({ line, cells }): ListedAddress => ({
    line,
    address: cells[addressAt]?.trim() ?? '',
    locator: cells[locatorAt]?.trim() ?? '',
  }));
  return rows.length === 0 ? { outcome: 'refused', reason: 'EMPTY' } : { outcome: 'read', rows };
}

const addressHeads = new Set([
  ...['url', 'urls', 'uri', 'link', 'links', 'lien', 'liens', 'koppeling'],
  ...[
    'address',
    'addresses',
    'adres',
    'adressen',
    'adresse',
    'adresses',
    'web address',
    'webadres',
    'webadresse',
  ],
]);
const locatorHeads = new Set([
  ...['locator', 'note', 'notes', 'remark', 'remarks', 'comment', 'hint', 'vindplaats'],
  ...[
    'opmerking',
    'opmerkingen',
    'remarque',
    'remarques',
    'bemerkung',
    'bemerkungen',
    'notiz',
    'hinweis',
    'notitie',
  ],
]);

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Rows that hold anything. */
function rowsOf(text: string): Row[] {
  const said = /^sep=(.)\n/i.exec(text);
  const delimiter = said?.[1] ?? delimiterOf(text);
  const rows: Row[] = [];
  let line = 1;
  let at = 0;
  Papa.parse<string[]>(text, {
    ...{ delimiter, newline: '\n' },
    step: ({ data, meta }) => {
      if (data.some((cell) => !isBlank.test(cell)) && !(said && line === 1)) rows.push({ line, cells: data });
      for (at = text.indexOf('\n', at); at >= 0 && at < meta.cursor; at = text.indexOf('\n', at + 1))
        line += 1;
      if (at < 0) at = text.length;
    },
  });
  return rows;
}

/** Separators of a row without cells stand for nothing. */
const isBlank = /^[\s;,]*$/;

/** What the head of a column of addresses is separated by, or what cuts most lines alike; addresses hold commas too. */
function delimiterOf(text: string): string {
  const start = (delimiter: string) =>
    Papa.parse<string[]>(text.slice(0, sampleChars), { delimiter, newline: '\n', preview: 50 }).data.filter(
      (cells) => cells.some((cell) => cell.trim() !== ''),
    );
  const named = delimiters.filter((delimiter) => columnIn(start(delimiter)[0] ?? [], addressHeads) >= 0);
  if (named.length > 0) return named.find((delimiter) => (start(delimiter)[0]?.length ?? 0) > 1) ?? none;
  return delimiters.find((delimiter) => isEven(start(delimiter))) ?? none;
}

const delimiters = [';', '\t', ','];
/** No text holds it. */
const none = '\u001f';
const sampleChars = 200_000;

function isEven(rows: readonly (readonly string[])[]): boolean {
  const columns = rows[0]?.length ?? 0;
  return columns > 1 && rows.every((cells) => cells.length === columns);
}

function columnIn(cells: Row['cells'], heads: ReadonlySet<string>): number {
  return cells.findIndex((cell) => heads.has(cell.trim().toLowerCase().replace(/[*:]$/, '')));
}

function fullestColumn(rows: readonly Row[]): number {
  const counts: number[] = [];
  for (const { cells } of rows.slice(0, 200))
    cells.forEach((cell, at) => (counts[at] = (counts[at] ?? 0) + (isLikeAddress.test(cell) ? 1 : 0)));
  return Math.max(0, counts.indexOf(Math.max(...counts)));
}

const isLikeAddress = /^\s*\S{0,40}[./:]\S*\/\S/;
