import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { ClearKeys } from '#application';
import { MemoryLog } from '#telemetry';
import { uuidv7 } from 'uuidv7';
import { openSchema, type Schema } from '../../../../test/support/schema.js';
import { until } from '../../../../test/support/services/until.js';
import { openDatabase, type Database } from '../database.js';
import { grantRoles } from '../roles/database-roles.js';
import { PgKeyClearing } from './pg-key-clearing.js';

let schema: Schema;
let worker: Database;
let api: Database;
let clearing: PgKeyClearing;
beforeAll(async () => {
  schema = await openSchema();
  await grantRoles(schema.options);
  worker = await openDatabase({ ...schema.options, poolSize: 2, role: 'uniflag_worker' });
  api = await openDatabase({ ...schema.options, poolSize: 2, role: 'uniflag_api' });
  clearing = new PgKeyClearing(worker.pool);
});
afterAll(async () => {
  for (const each of [worker, api]) await each.close();
  await schema.drop();
});

/** @returns its wrapped key, and its owner */
async function addKey(): Promise<{ owner: string; wrapped: Buffer }> {
  const key = { owner: uuidv7(), wrapped: randomBytes(61) };
  await schema.pool.query(
    `INSERT INTO data_keys (owner_id, owner_kind, wrapped, wrapping_key_id) VALUES ($1, 'report', $2, 'wk-synthetic')`,
    [key.owner, key.wrapped],
  );
  return key;
}

/**
 * Deletes a key, and waits until the server has counted that, a moment later, and until nobody on this server still reads it:
 * other suites do.
 */
async function destroy({ owner }: { owner: string }): Promise<void> {
  const counted = async () =>
    Number(
      (
        await schema.rows(
          `SELECT pg_stat_clear_snapshot(), pg_stat_get_tuples_deleted('data_keys'::regclass) AS n`,
        )
      )[0]?.['n'],
    );
  const before = await counted();
  const [deleted] = await schema.rows<{ xid: string }>(
    `WITH gone AS (DELETE FROM data_keys WHERE owner_id = $1) SELECT pg_current_xact_id()::xid::text AS xid`,
    [owner],
  );
  await until('the server counted it', async () => (await counted()) > before);
  await until('nobody reads what was before', async () => {
    const readers = await schema.rows(
      'SELECT 1 FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND age(backend_xmin) >= age($1::xid)',
      [deleted?.xid],
    );
    return readers.length === 0;
  });
}

async function fileHolds(bytes: Buffer): Promise<boolean> {
  await schema.pool.query('CHECKPOINT');
  const [row] = await schema.rows(
    `SELECT current_setting('data_directory') AS folder, pg_relation_filepath('data_keys') AS file`,
  );
  return (await readFile(path.join(String(row?.['folder']), String(row?.['file'])))).includes(bytes);
}

const recorded = () => schema.rows('SELECT * FROM key_clearings ORDER BY cleared_at');

it('takes the bytes of destroyed keys out of the file, as the worker, and says when', async () => {
  const [destroyed, kept] = [await addKey(), await addKey()];
  await destroy(destroyed);
  expect(await fileHolds(destroyed.wrapped)).toBe(true);
  expect(await clearing.clear(null)).toEqual({ outcome: 'cleared', durationMs: expect.any(Number) });
  expect(await fileHolds(destroyed.wrapped)).toBe(false);
  expect(await fileHolds(kept.wrapped)).toBe(true);
  expect(await recorded()).toMatchObject([{ duration_ms: expect.any(Number) }]);
});

it('does nothing where nothing was destroyed since, or it was done since the time it is asked for', async () => {
  expect(await clearing.clear(null)).toEqual({ outcome: 'notNeeded' });
  await destroy(await addKey());
  expect(await clearing.clear(Date.now() - 60_000)).toEqual({ outcome: 'notNeeded' });
  expect(await clearing.clear(Date.now() + 60_000)).toMatchObject({ outcome: 'cleared' });
});

it('gives way to whoever is at work on the table', async () => {
  await destroy(await addKey());
  const client = await schema.pool.connect();
  try {
    await client.query('BEGIN; SELECT 1 FROM data_keys');
    expect(await clearing.clear(null)).toEqual({ outcome: 'busy' });
    // Nobody is held up by it.
    await addKey();
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
  expect(await clearing.clear(null)).toMatchObject({ outcome: 'cleared' });
});

it('is done by one of several workers', async () => {
  await destroy(await addKey());
  const before = (await recorded()).length;
  await Promise.all([clearing.clear(null), new PgKeyClearing(worker.pool).clear(null)]);
  expect(await recorded()).toHaveLength(before + 1);
});

it('says so where it may not', async () => {
  await destroy(await addKey());
  expect(await new PgKeyClearing(api.pool).clear(null)).toEqual({ outcome: 'notAllowed' });
});

it('keeps no sample of wrapped keys in the catalogue', async () => {
  for (let n = 0; n < 5; n += 1) await addKey();
  await schema.pool.query('ANALYZE data_keys');
  const columns = await schema.rows(
    `SELECT attname FROM pg_stats WHERE tablename = 'data_keys' AND schemaname = current_schema()`,
  );
  expect(columns.map(({ attname }) => attname)).toContain('owner_id');
  expect(columns.map(({ attname }) => attname)).not.toContain('wrapped');
});

describe('ClearKeys', () => {
  const day = 24 * 60 * 60_000;
  const midnight = Date.parse('2026-11-28T00:00:00Z');

  it('asks from its time of day on, again when that comes round, and soon where it was in the way', async () => {
    const asked: (number | null)[] = [];
    const answers = ['cleared', 'notNeeded', 'busy', 'notAllowed'] as const;
    const log = new MemoryLog();
    let nowMs = midnight + 90 * 60_000;
    const clearKeys = new ClearKeys({
      clearing: {
        clear: (sinceMs) => {
          asked.push(sinceMs);
          const outcome = answers[asked.length - 1]!;
          return Promise.resolve(outcome === 'cleared' ? { outcome, durationMs: 7 } : { outcome });
        },
      },
      ...{ log, settings: { atMinute: 120, timeZone: 'UTC' }, now: () => nowMs },
    });
    for (const waitMs of [0, 60_000, 4 * 60_000, 30 * 60_000, day]) {
      nowMs += waitMs;
      await clearKeys.run();
    }
    const two = midnight + 120 * 60_000;
    expect(asked).toEqual([two - day, two - day, two, two + day]);
    expect(log.of('security.keys_cleared')).toMatchObject([{ fields: { durationMs: 7 } }]);
    expect(log.of('security.keys_not_cleared')).toMatchObject([
      { level: 'warn', fields: { code: 'KEYS.CLEARING_BUSY' } },
      { level: 'warn', fields: { code: 'KEYS.CLEARING_NOT_ALLOWED' } },
    ]);
  });
});
