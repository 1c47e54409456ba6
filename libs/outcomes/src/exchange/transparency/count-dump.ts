import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import type { TransparencyDay } from '#application';
import { countStatements, type Source } from './count-statements.js';
import { DumpFault } from './dump-fault.js';
import { StatementTally } from './statement-tally.js';

export interface CountedDump {
  /** Where its name says that it holds every platform (`sor-global-…`), also of those that made no statement. */
  readonly days: readonly TransparencyDay[];
  readonly schemaVersions: readonly number[];
  /** Columns that no known version has; what they hold was left aside. */
  readonly unknownColumns: readonly string[];
  /** Platforms that are not ours, with how many statements they made. */
  readonly otherPlatforms: ReadonlyMap<string, number>;
}

/** A day of all platforms is four gigabytes; ten times that is something else. */
const mostBytes = 40 * 2 ** 30;

/**
 * Counts a daily file of the DSA Transparency Database: a ZIP of ZIPs of CSV parts as it is loaded, or the whole day as CSV,
 * also packed with gzip. It is read in one pass; inner ZIPs lie in a temporary folder while they are read.
 *
 * @param platformsByName our keys by what the database calls them, in small letters
 * @throws DumpFault
 */
export async function countDump(
  path: string,
  platformsByName: ReadonlyMap<string, string>,
  limitBytes = mostBytes,
): Promise<CountedDump> {
  const name = basename(path);
  const tally = new StatementTally(platformsByName);
  const found = { versions: new Set<number>(), unknown: new Set<string>() };
  const limit = limitOf(limitBytes);
  const count = async ([bytes, ...through]: Source) => {
    const columns = await countStatements([bytes, ...through, limit()], tally);
    found.versions.add(columns.schemaVersion);
    for (const column of columns.unknown) found.unknown.add(column);
  };
  try {
    const kind = await kindOf(path);
    if (/-\d{5}(?:-\d{5})?\.csv(?:\.zip|\.gz)?$/.test(name))
      throw new DumpFault(
        'PART',
        'It is one part of a day. Give the ZIP that it came in: the other parts would be missing.',
      );
    if (kind === 'zip') await countZip(path, count, true);
    else if (kind === 'gzip') await count([createReadStream(path), createGunzip()]);
    else await count([createReadStream(path)]);
  } catch (error) {
    throw faultOf(error);
  }
  return {
    days: tally.counted(name.startsWith('sor-global-')),
    schemaVersions: [...found.versions].sort(),
    unknownColumns: [...found.unknown].sort(),
    otherPlatforms: tally.otherPlatforms(),
  };
}

async function kindOf(path: string): Promise<'zip' | 'gzip' | 'text'> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(4);
    await file.read(head, 0, 4, 0);
    if (head.equals(Buffer.from('PK\u0003\u0004')) || head.equals(Buffer.from('PK\u0005\u0006')))
      return 'zip';
    if (head.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b]))) return 'gzip';
    return 'text';
  } finally {
    await file.close();
  }
}

/** @param mayNest whether there may be ZIPs in it */
async function countZip(
  path: string,
  count: (source: Source) => Promise<void>,
  mayNest: boolean,
): Promise<void> {
  const zip = await openPromise(path);
  try {
    let files = 0;
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      files += 1;
      if (entry.fileName.endsWith('.csv')) await count(await contentOf(zip, entry));
      else if (mayNest && entry.fileName.endsWith('.zip')) await countInner(zip, entry, count);
      else
        throw new DumpFault(
          'NO_DUMP',
          'The ZIP holds something that is no CSV. Give the file as it was loaded.',
        );
    }
    if (files === 0) throw new DumpFault('NO_DUMP', 'The ZIP is empty. Load the file again.');
  } finally {
    zip.close();
  }
}

/** What lies in a ZIP is read from its end: the inner one has to lie somewhere whole. */
async function countInner(
  zip: ZipFile,
  entry: Entry,
  count: (source: Source) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'uniflag-transparency-'));
  try {
    const path = join(folder, 'part.zip');
    await pipeline([...(await contentOf(zip, entry)), limitOf(mostBytes)(), createWriteStream(path)]);
    await countZip(path, count, false);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The bytes of an entry, which fail at the end where they are not those that were packed. */
async function contentOf(zip: ZipFile, entry: Entry): Promise<Source> {
  const content = await zip.openReadStreamPromise(entry);
  let sum = 0;
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sum = crc32(chunk, sum);
      done(null, chunk);
    },
    flush(done) {
      done(
        sum === entry.crc32
          ? null
          : new DumpFault('CUT_OFF', 'What it holds was changed on its way. Load the file again.'),
      );
    },
  });
  return [content, check];
}

/** Streams that together let so many bytes through. */
function limitOf(bytes: number): () => Transform {
  let left = bytes;
  return () =>
    new Transform({
      transform(chunk: Buffer, _encoding, done) {
        left -= chunk.length;
        if (left >= 0) done(null, chunk);
        else done(new DumpFault('TOO_LARGE', 'It unpacks to more than any day has. It is something else.'));
      },
    });
}

function faultOf(error: unknown): unknown {
  if (error instanceof DumpFault) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (['ENOENT', 'EACCES', 'EISDIR', 'EPERM'].includes(code ?? ''))
    return new DumpFault('UNREADABLE', `It cannot be read (${code}).`, { cause: error });
  const isOfZip =
    code?.startsWith('Z_') ||
    /end of central directory|central directory|compressed|ZIP|zip|entry/.test(message);
  return isOfZip
    ? new DumpFault('CUT_OFF', 'It cannot be unpacked: it was cut off or changed. Load the file again.', {
        cause: error,
      })
    : error;
}
