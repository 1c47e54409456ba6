import path from 'node:path';
import type { PictureScan, ScannedPlace } from '#application';
import {
  openDatabase,
  pictureScanText,
  scanForPictures,
  ScanFault,
  type PictureScanParts,
} from '#persistence';
import { redisValues } from '#queue';
import { mediaIn, mediaOverlapBytes, signingKeyFrom } from '#security';
import { exitCodes, UsageError } from '../failures.js';
import type { Session } from '../session.js';
import { table } from '../text/layout.js';
import { onDatabase, operatorConfig, type OperatorConfig } from './installation.js';

/** Looks for pictures, films and pages wherever something is kept. What it finds it names, and shows nothing of. */
export async function scanPrivacy(
  session: Session,
  { logs = [], mail = [] }: { logs?: readonly string[]; mail?: readonly string[] },
): Promise<number> {
  const { world } = session;
  const config = await operatorConfig(world);
  const folder = (each: string) => path.resolve(world.cwd, each);
  const scan = await scanned(config, { logFolders: logs.map(folder), mailFolders: mail.map(folder) });
  const { places } = scan;
  const isClean = places.every(({ findings }) => findings.length === 0);
  session.show({ ...scan, signed: signatureOf(scan, config) }, () => textOf(places));
  return isClean ? exitCodes.ok : exitCodes.refused;
}

async function scanned(
  { database: options, queue: { redisUrl } }: OperatorConfig,
  folders: Pick<PictureScanParts, 'logFolders' | 'mailFolders'>,
): Promise<PictureScan> {
  return onDatabase(async () => {
    const database = await openDatabase({ ...options, poolSize: 1 });
    const redis = redisUrl === null ? {} : { redis: () => redisValues(redisUrl) };
    const parts = { pool: database.pool, ...folders, ...redis, mediaIn, overlapBytes: mediaOverlapBytes };
    try {
      return await scanForPictures(parts, () => new Date());
    } catch (error) {
      throw error instanceof ScanFault ? new UsageError(wayOut(error), { cause: error }) : error;
    } finally {
      await database.close();
    }
  });
}

function wayOut({ place, where, cause }: ScanFault): string {
  return place === 'REDIS'
    ? 'Redis does not answer at the address in queue.redisUrl. Start it, or correct the address.'
    : `${where} cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}).`;
}

/** Over the canonical JSON (RFC 8785) of everything else; null where this installation signs nothing. */
function signatureOf(scan: PictureScan, { audit }: OperatorConfig) {
  if (audit.signingKey === null) return null;
  const key = signingKeyFrom(audit.signingKey, 'audit.signingKey');
  return { keyId: key.id, signature: key.sign(pictureScanText(scan)).toString('base64') };
}

function textOf(places: readonly ScannedPlace[]): string {
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
