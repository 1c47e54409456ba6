import { appendFile, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EraseReport } from '#application';
import { uuidv7 } from 'uuidv7';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { PgRetentionStore } from '../stores/pg-retention-store.js';
import { backUpKeys, destroyedFile } from './key-backup.js';
import { restoreKeys } from './restore-keys.js';

const day = 86_400_000;
const now = Date.parse('2026-11-28T12:00:00Z');
let workshop: Workshop;
let folder: string;
beforeAll(async () => {
  workshop = await openWorkshop();
  await workshop.schema.pool.query('INSERT INTO installation (id) VALUES ($1) ON CONFLICT DO NOTHING', [
    uuidv7(),
  ]);
});
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'uniflag-keys-'));
});
afterEach(() => rm(folder, { recursive: true }));
afterAll(() => workshop.close());

const backUp = (nowMs = now) => backUpKeys(workshop.schema.pool, folder, { keepDays: 7, nowMs });
const restore = (file: string, more: object = {}) =>
  restoreKeys(workshop.schema.pool, file, { keepDays: 7, nowMs: now, evenExpired: false, ...more });
const erase = async (reportId: string) => {
  const parts = { reports: workshop.stores.reports, ids: { uuid: uuidv7 } };
  const retention = new PgRetentionStore(workshop.schema.pool);
  const answer = await new EraseReport({ ...parts, retention }).run(reportId, {
    id: 'one',
    name: 'Desk one',
  });
  expect(answer).toEqual({ outcome: 'done' });
};
const loseTable = () => workshop.schema.pool.query('TRUNCATE data_keys');
const countKeys = async () =>
  Number((await workshop.schema.rows<{ count: string }>('SELECT count(*) FROM data_keys'))[0]?.count);

/** A report that was sent and answered: two keys. */
async function answered(): Promise<string> {
  const { id, submissions } = await workshop.file(['lookup-example'], { explanation: 'Synthetic text.' });
  await workshop.sendDue();
  const { id: submissionId, reference } = submissions[0]!;
  await workshop.reply({ reference, platform: 'lookup-example' }, [], {
    inReplyTo: [`${submissionId}.0@uniflag.example`],
  });
  await workshop.cases.applyReplies.run();
  return id;
}

it('everything opens again after the table was lost, but what was erased since the backup', async () => {
  const kept = [await answered(), await answered()];
  const gone = await answered();
  const { file, manifest } = await backUp();
  expect(manifest).toMatchObject({ count: 6, wrappingKeyIds: [await workshop.cipher.wrappingKeyId()] });
  await erase(gone);
  expect(await restore(file)).toMatchObject({ restored: 0, there: 4, erased: 2 });

  await loseTable();
  await expect(workshop.view(kept[0]!)).rejects.toThrow();
  expect(await restore(file)).toMatchObject({ restored: 4, there: 0, erased: 2 });
  for (const id of kept) expect((await workshop.view(id)).explanation).toBe('Synthetic text.');
  await expect(workshop.view(gone)).rejects.toThrow('was erased');
  expect(await restore(file)).toMatchObject({ restored: 0, there: 4, erased: 2 });
});

it('a key stays destroyed where the rows come from a copy that is older than its erasure', async () => {
  const [id] = [await answered()];
  const { file } = await backUp();
  const before = await workshop.schema.rows('SELECT * FROM data_keys WHERE owner_id = $1', [id]);
  expect(before).toHaveLength(1);
  await erase(id);
  await backUp(now + 1_000);
  // As an older copy of the database has it: no erasure, and the text is there.
  await workshop.schema.pool.query(`
    ALTER TABLE erasures DISABLE TRIGGER USER;
    DELETE FROM erasures;
    ALTER TABLE erasures ENABLE TRIGGER USER;
    UPDATE reports SET erased_at = NULL, erased_because = NULL;
    UPDATE replies SET sealed = '\\x00' WHERE sealed IS NULL`);
  await backUp(now + 2_000);
  await restore(file);
  expect(await workshop.schema.rows('SELECT 1 FROM data_keys WHERE owner_id = $1', [id])).toEqual([]);
  const destroyed = (await readFile(path.join(folder, destroyedFile), 'utf8')).trim().split('\n');
  expect(destroyed).toContain(id);
  expect(destroyed).toEqual([...new Set(destroyed)].sort());
});

