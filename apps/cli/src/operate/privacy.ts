import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import canonicalize from 'canonicalize';
import { everyRow, openDatabase } from '#persistence';
import { redisValues } from '#queue';
import { mediaIn, mediaOverlapBytes, signingKeyFrom, type MediaKind } from '#security';
import { exitCodes, UsageError } from '../failures.js';
import type { Session } from '../session.js';
import { table } from '../text/layout.js';
import { onDatabase, operatorConfig, type OperatorConfig } from './installation.js';

interface Place {
  readonly place: 'DATABASE' | 'REDIS' | 'LOGS' | 'MAIL';
  /** What was looked at: values of rows, keys, files. */
  readonly looked: number;
  readonly bytes: number;
  readonly findings: readonly Finding[];
}

/** Where a picture lies; nothing of it. */
interface Finding {
  readonly kind: MediaKind;
  /** A table's column, a key, or a file as seen from its folder. */
  readonly where: string;
  readonly row?: string;
}

/** Looks for pictures, films and pages wherever something is kept. What it finds it names, and shows nothing of. */
export async function scanPrivacy(
  session: Session,
  { logs = [], mail = [] }: { logs?: readonly string[]; mail?: readonly string[] },
): Promise<number> {
  const { world } = session;
  const config = await operatorConfig(world);
  const places = [await inDatabase(config)];
  if (config.queue.redisUrl !== null) places.push(await inRedis(config.queue.redisUrl));
  for (const folder of logs) places.push(await inFolder('LOGS', path.resolve(world.cwd, folder)));
  for (const folder of mail) places.push(await inFolder('MAIL', path.resolve(world.cwd, folder)));
  const result = { v: 1, at: new Date().toISOString(), places };
  const isClean = places.every(({ findings }) => findings.length === 0);
  session.show({ ...result, signed: signatureOf(result, config) }, () => textOf(places));
  return isClean ? exitCodes.ok : exitCodes.refused;
}

async function inDatabase({ database: options }: OperatorConfig): Promise<Place> {
  return onDatabase(async () => {
    const database = await openDatabase({ ...options, poolSize: 1 });
    const tally = newTally();
    try {
      for await (const { table: name, row, values } of everyRow(database.pool))
        for (const [column, bytes] of Object.entries(values)) tally.look(bytes, `${name}.${column}`, row);
    } finally {
      await database.close();
    }
    return tally.of('DATABASE');
  });
}

async function inRedis(url: string): Promise<Place> {
  const tally = newTally();
  try {
    for await (const { key, parts } of redisValues(url)) for (const bytes of parts) tally.look(bytes, key);
  } catch (error) {
    throw new UsageError(
      'Redis does not answer at the address in queue.redisUrl. Start it, or correct the address.',
      {
        cause: error,
      },
    );
  }
  return tally.of('REDIS');
}

async function inFolder(place: 'LOGS' | 'MAIL', folder: string): Promise<Place> {
  const tally = newTally();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    throw new UsageError(`${folder} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`);
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

function newTally() {
  const findings: Finding[] = [];
  let looked = 0;
  let bytes = 0;
  return {
    look(value: Buffer, where: string, row?: string) {
      looked += 1;
      bytes += value.length;
      const kind = mediaIn(value);
      if (kind) findings.push({ kind, where, ...(row === undefined ? {} : { row }) });
    },
    /** A file may be larger than memory: piece by piece, each with the end of the one before. */
    async lookThrough(pieces: AsyncIterable<Buffer>, where: string) {
      looked += 1;
      let before: Buffer | undefined;
      let kind: MediaKind | undefined;
      for await (const piece of pieces) {
        bytes += piece.length;
        kind ??= mediaIn(before ? Buffer.concat([before, piece]) : piece, before === undefined);
        before = piece.subarray(-mediaOverlapBytes);
      }
      if (kind) findings.push({ kind, where });
    },
    of: (place: Place['place']): Place => ({ place, looked, bytes, findings }),
  };
}

/** Over the canonical JSON (RFC 8785) of everything else; null where this installation signs nothing. */
function signatureOf(result: object, { audit }: OperatorConfig) {
  if (audit.signingKey === null) return null;
  const key = signingKeyFrom(audit.signingKey, 'audit.signingKey');
  const text = Buffer.from(canonicalize(result) ?? '');
  return { keyId: key.id, signature: key.sign(text).toString('base64') };
}

function textOf(places: readonly Place[]): string {
  const counts = table(
    places.map(({ place, looked, bytes, findings }) => [
      place,
      `${looked}`,
      `${bytes} bytes`,
      `${findings.length} found`,
    ]),
    '',
  );
  const found = places.flatMap(({ place, findings }) =>
    findings.map(({ kind, where, row }) => [place, kind, where, row ?? '-']),
  );
  return found.length === 0
    ? `${counts}\nNo picture, film or page lies there.`
    : `${counts}\n${table(found, '  ')}`;
}
