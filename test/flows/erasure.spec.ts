import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Redis } from 'ioredis';
import nodemailer from 'nodemailer';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { PgApiKeys, PgKeyClearing } from '#persistence';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#persistence/embedded';
import { newApiKey } from '#security';
import { filesHolding, filesWith, holds, newCanary } from '../support/canary.js';
import { openHouse, type House } from '../support/house.js';
import { startTestRedis, type TestRedis } from '../support/services/redis.js';

jest.setTimeout(120_000);

const canary = newCanary();
const { word, written } = canary;

let folder: string;
let redis: TestRedis | undefined;
let postgres: EmbeddedPostgres;
let house: House;
let secondKey: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'uniflag-erasure-'));
  redis = await startTestRedis(['--appendonly', 'yes', '--appendfsync', 'always']);
  postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), durable: false });
  house = await openHouse({
    resolve: () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })),
    env: {
      UNIFLAG_DATABASE__URL: postgres.url,
      ...(redis ? { UNIFLAG_QUEUE__BACKEND: 'redis', UNIFLAG_QUEUE__REDIS_URL: redis.url } : {}),
    },
  });
  const { key, prefix, hash } = newApiKey();
  await new PgApiKeys(house.database.pool).add({ id: uuidv7(), name: 'second', prefix, hash });
  secondKey = key;
});
afterAll(async () => {
  await house.close();
  await postgres.stop();
  await redis?.stop();
  await rm(folder, { recursive: true, force: true });
});

const ask = async (method: string, path: string, body?: unknown, key = house.apiKey) => {
  const answer = await house.request<any>(method, `/v1/${path}`, body, { authorization: `Bearer ${key}` });
  expect([path, answer.status]).toEqual([path, expect.any(Number)]);
  return answer.body;
};

/** A report with the canary in everything that staff write and a platform answers; sent, answered and decided. */
async function reportWithCanary(): Promise<{ readonly id: string; readonly reference: string }> {
  await house.scenario('snapchat', {}, [{ afterMs: 0, reply: 'information_requested' }]);
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const { id, reference } = await ask('POST', 'reports', {
    category: 'CYBERBULLYING',
    targets: [
      {
        input: 'https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYsyntheticid01',
        locator: `group ${word}`,
      },
    ],
    ...{ explanation: `Synthetic ${word} explanation.`, confidential: [`${word}school`] },
    ...{ goodFaith: true, caller: { role: 'PARENT' }, language: 'nl' },
    hold: { reason: 'POLICE_FIRST', until, note: `note ${word}` },
  });
  await ask('POST', `reports/${id}/release`, undefined, secondKey);
  const submission = async () => (await ask('GET', `reports/${id}`)).submissions[0];
  const stands = (name: string) => house.until(name, async () => (await submission()).word === name);
  await stands('info_requested');
  await ask('POST', `submissions/${(await submission()).id}/information`, { text: `answer ${word}` });
  await stands('removed');
  const [notice] = house.simulator.received('snapchat') as any[];
  expect(notice.text).toContain(word);
  await receive(notice.body.replyTo, reference, 'base64', written.base64);
  await receive(notice.body.replyTo, reference, 'quoted-printable', written.quotedPrintable);
  await ask('PUT', `reports/${id}/keep`, { reason: 'PROCEEDINGS', until, note: `note ${word}` });
  await ask('DELETE', `reports/${id}/keep`);
  await ask('POST', `reports/${id}/notes`, { text: `note ${word}` });
  expect(JSON.stringify(await ask('GET', `reports/${id}`))).toContain(word);
  await house.settle();
  return { id, reference };
}

async function receive(to: string, reference: string, encoding: string, text: Buffer): Promise<void> {
  const count = async () =>
    (await house.database.pool.query(`SELECT 1 FROM replies WHERE submission_id IS NOT NULL`)).rowCount ?? 0;
  const before = await count();
  const raw = [
    ...['From: case++1@snapchat.simulator.invalid', `To: ${to}`, `Message-ID: <${encoding}@x.example>`],
    ...[`Subject: Re: [${reference}] ${word}`, 'MIME-Version: 1.0', 'Content-Type: text/plain'],
    ...[
      `Content-Transfer-Encoding: ${encoding}`,
      '',
      text.toString().replace(/(.{66})/g, soft(encoding)),
      '',
    ],
  ].join('\r\n');
  const port = house.worker().mailPort ?? 0;
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    name: 'x.example',
  });
  await transport.sendMail({ envelope: { from: '', to }, raw });
  transport.close();
  await house.until(`the mail in ${encoding} is with its report`, async () => (await count()) === before + 1);
}

const soft = (encoding: string) => (encoding === 'base64' ? '$1\r\n' : '$1=\r\n');

