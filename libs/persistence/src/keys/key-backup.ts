import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, rename, rm, unlink, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type pg from 'pg';

/** The last line of a backup of keys. */
export interface KeyManifest {
  readonly format: 'uniflag keys 1';
  /** Id of the installation, whose database alone takes it back. */
  readonly installation: string;
  /** ISO 8601 */
  readonly takenAt: string;
  readonly count: number;
  /** Of all lines before this one, hex. */
  readonly sha256: string;
  readonly wrappingKeyIds: readonly string[];
}

/** A wrapped key as a line of a backup; its key is never in clear. */
export interface KeyLine {
  readonly owner: string;
  readonly kind: string;
  /** Base64. */
  readonly wrapped: string;
  readonly wrappingKeyId: string;
  /** ISO 8601 */
  readonly createdAt: string;
}

export interface KeyBackup {
  readonly file: string;
  readonly manifest: KeyManifest;
  /** Names of its own older backups that were deleted. */
  readonly deleted: readonly string[];
}

/** Beside the backups: owners whose keys were destroyed, an id a line, in order. It outlives them all. */
export const destroyedFile = 'destroyed-keys.txt';

const rowsAtOnce = 5_000;
const dayMs = 24 * 60 * 60 * 1_000;
const backupName = /^keys-(\d{4}-\d{2}-\d{2}T\d{2})(\d{2})(\d{2}Z)\.jsonl$/;

/**
 * Writes every wrapped key, as they stood at one moment, but for those of screenshots, into a file that only its owner can read; whole or not at all.
 * Then deletes its own backups there that are older than `keepDays`.
 *
 * A screenshot leaves nothing that says it was destroyed, so its key could come back.
 *
 * @param folder must exist
 */
export async function backUpKeys(
  pool: pg.Pool,
  folder: string,
  { keepDays, nowMs }: { readonly keepDays: number; readonly nowMs: number },
): Promise<KeyBackup> {
  const takenAt = new Date(nowMs).toISOString();
  const name = `keys-${takenAt.slice(0, 19).replaceAll(':', '')}Z.jsonl`;
  const file = path.join(folder, name);
  const client = await pool.connect();
  try {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows } = await client.query<{ id: string }>('SELECT id FROM installation');
    const begun = { format: 'uniflag keys 1', installation: rows[0]?.id ?? '', takenAt } as const;
    await written(path.join(folder, destroyedFile), (draft) => writeDestroyed(client, folder, draft));
    const manifest = await written(file, (draft) => writeKeys(client, begun, draft));
    return { file, manifest, deleted: await deleteOlder(folder, nowMs - keepDays * dayMs) };
  } finally {
    // Ends the transaction as well.
    client.release(true);
  }
}

async function writeKeys(
  client: pg.PoolClient,
  begun: Pick<KeyManifest, 'format' | 'installation' | 'takenAt'>,
  draft: FileHandle,
): Promise<KeyManifest> {
  const hash = createHash('sha256');
  const wrappingKeyIds = new Set<string>();
  let count = 0;
  const rows = rowsOf<KeyLine>(
    client,
    `SELECT owner_id AS owner, owner_kind AS kind, translate(encode(wrapped, 'base64'), E'\\n', '') AS wrapped,
       wrapping_key_id AS "wrappingKeyId", to_json(created_at) #>> '{}' AS "createdAt" FROM data_keys
     WHERE owner_kind <> 'screenshot' ORDER BY owner_id`,
  );
  for await (const page of rows) {
    for (const { wrappingKeyId } of page) wrappingKeyIds.add(wrappingKeyId);
    const lines = page.map((row) => `${JSON.stringify(row)}\n`).join('');
    hash.update(lines);
    count += page.length;
    await draft.write(lines);
  }
  const manifest = {
    ...begun,
    count,
    sha256: hash.digest('hex'),
    wrappingKeyIds: [...wrappingKeyIds].sort(),
  };
  await draft.write(`${JSON.stringify(manifest)}\n`);
  return manifest;
}

/** What the database knows to be destroyed, with what was known before: an older copy of it knows less. */
async function writeDestroyed(client: pg.PoolClient, folder: string, draft: FileHandle): Promise<void> {
  const before = destroyedIn(folder)[Symbol.asyncIterator]();
  let next = await before.next();
  const write = (ids: readonly string[]) => draft.write(ids.map((id) => `${id}\n`).join(''));
  const rows = rowsOf<{ id: string }>(
    client,
    `SELECT report_id AS id FROM erasures UNION SELECT id FROM replies WHERE sealed IS NULL ORDER BY id`,
  );
  for await (const page of rows) {
    const merged: string[] = [];
    for (const { id } of page) {
      for (; !next.done && next.value <= id; next = await before.next())
        if (next.value < id) merged.push(next.value);
      merged.push(id);
    }
    await write(merged);
  }
  for (; !next.done; next = await before.next()) await write([next.value]);
}

/** Owners whose keys were destroyed, as the file in this folder has them; none where there is no such file. */
export async function* destroyedIn(folder: string): AsyncGenerator<string> {
  const names = await readdir(folder);
  if (!names.includes(destroyedFile)) return;
  for await (const line of linesOf(path.join(folder, destroyedFile))) if (line !== '') yield line;
}

export function linesOf(file: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
}

async function* rowsOf<Row>(client: pg.PoolClient, statement: string): AsyncGenerator<Row[]> {
  await client.query(`DECLARE all_rows NO SCROLL CURSOR FOR ${statement}`);
  for (;;) {
    const { rows } = await client.query(`FETCH ${rowsAtOnce} FROM all_rows`);
    if (rows.length > 0) yield rows as Row[];
    if (rows.length < rowsAtOnce) break;
  }
  await client.query('CLOSE all_rows');
}

/** Written and synced under another name first: a crash on the way leaves the earlier file, or none. */
async function written<Result>(file: string, write: (draft: FileHandle) => Promise<Result>): Promise<Result> {
  const draftFile = `${file}.${randomBytes(6).toString('hex')}.draft`;
  const draft = await open(draftFile, 'wx', 0o600);
  try {
    const result = await write(draft);
    await draft.sync();
    await rename(draftFile, file);
    return result;
  } catch (error) {
    await rm(draftFile, { force: true });
    throw error;
  } finally {
    await draft.close();
  }
}

async function deleteOlder(folder: string, beforeMs: number): Promise<readonly string[]> {
  const old = (await readdir(folder)).filter((name) => {
    const [, hour, minute, second] = backupName.exec(name) ?? [];
    return hour !== undefined && Date.parse(`${hour}:${minute}:${second}`) < beforeMs;
  });
  for (const name of old) await unlink(path.join(folder, name));
  return old;
}
