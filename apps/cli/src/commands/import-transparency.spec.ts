import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openDatabase, type Database } from '#persistence';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/services/postgres.js';
import { FakeApi } from '../testing/fake-api.js';
import { runUniflag } from '../testing/run-uniflag.js';

let folder: string;
let test: TestDatabase;
let database: Database;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'uniflag-outcomes-'));
  test = await createTestDatabase('outcomes');
  database = await openDatabase({
    ...{ url: test.url, poolSize: 2, statementTimeoutMs: 10_000, lockTimeoutMs: 3_000 },
  });
  await migrate(database);
});
afterAll(async () => {
  await database.close();
  await test.drop();
  rmSync(folder, { recursive: true });
});

const importing = (file: string, ...more: string[]) =>
  runUniflag(new FakeApi(), ['outcomes', 'import-transparency', file, ...more], {
    ...{ cwd: folder, env: { UNIFLAG_DATABASE__URL: test.url } },
  });
const head =
  'decision_visibility,decision_monetary,decision_provision,decision_account,category,application_date,source_type,platform_name,created_at';
function write(name: string, ...platforms: string[]) {
  const rows = platforms.map(
    (platform) =>
      `"[""DECISION_VISIBILITY_CONTENT_REMOVED""]",,,,STATEMENT_CATEGORY_CYBER_VIOLENCE,2026-03-01 00:00:00,SOURCE_TRUSTED_FLAGGER,${platform},2026-03-02 10:00:00`,
  );
  writeFileSync(join(folder, name), `${[head, ...rows].join('\n')}\n`);
}
const kept = async () =>
  (
    await database.pool.query(
      `SELECT d.day::text, d.platform, statements, month, category, decisions, count
       FROM transparency_days d LEFT JOIN transparency_counts c USING (day, platform) ORDER BY platform`,
    )
  ).rows;

it('keeps counts of our platforms alone, under whichever name the database has for them', async () => {
  write('sor-some-2026-03-02-light.csv', 'Facebook', 'Facebook', 'WhatsApp Channels', 'Synthetic Shopping');
  const { exitCode, out } = await importing('sor-some-2026-03-02-light.csv');
  expect([exitCode, out.split('\n')]).toEqual([
    0,
    [
      '2026-03-02  facebook: 2 statements, 2 about notices of trusted flaggers',
      '2026-03-02  whatsapp: 1 statements, 1 about notices of trusted flaggers',
      '1 statements of 1 platforms that are not ours were left aside.',
      '',
    ],
  ]);
  const counted = { month: '2026-03', category: 'STATEMENT_CATEGORY_CYBER_VIOLENCE' };
  const decisions = ['DECISION_VISIBILITY_CONTENT_REMOVED'];
  expect(await kept()).toEqual([
    { day: '2026-03-02', platform: 'facebook', statements: 2, ...counted, decisions, count: 2 },
    { day: '2026-03-02', platform: 'whatsapp', statements: 1, ...counted, decisions, count: 1 },
  ]);
});

it('replaces a day that is imported again, and leaves what the file says nothing of', async () => {
  write('again.csv', 'Facebook', 'Facebook', 'Facebook');
  const { out } = await importing('again.csv', '--json');
  expect(JSON.parse(out)).toMatchObject({
    days: [{ day: '2026-03-02', platform: 'facebook', statements: 3, flagged: 3 }],
    ...{ replaced: 1, schemaVersions: [1], unknownColumns: [], otherPlatforms: {} },
  });
  expect((await kept()).map(({ platform, count }) => [platform, count])).toEqual([
    ['facebook', 3],
    ['whatsapp', 1],
  ]);
});

it('says why a file is not imported, and changes nothing', async () => {
  const before = await kept();
  write('half.csv', 'Facebook');
  writeFileSync(join(folder, 'half.csv'), `${head}\n"[""DECISION`);
  for (const [file, sentence] of [
    ['none.csv', 'none.csv was not imported. It cannot be read (ENOENT).'],
    ['half.csv', 'half.csv was not imported. '],
  ] as const) {
    const { exitCode, err } = await importing(file);
    expect([exitCode, err.startsWith(sentence)]).toEqual([2, true]);
  }
  expect(await kept()).toEqual(before);
});

it('keeps all of a file or nothing, where the database stops in the middle', async () => {
  const before = await kept();
  await database.pool.query('ALTER TABLE transparency_counts ADD CONSTRAINT synthetic CHECK (count < 4)');
  write('more.csv', 'Facebook', 'Facebook', 'Facebook', 'Facebook', 'Instagram');
  await expect(importing('more.csv')).rejects.toThrow('synthetic');
  expect(await kept()).toEqual(before);
});