/** Everything a server can read, the values of other types as text. */
async function readAll(url: string, isFound: (row: string) => boolean): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT oid::regclass::text AS name FROM pg_class WHERE relkind IN ('r', 'p', 'm') AND relnamespace IN
        (SELECT oid FROM pg_namespace WHERE nspname <> 'information_schema')`,
    );
    const found = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      if (rows.some(({ row }) => isFound(row))) found.push(name);
    }
    return found;
  } finally {
    await client.end();
  }
}

it('what is erased is in no file, no copy, no queue and no log, and its keys are nowhere a server reads', async () => {
  const { pool } = house.database;
  const { id, reference } = await reportWithCanary();
  const { rows: keys } = await pool.query<{ wrapped: Buffer }>(
    `SELECT wrapped FROM data_keys WHERE owner_id IN (SELECT id FROM reports UNION SELECT id FROM replies)`,
  );
  expect(keys.length).toBeGreaterThanOrEqual(4);
  const isKey = (row: string) =>
    keys.some(({ wrapped }) =>
      (['hex', 'base64', 'base64url'] as const).some((encoding) => row.includes(wrapped.toString(encoding))),
    );
  expect(await readAll(postgres.url, isKey)).toEqual([expect.stringMatching(/data_keys$/)]);

  await ask('POST', `reports/${id}/erase`, { reference });
  await house.settle();
  const { rows: compression } = await pool.query('SHOW wal_compression');
  expect(compression).toEqual([{ wal_compression: 'off' }]);
  const inTables = async () => {
    await pool.query('CHECKPOINT');
    return filesHolding(
      join(postgres.dataDir, 'base'),
      keys.map(({ wrapped }) => wrapped),
    );
  };
  // A deleted row stays in its page: what a worker does at night is done now.
  expect(await inTables()).toHaveLength(1);
  const clearing = new PgKeyClearing(pool);
  await house.until('the keys are cleared', async () => (await clearing.clear(null)).outcome === 'cleared');
  expect(await inTables()).toEqual([]);
  const { port, dataDir } = postgres;
  await postgres.stop();
  expect(await filesWith(folder, canary)).toEqual([]);
  const copy = join(folder, 'copy');
  await cp(dataDir, join(copy, 'data'), { recursive: true, verbatimSymlinks: true });
  postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), port, durable: false });

  const restored = await startEmbeddedPostgres({ dataDir: join(copy, 'data'), durable: false });
  try {
    const isFound = (row: string) => isKey(row) || holds(Buffer.from(row), canary);
    expect(await readAll(restored.url, isFound)).toEqual([]);
  } finally {
    await restored.stop();
    await rm(copy, { recursive: true, force: true });
  }
  expect(holds(Buffer.from(JSON.stringify(house.log.lines)), canary)).toBe(false);
  expect(holds(await readFile(`${dataDir}.log`), canary)).toBe(false);
  if (redis) {
    const client = new Redis(redis.url);
    const [, redisFolder = ''] = (await client.config('GET', 'dir')) as string[];
    expect((await client.keys('*')).length).toBeGreaterThan(0);
    expect(await filesWith(redisFolder, canary)).toEqual([]);
    await client.set('planted', word);
    expect(await filesWith(redisFolder, canary)).toEqual([expect.stringMatching(/\.aof$/)]);
    await client.del('planted');
    client.disconnect();
  }
});

it('finds what does lie there, however it is written', async () => {
  const plants = {
    ...written,
    gzip: gzipSync(`synthetic ${word}`),
    pglz: Buffer.from(`123${word}${'0'.repeat(4_000)}`),
  };
  const { pool } = house.database;
  const files: string[] = [];
  for (const [name, bytes] of Object.entries(plants)) {
    await pool.query(`CREATE TABLE planted_${name} (content bytea STORAGE MAIN)`);
    await pool.query(`INSERT INTO planted_${name} VALUES ($1)`, [bytes]);
    const { rows } = await pool.query(
      `SELECT pg_relation_filepath('planted_${name}') AS file, pg_column_size(content) AS bytes FROM planted_${name}`,
    );
    if (name === 'pglz') expect(rows[0].bytes).toBeLessThan(500);
    files.push(join('data', rows[0].file));
  }
  await pool.query('CHECKPOINT');
  expect(await filesWith(folder, canary)).toEqual(
    expect.arrayContaining([...files, expect.stringMatching(/^data\/pg_wal\//)]),
  );
  expect(await readAll(postgres.url, (row) => holds(Buffer.from(row), canary))).toEqual(
    expect.arrayContaining([expect.stringMatching(/planted_plain$/)]),
  );
  for (const name of Object.keys(plants)) await pool.query(`DROP TABLE planted_${name}`);
});
