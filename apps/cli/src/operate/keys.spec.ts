import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimInstallation, migrate, openDatabase, type Database } from '#persistence';
import { uuidv7 } from 'uuidv7';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/services/postgres.js';
import {
  startSoftToken,
  whyNoSoftToken,
  type SoftToken,
} from '../../../../test/support/services/soft-token.js';
import { FakeApi } from '../testing/fake-api.js';
import { runUniflag } from '../testing/run-uniflag.js';

const key = () => randomBytes(32).toString('base64');
const keys = { UNIFLAG_SECURITY__WRAPPING_KEY: key(), UNIFLAG_SECURITY__CONTENT_KEY: key() };

let folder: string;
let test: TestDatabase;
let database: Database;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'uniflag-keys-'));
  mkdirSync(join(folder, 'backups'));
  test = await createTestDatabase('keys');
  database = await openDatabase({
    ...{ url: test.url, poolSize: 3, statementTimeoutMs: 10_000, lockTimeoutMs: 3_000 },
  });
  await migrate(database);
  await claimInstallation(database.pool, uuidv7());
  await database.pool.query(
    `INSERT INTO data_keys (owner_id, owner_kind, wrapped, wrapping_key_id) VALUES ($1, 'endpoint', $2, 'wk-synthetic')`,
    [uuidv7(), randomBytes(61)],
  );
});
afterAll(async () => {
  await database.close();
  await test.drop();
  rmSync(folder, { recursive: true });
});

const run = (args: string[], env: Record<string, string> = {}) =>
  runUniflag(new FakeApi(), ['keys', ...args], {
    ...{ cwd: folder, env: { UNIFLAG_DATABASE__URL: test.url, ...keys, ...env } },
  });

describe('uniflag keys backup and restore', () => {
  it('write wrapped keys into a folder, and put back what is missing', async () => {
    const backup = await run(['backup', '--to', 'backups']);
    expect(backup).toMatchObject({ exitCode: 0, out: expect.stringContaining('1 wrapped keys') });
    const name = readdirSync(join(folder, 'backups')).find((each) => each.endsWith('.jsonl'))!;
    await database.pool.query('TRUNCATE data_keys');
    const restored = await run(['restore', join('backups', name)]);
    expect(restored).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/1 put back, 0 were there, 0 left out/),
    });
    expect(restored.out).toContain('wk-synthetic');
  });

  it('say what to do where there is no such folder or file, or the file is no backup', async () => {
    for (const args of [
      ['backup', '--to', 'nowhere'],
      ['restore', 'backups/nothing.jsonl'],
    ])
      expect(await run(args)).toMatchObject({ exitCode: 2, err: expect.stringContaining('does not exist') });
    const destroyed = await run(['restore', join('backups', 'destroyed-keys.txt')]);
    expect(destroyed).toMatchObject({ exitCode: 1, err: expect.stringContaining('no whole backup') });
  });
});

it('uniflag keys clear rewrites the table, and says where there was nothing to do', async () => {
  expect(await run(['clear'])).toMatchObject({ exitCode: 0, out: expect.stringContaining('was rewritten') });
  expect(await run(['clear'])).toMatchObject({ exitCode: 0, out: expect.stringContaining('No key') });
});

describe('uniflag keys create-in-token', () => {
  it('says what is missing in the settings', async () => {
    const made = await run(['create-in-token']);
    expect(made).toMatchObject({ exitCode: 2, err: expect.stringContaining('security.pkcs11.modulePath') });
  });

  const why = whyNoSoftToken();
  const itOrSkip = why === undefined ? it : it.skip;
  itOrSkip(`makes the key once${why === undefined ? '' : ` (skipped: ${why})`}`, async () => {
    const token: SoftToken = startSoftToken();
    const env = {
      UNIFLAG_SECURITY__PKCS11__MODULE_PATH: token.modulePath,
      UNIFLAG_SECURITY__PKCS11__TOKEN_LABEL: token.tokenLabel,
      UNIFLAG_SECURITY__PKCS11__PIN: token.pin,
      UNIFLAG_SECURITY__PKCS11__KEY_LABEL: 'wrapping-2026',
    };
    expect(await run(['create-in-token'], env)).toMatchObject({
      ...{ exitCode: 0, out: expect.stringContaining('has the key wrapping-2026') },
    });
    const again = await run(['create-in-token'], env);
    expect(again).toMatchObject({ exitCode: 2, err: expect.stringContaining('already') });
    expect(again.err).not.toContain(token.pin);
    token.drop();
  });
});
