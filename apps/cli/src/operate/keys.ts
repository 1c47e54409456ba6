import path from 'node:path';
import { KeyServiceFault } from '#application';
import {
  backUpKeys,
  KeyBackupError,
  openDatabase,
  PgKeyClearing,
  restoreKeys,
  type Database,
  type DatabaseOptions,
} from '#persistence';
import { createKeyInToken } from '#security';
import { exitCodes, UsageError } from '../failures.js';
import type { Session } from '../session.js';
import { keysConfig, onDatabase, operatorConfig } from './installation.js';

export async function createKey(session: Session): Promise<number> {
  const { modulePath, tokenLabel, pin, keyLabel } = (await keysConfig(session.world)).security.pkcs11;
  if (modulePath === null || tokenLabel === null || pin === null || keyLabel === null)
    throw new UsageError('Set security.pkcs11.modulePath, .tokenLabel, .pin and .keyLabel first.');
  try {
    await createKeyInToken({ modulePath, tokenLabel, pin, keyLabel });
  } catch (error) {
    if (error instanceof KeyServiceFault) throw new UsageError(error.message);
    throw error;
  }
  return session.show({ tokenLabel, keyLabel }, () => `The token ${tokenLabel} has the key ${keyLabel}.`);
}

export async function backUpKeysTo(session: Session, { to }: { readonly to: string }): Promise<number> {
  const { database, security } = await keysConfig(session.world);
  const folder = path.resolve(session.world.cwd, to);
  const rules = { keepDays: security.keyBackupDays, nowMs: Date.now() };
  const backup = await inFolder(to, () =>
    onOwnDatabase(database, ({ pool }) => backUpKeys(pool, folder, rules)),
  );
  const { file, manifest, deleted } = backup;
  return session.show(
    { file, ...manifest, deleted },
    () => `${file}: ${manifest.count} wrapped keys. Older backups deleted: ${deleted.length}.`,
  );
}

export async function restoreKeysFrom(
  session: Session,
  given: string,
  { evenExpired = false }: { readonly evenExpired?: boolean },
): Promise<number> {
  const { database, security } = await keysConfig(session.world);
  const file = path.resolve(session.world.cwd, given);
  const rules = { keepDays: security.keyBackupDays, nowMs: Date.now(), evenExpired };
  try {
    const { manifest, restored, there, erased } = await inFolder(given, () =>
      onOwnDatabase(database, ({ pool }) => restoreKeys(pool, file, rules)),
    );
    return session.show(
      { file, ...manifest, restored, there, erased },
      () =>
        `Of ${manifest.count} keys of ${manifest.takenAt}: ${restored} put back, ${there} were there, ` +
        `${erased} left out, since what they opened was erased. They open with ${manifest.wrappingKeyIds.join(', ') || 'nothing'}.`,
    );
  } catch (error) {
    if (!(error instanceof KeyBackupError)) throw error;
    session.world.err(`${error.message}\n`);
    return exitCodes.refused;
  }
}

export async function clearKeysNow(session: Session): Promise<number> {
  const { database } = await operatorConfig(session.world);
  const answer = await onOwnDatabase(database, ({ pool }) => new PgKeyClearing(pool).clear(null));
  session.show(answer, () => sentences[answer.outcome]);
  return answer.outcome === 'cleared' || answer.outcome === 'notNeeded' ? exitCodes.ok : exitCodes.refused;
}

const sentences = {
  cleared: 'The table of wrapped keys was rewritten.',
  notNeeded: 'No key was destroyed or wrapped anew since it was rewritten last.',
  busy: 'Somebody is at work on the table of wrapped keys. Try again in a moment.',
  notAllowed: 'The user of database.url may not rewrite the table of wrapped keys. Run this as its owner.',
} as const;

async function onOwnDatabase<Result>(
  options: DatabaseOptions,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  return onDatabase(async () => {
    const database = await openDatabase({ ...options, poolSize: 1, statementTimeoutMs: 0 });
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  });
}

async function inFolder<Result>(given: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { code } = (error ?? {}) as { code?: unknown };
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new UsageError(`${given} does not exist. Name a folder that does, or a file in it.`);
    if (code === 'EACCES') throw new UsageError(`${given} cannot be used by this user.`);
    throw error;
  }
}
