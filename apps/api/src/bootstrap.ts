import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { uuidv7 } from 'uuidv7';
import { loadConfig } from '#config';
import { grantRoles, migrate, openDatabase, PgApiKeys, whenDatabaseIsThere } from '#persistence';
import { newApiKey, parseApiKey } from '#security';
import { createLogger, readOrExit, reasonOf } from '#telemetry';

/**
 * Prepares a database for a start: tables, the rights of each role, and one API key where a file for it is named.
 *
 *   node dist/apps/api/src/bootstrap.js [--api-key-file <path>]
 *
 * The key in the file is made valid in the database; where there is no file, a new key is written to it (mode 0600).
 * Waits for the database. Prints `{"migrations": [...]}` as one line; the key itself is never printed. What it waits for
 * and why it could not do it is in its log, on stderr.
 */
const { values } = parseArgs({ options: { 'api-key-file': { type: 'string' } } });
const file = values['api-key-file'];
const config = readOrExit('bootstrap', () => loadConfig({ env: process.env }, ['database']));
const log = createLogger({ service: 'bootstrap', level: 'info', destination: 'stderr' });
try {
  const migrations = await whenDatabaseIsThere(() => prepare(file), log);
  process.stdout.write(`${JSON.stringify({ migrations })}\n`);
} catch (error) {
  log.error('bootstrap.failed', reasonOf(error));
  process.exit(1);
}

async function prepare(keyFile: string | undefined): Promise<readonly string[]> {
  const database = await openDatabase(config.database);
  try {
    const migrations = await migrate(database);
    if (config.database.roles) await grantRoles(config.database);
    if (keyFile === undefined) return migrations;
    const { prefix, hash } =
      parseApiKey((await readKey(keyFile)) ?? (await writeKey(keyFile))) ?? invalidKey(keyFile);
    await new PgApiKeys(database.pool).add({ id: uuidv7(), name: 'first key', prefix, hash });
    return migrations;
  } finally {
    await database.close();
  }
}

async function readKey(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeKey(path: string): Promise<string> {
  const { key } = newApiKey();
  await writeFile(path, `${key}\n`, { mode: 0o600, flag: 'wx' });
  return key;
}

function invalidKey(path: string): never {
  process.stderr.write(`${path} holds no API key (uf_…). Remove the file to have a new key made.\n`);
  process.exit(2);
}
