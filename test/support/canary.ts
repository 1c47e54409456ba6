import { randomInt } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { constants, gunzipSync, inflateSync } from 'node:zlib';

/** A word that stands nowhere else, with everything by which it is found again. */
export interface Canary {
  readonly word: string;
  /** The word as somebody may have written it down: every letter escaped where an encoding can do that. */
  readonly written: Readonly<
    Record<'plain' | 'base64' | 'quotedPrintable' | 'percent' | 'hex' | 'utf16', Buffer>
  >;
}

const letters = 'abcdefghijklmnopqrstuvwxyz';
const wordChars = 24;
/** PostgreSQL's own compression puts a control byte before every eight characters that it copies. */
const runChars = 8;

export function newCanary(): Canary {
  const word = Array.from({ length: wordChars }, () => letters[randomInt(letters.length)]).join('');
  const escaped = (mark: string) => Buffer.from(word.replace(/./g, (letter) => `${mark}${hexOf(letter)}`));
  return {
    word,
    written: {
      plain: Buffer.from(word),
      base64: Buffer.from(Buffer.from(`xy ${word}`).toString('base64')),
      quotedPrintable: escaped('='),
      percent: escaped('%'),
      hex: Buffer.from(Buffer.from(word).toString('hex')),
      utf16: Buffer.from(word, 'utf16le'),
    },
  };
}

/**
 * Files below a folder in which the word stands: plain, in another encoding, or in what is compressed.
 *
 * @returns their paths, as seen from the folder
 */
export async function filesWith(folder: string, canary: Canary): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((each) => each.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    if (holds(await readFile(file), canary)) found.push(path.relative(folder, file));
  }
  return found.sort();
}

/** Files below a folder that hold any of these bytes as they are; their paths, as seen from the folder. */
export async function filesHolding(folder: string, needles: readonly Buffer[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((each) => each.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    const bytes = await readFile(file);
    if (needles.some((needle) => bytes.includes(needle))) found.push(path.relative(folder, file));
  }
  return found.sort();
}

export function holds(bytes: Buffer, canary: Canary): boolean {
  const needles = needlesOf(canary);
  return [bytes, ...unpacked(bytes)].some((each) => needles.some((needle) => each.includes(needle)));
}

function needlesOf({ word, written }: Canary): Buffer[] {
  const runs = Array.from({ length: runChars }, (_, at) => word.slice(at, at + runChars));
  return [
    ...[...runs, ...base64Runs(word)].map((run) => Buffer.from(run)),
    ...[written.quotedPrintable, written.percent, written.hex, written.utf16],
    ...[written.quotedPrintable, written.percent, written.hex].map(inOtherCase),
  ];
}

/** Two parts for each of the three ways in which the word can lie: the end of a line cuts at most one. */
function base64Runs(word: string): string[] {
  return [0, 1, 2].flatMap((shift) => {
    const text = Buffer.from(`${'x'.repeat(shift)}${word}`)
      .toString('base64')
      .slice(4, -4);
    return [text.slice(0, text.length / 2), text.slice(text.length / 2)];
  });
}

function inOtherCase(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  return Buffer.from(text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase());
}

function hexOf(letter: string): string {
  return letter.charCodeAt(0).toString(16).toUpperCase();
}

const packings = [
  { mark: Buffer.from([0x1f, 0x8b, 0x08]), unpack: gunzipSync },
  ...[0x01, 0x5e, 0x9c, 0xda].map((level) => ({ mark: Buffer.from([0x78, level]), unpack: inflateSync })),
];
const mostPackedBytes = 65_536;

/** Everything in it that can be read as gzip or zlib. */
function* unpacked(bytes: Buffer): Generator<Buffer> {
  for (const { mark, unpack } of packings)
    for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + 1))
      yield opened(unpack, bytes.subarray(at, at + mostPackedBytes));
}

function opened(unpack: typeof gunzipSync, packed: Buffer): Buffer {
  try {
    return unpack(packed, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return Buffer.alloc(0); // it only looked like it
  }
}
