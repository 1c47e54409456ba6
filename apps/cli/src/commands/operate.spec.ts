import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { Redis } from 'ioredis';
import {
  anchorLine,
  headText,
  migrate,
  openDatabase,
  PgAuditChain,
  PgAuditTrail,
  type Database,
} from '#persistence';
import { signatureCheck, signingKeyFrom } from '#security';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/services/postgres.js';
import { testRedisUrl } from '../../../../test/support/services/redis.js';
import { until } from '../../../../test/support/services/until.js';
import { FakeApi } from '../testing/fake-api.js';
import { runUniflag } from '../testing/run-uniflag.js';

const seed = randomBytes(32).toString('base64');
const key = signingKeyFrom(seed, 'key');

let folder: string;
let test: TestDatabase;
let database: Database;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'uniflag-audit-'));
  test = await createTestDatabase('audit');
  database = await openDatabase({
    ...{ url: test.url, poolSize: 3, statementTimeoutMs: 10_000, lockTimeoutMs: 3_000 },
  });
  await migrate(database);
  const actor = { kind: 'KEY' as const, operation: 'readReport', origin: null, reasonId: null };
  const trail = new PgAuditTrail(database.pool);
  for (let n = 0; n < 5; n += 1)
    await trail.add({
      ...{ act: 'READ', subject: [], about: {} },
      actor: { ...actor, id: '00000000-0000-0000-0000-00000000000a' },
    });
  const chain = new PgAuditChain(database.pool);
  let linked = 0;
  await until('all is sealed', async () => (linked += await chain.seal(100)) === 5);
  const head = await chain.head(0, (place) => ({ keyId: key.id, signature: key.sign(headText(place)) }));
  writeFileSync(join(folder, 'heads.txt'), `Keep this mail.\n\n${anchorLine(head!)}\n`);
  writeFileSync(join(folder, 'key.pem'), key.publicPem);
});
afterAll(async () => {
  await database.close();
  await test.drop();
  rmSync(folder, { recursive: true });
});

const run = (args: string[], env: Record<string, string> = {}) =>
  runUniflag(new FakeApi(), args, { cwd: folder, env: { UNIFLAG_DATABASE__URL: test.url, ...env } });
const verify = (...args: string[]) =>
  run(['audit', 'verify', '--public-key', 'key.pem', '--anchor', 'heads.txt', ...args]);

it('gives every role its rights, once', async () => {
  expect((await run(['database', 'roles'])).out).toBe('Every role has its rights.\n');
  expect((await run(['database', 'roles'])).out).toBe('Every role had its rights already.\n');
});

it('prints the public key', async () => {
  const { out } = await run(['audit', 'public-key'], { UNIFLAG_AUDIT__SIGNING_KEY: seed });
  expect(out).toBe(key.publicPem);
  expect((await run(['audit', 'public-key'])).exitCode).toBe(2);
});

it('finds nothing where nothing was done', async () => {
  expect(await verify()).toEqual({
    exitCode: 0,
    out:
      '5 rows, 0 not sealed yet; 1 heads, 1 signed and checked; 1 anchors.\n' +
      'Nothing was taken away, changed, put in or moved.\n',
    err: '',
  });
  expect((await run(['audit', 'verify'], { UNIFLAG_AUDIT__SIGNING_KEY: seed })).out).toContain(
    'signed and checked',
  );
  expect((await run(['audit', 'verify'])).out).toContain('not checked: no public key');
});

it('prints every row in the order of the chain', async () => {
  const { out } = await run(['audit', 'export', '--after', '2']);
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ sequence }) => sequence)).toEqual([3, 4, 5]);
  expect(lines[0]).toMatchObject({ kind: 'ENTRY', row: { act: 'READ', operation: 'readReport' } });
});

it('says what was done to the record and where, and ends with 1', async () => {
  const client = await database.pool.connect();
  await client.query(
    `SET session_replication_role = replica; UPDATE audit_entries SET operation = 'listReports' WHERE position = 3`,
  );
  await client.query('RESET session_replication_role');
  client.release();
  const { exitCode, out } = await verify();
  expect(exitCode).toBe(1);
  expect(out).toMatch(/1 faults:\n +CHANGED +3 +aud_[0-9a-z]{26} /);
  const { faults } = JSON.parse((await verify('--json')).out);
  expect(faults).toEqual([expect.objectContaining({ kind: 'CHANGED', sequence: 3 })]);
});