it('leaves out keys of screenshots: nothing would say later that one was destroyed', async () => {
  const id = uuidv7();
  await workshop.schema.pool.query(
    `INSERT INTO data_keys (owner_id, owner_kind, wrapped, wrapping_key_id) VALUES ($1, 'screenshot', '\\x00', 'wk-synthetic')`,
    [id],
  );
  const { file } = await backUp();
  expect(await readFile(file, 'utf8')).not.toContain(id);
  await workshop.schema.pool.query('DELETE FROM data_keys WHERE owner_id = $1', [id]);
});

it('is readable by its owner alone, holds no key in clear, and older ones of its own are deleted', async () => {
  await answered();
  const stranger = path.join(folder, 'keys-of-somebody.jsonl');
  await writeFile(stranger, 'not ours');
  const old = await backUp(now - 8 * day);
  const recent = await backUp(now - 6 * day);
  const last = await backUp();
  expect(old.deleted).toEqual([]);
  expect(last.deleted).toEqual([path.basename(old.file)]);
  const names = [recent.file, last.file, stranger].map((file) => path.basename(file));
  expect((await readdir(folder)).sort()).toEqual([...names, destroyedFile].sort());
  for (const name of [path.basename(last.file), destroyedFile])
    expect((await stat(path.join(folder, name))).mode & 0o777).toBe(0o600);
  const lines = (await readFile(last.file, 'utf8')).trimEnd().split('\n');
  expect(Object.keys(JSON.parse(lines[0]!))).toEqual([
    'owner',
    'kind',
    'wrapped',
    'wrappingKeyId',
    'createdAt',
  ]);
  expect(lines).toHaveLength(last.manifest.count + 1);
  await utimes(last.file, 0, 0); // its name counts, not what a copy did to its times
  expect((await backUp(now + 1_000)).deleted).toEqual([]);
});

it('one that is too old is taken back only where somebody says so', async () => {
  const { file } = await backUp(now - 7 * day - 1);
  await expect(restore(file)).rejects.toMatchObject({
    ...{ code: 'KEYS.BACKUP_EXPIRED', message: expect.stringContaining('--even-expired') },
  });
  const there = await countKeys();
  expect(await restore(file, { evenExpired: true })).toMatchObject({ restored: 0, there });
});

it.each<[string, (file: string) => Promise<void>]>([
  ['a byte was changed', async (file) => edit(file, (text) => text.replace('"kind":"re', '"kind":"rE'))],
  ['its end is missing', async (file) => edit(file, (text) => text.slice(0, -200))],
  ['a line is missing', async (file) => edit(file, (text) => text.slice(text.indexOf('\n') + 1))],
  ['something was added', async (file) => appendFile(file, '{}\n')],
  ['it is something else', async (file) => writeFile(file, 'something else\n')],
  ['it is empty', async (file) => writeFile(file, '')],
])('nothing of one is taken back where %s', async (_what, damage) => {
  await answered();
  const { file } = await backUp();
  await damage(file);
  await loseTable();
  await expect(restore(file)).rejects.toMatchObject({ code: 'KEYS.BACKUP_DAMAGED' });
  expect(await countKeys()).toBe(0);
});

it('nothing of one of another installation is taken back', async () => {
  await answered();
  const { file } = await backUp();
  await workshop.schema.pool.query('UPDATE installation SET id = $1', [uuidv7()]);
  await expect(restore(file)).rejects.toMatchObject({ code: 'KEYS.BACKUP_OF_ANOTHER' });
});

it('many pages come back as they were', async () => {
  await workshop.schema.pool.query(
    `INSERT INTO data_keys (owner_id, owner_kind, wrapped, wrapping_key_id)
     SELECT gen_random_uuid(), 'endpoint', sha256(n::text::bytea) || sha256(n::text::bytea), 'wk-synthetic'
     FROM generate_series(1, 12345) n`,
  );
  const all = 'SELECT *, created_at::text AS at FROM data_keys ORDER BY owner_id';
  const before = await workshop.schema.rows(all);
  const { file } = await backUp();
  await loseTable();
  expect(await restore(file)).toMatchObject({ restored: before.length, there: 0, erased: 0 });
  expect(await workshop.schema.rows(all)).toEqual(before);
});

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const changed = change(text);
  expect(changed).not.toBe(text);
  await writeFile(file, changed);
}
