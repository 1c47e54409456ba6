import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import canonicalize from 'canonicalize';
import type pg from 'pg';
import type { PictureScan, ScannedPlace } from '#application';
import { everyRow, unreadTables } from '../queries/every-row.js';

export interface PictureScanParts {
  /** Reads all that its user may; tables it may not read are named in the result. */
  readonly pool: pg.Pool;
  /** Everything that Redis keeps; absent where there is none. */
  readonly redis?: () => AsyncIterable<{ readonly key: string; readonly parts: readonly Buffer[] }>;
  readonly logFolders: readonly string[];
  readonly mailFolders: readonly string[];
  /** What kind of picture, film or page these bytes hold. */
  readonly mediaIn: (bytes: Buffer, isStart?: boolean) => string | undefined;
  /** Bytes at the end of a piece that the next one needs. */
  readonly overlapBytes: number;
  /** Ends the scan: it then throws. */
  readonly signal?: AbortSignal;
}

/** A place could not be looked at. */
export class ScanFault extends Error {
  constructor(
    readonly place: ScannedPlace['place'],
    /** A folder; empty where the place has one address alone. */
    readonly where: string,
    cause: unknown,
  ) {
    super(`${place} ${where} could not be looked at`, { cause });
  }
}

/**
 * Looks for pictures, films and pages wherever something is kept. What it finds it names, and shows nothing of.
 *
 * @throws ScanFault where Redis or a folder cannot be read
 */
export async function scanForPictures(parts: PictureScanParts, now: () => Date): Promise<PictureScan> {
  const at = now().toISOString();
  const { redis, logFolders, mailFolders } = parts;
  const places = [await inDatabase(parts)];
  if (redis) places.push(await inRedis(parts, redis));
  for (const folder of logFolders) places.push(await inFolder(parts, 'LOGS', folder));
  for (const folder of mailFolders) places.push(await inFolder(parts, 'MAIL', folder));
  return { v: 1, at, places };
}

/** What is signed: canonical JSON, RFC 8785. */
export function pictureScanText(scan: PictureScan): Buffer {
  return Buffer.from(canonicalize(scan) ?? '');
}

async function inDatabase(parts: PictureScanParts): Promise<ScannedPlace> {
  const tally = newTally(parts);
  for await (const { table: name, row, values } of everyRow(parts.pool))
    for (const [column, bytes] of Object.entries(values)) tally.look(bytes, `${name}.${column}`, row);
  const unread = await unreadTables(parts.pool);
  return { ...tally.of('DATABASE'), ...(unread.length === 0 ? {} : { unread }) };
}

async function inRedis(
  parts: PictureScanParts,
  values: NonNullable<PictureScanParts['redis']>,
): Promise<ScannedPlace> {
  const tally = newTally(parts);
  try {
    for await (const { key, parts: pieces } of values()) for (const bytes of pieces) tally.look(bytes, key);
  } catch (error) {
    parts.signal?.throwIfAborted();
    throw new ScanFault('REDIS', '', error);
  }
  return tally.of('REDIS');
}

async function inFolder(
  parts: PictureScanParts,
  place: 'LOGS' | 'MAIL',
  folder: string,
): Promise<ScannedPlace> {
  const tally = newTally(parts);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    throw new ScanFault(place, folder, error);
  });
  for (const entry of entries.filter((each) => each.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    await tally.lookThrough(
      createReadStream(file, { highWaterMark: pieceBytes }),
      path.relative(folder, file),
    );
  }
  return tally.of(place);
}

const pieceBytes = 4 * 1_024 * 1_024;

function newTally({ mediaIn, overlapBytes, signal }: PictureScanParts) {
  const findings: ScannedPlace['findings'][number][] = [];
  let looked = 0;
  let bytes = 0;
  return {
    look(value: Buffer, where: string, row?: string) {
      signal?.throwIfAborted();
      looked += 1;
      bytes += value.length;
      const kind = mediaIn(value);
      if (kind !== undefined) findings.push({ kind, where, ...(row === undefined ? {} : { row }) });
    },
    /** A file may be larger than memory: piece by piece, each with the end of the one before. */
    async lookThrough(pieces: AsyncIterable<Buffer>, where: string) {
      looked += 1;
      let before: Buffer | undefined;
      let kind: string | undefined;
      for await (const piece of pieces) {
        signal?.throwIfAborted();
        bytes += piece.length;
        kind ??= mediaIn(before ? Buffer.concat([before, piece]) : piece, before === undefined);
        before = piece.subarray(-overlapBytes);
      }
      if (kind !== undefined) findings.push({ kind, where });
    },
    of: (place: ScannedPlace['place']): ScannedPlace => ({ place, looked, bytes, findings }),
  };
}
