import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { openSchema, type Schema } from '../../../../test/support/schema.js';
import { catalogOf, takenAway } from '../../../../test/support/schema-catalog.js';

/** See docs/migrations.md: these may take away, and are known by their name. */
const isContract = (name: string) => name.startsWith('Contract');

let schema: Schema;
beforeEach(async () => {
  schema = await openSchema({ isMigrated: false });
});
afterEach(() => schema.drop());

/** What the versions before a migration would miss after it. */
async function missedAfter(migration: Pick<MigrationInterface, 'up'>, source: DataSource): Promise<string[]> {
  const runner = source.createQueryRunner();
  try {
    const before = await catalogOf(runner);
    await migration.up(runner);
    return takenAway(before, await catalogOf(runner));
  } finally {
    await runner.release();
  }
}

describe('the migrations', () => {
  it('only add, except those that are called Contract…, so that the version before works on beside the new one', async () => {
    const { source } = schema.database;
    for (const [index, migration] of source.migrations.entries()) {
      const name = migration.name ?? '';
      const missed = await missedAfter(migration, source);
      if (index > 0 && !isContract(name)) expect({ name, missed }).toEqual({ name, missed: [] });
    }
  });

  it('are named after the time they were written, in order, each once', () => {
    const names = schema.database.source.migrations.map(({ name }) => name ?? '');
    const times = names.map((name) => Number(name.slice(-13)));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(times).size).toBe(times.length);
  });
});

describe('the check of the migrations', () => {
  const table = `CREATE TYPE mood AS ENUM ('calm');
    CREATE TABLE others (id int PRIMARY KEY);
    CREATE TABLE things (id int PRIMARY KEY, name text, kind text NOT NULL DEFAULT 'x', n int, CHECK (n > 0));
    CREATE UNIQUE INDEX things_by_name ON things (name);
    CREATE INDEX things_by_n ON things (n);
    CREATE FUNCTION double(a int) RETURNS int LANGUAGE sql AS 'SELECT a * 2'`;
  const changed = async (sql: string) => {
    await schema.rows(table);
    return missedAfter({ up: (runner: QueryRunner) => runner.query(sql) }, schema.database.source);
  };

  it.each([
    ['a table dropped', 'DROP TABLE others', /others/],
    ['a table renamed', 'ALTER TABLE others RENAME TO rest', /others/],
    ['a column dropped', 'ALTER TABLE things DROP COLUMN n', /things\.n/],
    ['a column renamed', 'ALTER TABLE things RENAME COLUMN n TO m', /things\.n/],
    ['a type changed', 'ALTER TABLE things ALTER COLUMN n TYPE bigint', /things\.n .*bigint/],
    ['a column made NOT NULL', 'ALTER TABLE things ALTER COLUMN n SET NOT NULL', /things\.n/],
    ['a default dropped', 'ALTER TABLE things ALTER COLUMN kind DROP DEFAULT', /things\.kind/],
    ['a new column without default', 'ALTER TABLE things ADD COLUMN must text NOT NULL', /things\.must/],
    ['a new unique index', 'CREATE UNIQUE INDEX once ON things (kind)', /once/],
    ['a new check', 'ALTER TABLE things ADD CONSTRAINT small CHECK (n < 10)', /small/],
    [
      'a new foreign key',
      'ALTER TABLE things ADD CONSTRAINT other FOREIGN KEY (n) REFERENCES others',
      /other/,
    ],
    ['a unique index dropped, which ON CONFLICT may name', 'DROP INDEX things_by_name', /things_by_name/],
    [
      'a function changed',
      'DROP FUNCTION double; CREATE FUNCTION double(a text) RETURNS text LANGUAGE sql AS $$SELECT a$$',
      /double/,
    ],
  ])('finds %s', async (_what, sql, missed) => {
    expect(await changed(sql)).toEqual([expect.stringMatching(missed)]);
  });

  it.each([
    [
      'a new table with all its rules',
      'CREATE TABLE more (id int PRIMARY KEY REFERENCES others, a text NOT NULL UNIQUE)',
    ],
    ['a new column that may be empty', 'ALTER TABLE things ADD COLUMN may text'],
    [
      'a new column with a default and a check of its own',
      `ALTER TABLE things ADD COLUMN state text NOT NULL DEFAULT 'a' CHECK (state IN ('a', 'b'))`,
    ],
    ['an index replaced', 'DROP INDEX things_by_n; CREATE INDEX things_by_n_id ON things (n, id)'],
    ['a check dropped', 'ALTER TABLE things DROP CONSTRAINT things_n_check'],
    ['a column that may be empty from now on', 'ALTER TABLE things ALTER COLUMN kind DROP NOT NULL'],
  ])('lets through %s', async (_what, sql) => {
    expect(await changed(sql)).toEqual([]);
  });
});
