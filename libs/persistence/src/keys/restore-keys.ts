import { createHash } from 'node:crypto';
import path from 'node:path';
import type pg from 'pg';
import { inTransaction } from '../stores/in-transaction.js';
import { destroyedIn, linesOf, type KeyManifest } from './key-backup.js';

/** A backup of keys that is not taken back. */
export class KeyBackupError extends Error {
  override readonly name = 'KeyBackupError';

  constructor(
    readonly code: 'KEYS.BACKUP_DAMAGED' | 'KEYS.BACKUP_OF_ANOTHER' | 'KEYS.BACKUP_EXPIRED',
    sentence: string,
  ) {
    super(sentence);
  }
}

export interface RestoredKeys {
  readonly manifest: KeyManifest;
  /** Were missing, and are back. */
  readonly restored: number;
  /** Were there, and stay as they are. */
  readonly there: number;
  /** Stay destroyed: their owner was erased. */
  readonly erased: number;
}

/**
 * Puts back the keys of a backup that are missing, but for those whose owner was erased: as the database says, and as the
 * file of destroyed keys beside the backup says.
 *
 * @throws KeyBackupError before anything is changed
 */
export async function restoreKeys(
  pool: pg.Pool,
  file: string,
  { keepDays, nowMs, evenExpired }: RestoreRules,
): Promise<RestoredKeys> {
  const manifest = await checked(file);
  const ageDays = (nowMs - Date.parse(manifest.takenAt)) / dayMs;
  if (ageDays > keepDays && !evenExpired)
    throw new KeyBackupError(
      'KEYS.BACKUP_EXPIRED',
      `This backup is ${Math.floor(ageDays)} days old, and security.keyBackupDays is ${keepDays}: keys that were destroyed since may be in it. ` +
        'Take a newer one, or add --even-expired.',
    );
  const counts = await inTransaction(pool, async (client) => {
    await client.query('BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0');
    const { rows: own } = await client.query<{ id: string }>('SELECT id FROM installation');
    if (own[0]?.id !== manifest.installation)
      throw new KeyBackupError(
        'KEYS.BACKUP_OF_ANOTHER',
        'This backup is of another installation: its keys open nothing here. Name the database it was made of.',
      );
    await client.query(`
      CREATE TEMP TABLE kept_keys (owner uuid PRIMARY KEY, kind text, wrapped text, "wrappingKeyId" text,
        "createdAt" timestamptz) ON COMMIT DROP;
      CREATE TEMP TABLE destroyed_keys (owner uuid PRIMARY KEY) ON COMMIT DROP`);
    for await (const page of pagesOf(keyLines(file)))
      await client.query(
        `INSERT INTO kept_keys SELECT * FROM jsonb_to_recordset($1::jsonb)
           AS i(owner uuid, kind text, wrapped text, "wrappingKeyId" text, "createdAt" timestamptz)`,
        [`[${page.join(',')}]`],
      );
    for await (const page of pagesOf(destroyedIn(path.dirname(file))))
      await client.query('INSERT INTO destroyed_keys SELECT unnest($1::uuid[])', [page]);
    const { rows } = await client.query<Omit<RestoredKeys, 'manifest'>>(restoreStatement);
    return rows[0];
  });
  if (!counts) throw new Error('the restore counted nothing');
  return { manifest, ...counts };
}

interface RestoreRules {
  readonly keepDays: number;
  readonly nowMs: number;
  readonly evenExpired: boolean;
}

const dayMs = 24 * 60 * 60 * 1_000;
const rowsAtOnce = 5_000;

/** Rows of reports and replies stay when they are erased, and say so. */
const restoreStatement = `
  WITH judged AS (
    SELECT k.*, d.owner_id IS NOT NULL AS is_there,
      EXISTS (SELECT 1 FROM destroyed_keys x WHERE x.owner = k.owner)
        OR EXISTS (SELECT 1 FROM erasures e WHERE e.report_id = k.owner)
        OR EXISTS (SELECT 1 FROM reports r WHERE r.id = k.owner AND r.erased_at IS NOT NULL)
        OR EXISTS (SELECT 1 FROM replies p WHERE p.id = k.owner AND p.sealed IS NULL) AS is_erased
    FROM kept_keys k LEFT JOIN data_keys d ON d.owner_id = k.owner
  ), restored AS (
    INSERT INTO data_keys (owner_id, owner_kind, wrapped, wrapping_key_id, created_at)
    SELECT owner, kind, decode(wrapped, 'base64'), "wrappingKeyId", "createdAt" FROM judged
    WHERE NOT is_there AND NOT is_erased
    ON CONFLICT DO NOTHING RETURNING 1
  )
  SELECT (SELECT count(*)::int FROM restored) AS restored, count(*) FILTER (WHERE is_there)::int AS there,
    count(*) FILTER (WHERE is_erased AND NOT is_there)::int AS erased
  FROM judged`;

/** The manifest, once the whole file was compared with it. */
async function checked(file: string): Promise<KeyManifest> {
  const hash = createHash('sha256');
  let count = -1;
  let last: string | undefined;
  for await (const line of linesOf(file)) {
    if (last !== undefined) hash.update(`${last}\n`);
    count += 1;
    last = line;
  }
  const manifest = manifestIn(last);
  if (!manifest || manifest.count !== count || manifest.sha256 !== hash.digest('hex'))
    throw new KeyBackupError(
      'KEYS.BACKUP_DAMAGED',
      'This file is no whole backup of keys: its last line does not fit the others. Take another one.',
    );
  return manifest;
}

function manifestIn(line: string | undefined): KeyManifest | undefined {
  try {
    const read = JSON.parse(line ?? '') as Partial<KeyManifest> | null;
    return read?.format === 'uniflag keys 1' ? (read as KeyManifest) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function* keyLines(file: string): AsyncGenerator<string> {
  let last: string | undefined;
  for await (const line of linesOf(file)) {
    if (last !== undefined) yield last;
    last = line;
  }
}

async function* pagesOf(lines: AsyncIterable<string>): AsyncGenerator<string[]> {
  let page: string[] = [];
  for await (const line of lines) {
    page.push(line);
    if (page.length < rowsAtOnce) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