it.each([
  [
    'an anchor that is not there',
    ['audit', 'verify', '--anchor', 'none.txt'],
    /none\.txt cannot be read \(ENOENT\)/,
  ],
  ['an anchor without a head', ['audit', 'verify', '--anchor', 'key.pem'], /holds no head/],
  ['a key that is none', ['audit', 'verify', '--public-key', 'heads.txt'], /holds no public key/],
  ['a place that is none', ['audit', 'export', '--after', 'x'], /whole number/],
])('says what is wrong with %s', async (_what, args, said) => {
  const { exitCode, err } = await run(args);
  expect([exitCode, err.replaceAll('\n', ' ')]).toEqual([2, expect.stringMatching(said)]);
});

it('says which setting is missing, and where nobody answers', async () => {
  const without = await run(['audit', 'verify'], { UNIFLAG_DATABASE__URL: '' });
  expect([without.exitCode, without.err]).toEqual([2, expect.stringContaining('database.url')]);
  const gone = await run(['audit', 'verify'], {
    UNIFLAG_DATABASE__URL: 'postgres://nobody@127.0.0.1:1/none',
  });
  expect([gone.exitCode, gone.err.replaceAll('\n', ' ')]).toEqual([
    2,
    expect.stringContaining('does not answer'),
  ]);
});

describe('the scan for pictures', () => {
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
  const scan = async (...args: string[]) => {
    const { exitCode, out } = await run(['privacy', 'scan', '--json', ...args], {
      UNIFLAG_AUDIT__SIGNING_KEY: seed,
    });
    return { exitCode, ...JSON.parse(out) };
  };

  it('finds none where none is, and signs that', async () => {
    const { exitCode, signed, ...result } = await scan();
    expect([exitCode, result.places]).toMatchObject([0, [{ place: 'DATABASE', findings: [] }]]);
    expect(result.places[0].looked).toBeGreaterThan(5);
    const check = signatureCheck(key.publicPem);
    const signature = { keyId: signed.keyId, signature: Buffer.from(signed.signature, 'base64') };
    expect(check(Buffer.from(canonicalize(result) ?? ''), signature)).toBe(true);
    const altered = { ...result, at: '2026-01-01T00:00:00.000Z' };
    expect(check(Buffer.from(canonicalize(altered) ?? ''), signature)).toBe(false);
  });

  it('names every place where one lies and shows nothing of it', async () => {
    mkdirSync(join(folder, 'logs'));
    mkdirSync(join(folder, 'mail', 'cur'), { recursive: true });
    writeFileSync(join(folder, 'logs', 'worker.log'), `{"level":"info","x":"${png.toString('base64')}"}\n`);
    const body = `Content-Transfer-Encoding: base64\r\n\r\n${png.toString('base64')}\r\n`;
    writeFileSync(join(folder, 'mail', 'cur', '1'), `${'x'.repeat(4 * 1_024 * 1_024 - 50)}\r\n${body}`);
    const { pool } = database;
    await pool.query('CREATE TABLE planted (id int PRIMARY KEY, a bytea, b text, c jsonb, d text[])');
    const encoded = png.toString('base64');
    await pool.query('INSERT INTO planted VALUES (1, $1, $2, $3, $4)', [
      ...[png, `data:image/png;base64,${encoded}`, { deep: [encoded] }, [encoded]],
    ]);
    const { exitCode, places, ...more } = await scan('--logs', 'logs', '--mail', 'mail');
    await pool.query('DROP TABLE planted');
    expect(exitCode).toBe(1);
    expect(places.map(({ findings }: any) => findings)).toEqual([
      ['a', 'b', 'c', 'd'].map((column) => ({ kind: 'PNG', where: `planted.${column}`, row: '1' })),
      [{ kind: 'PNG', where: 'worker.log' }],
      [{ kind: 'PNG', where: join('cur', '1') }],
    ]);
    expect(JSON.stringify([places, more])).not.toContain(encoded.slice(0, 8));
  });

  it('looks at what the queue keeps in Redis', async () => {
    const url = testRedisUrl();
    if (url === undefined) return;
    const redis = new Redis(url);
    await redis.hset('planted-job', { data: JSON.stringify({ x: png.toString('base64') }) });
    const { exitCode, out } = await run(['privacy', 'scan'], { UNIFLAG_QUEUE__REDIS_URL: url });
    await redis.del('planted-job');
    redis.disconnect();
    expect([exitCode, out]).toEqual([1, expect.stringMatching(/REDIS +PNG +planted-job/)]);
    const gone = await run(['privacy', 'scan'], { UNIFLAG_QUEUE__REDIS_URL: 'redis://127.0.0.1:1' });
    expect([gone.exitCode, gone.err.replaceAll('\n', ' ')]).toEqual([
      2,
      expect.stringContaining('queue.redisUrl'),
    ]);
  });

  it('says which folder is not there', async () => {
    const { exitCode, err } = await run(['privacy', 'scan', '--mail', 'none']);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('ENOENT')]);
  });
});
