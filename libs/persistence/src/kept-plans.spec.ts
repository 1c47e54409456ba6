import type pg from 'pg';
import { openSchema, type Schema } from '../../../test/support/schema.js';

let schema: Schema;
let client: pg.PoolClient;
beforeAll(async () => {
  schema = await openSchema();
  client = await schema.pool.connect();
  await client.query('CREATE TEMPORARY TABLE colours (name text PRIMARY KEY)');
  await client.query(`INSERT INTO colours VALUES ('blue')`);
});
afterAll(async () => {
  await client.query('DROP TABLE colours');
  client.release();
  await schema.drop();
});

/** How often the connection keeps a statement, after it was sent so many times. */
async function keptAfter(times: number, text: string): Promise<number> {
  for (let time = 0; time < times; time += 1) await client.query(text, ['blue']);
  const { rows } = await client.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM pg_prepared_statements WHERE statement = $1',
    [text],
  );
  return rows[0]?.n ?? 0;
}

it('keeps a statement that comes back, once', async () => {
  expect(await keptAfter(1, 'SELECT name FROM colours WHERE name = $1')).toBe(0);
  expect(await keptAfter(9, 'SELECT name FROM colours WHERE name = $1')).toBe(1);
});

it.each([
  'SELECT * FROM colours WHERE name = $1',
  'SELECT 1 AS one, c.* FROM colours c WHERE name = $1',
  'UPDATE colours SET name = $1 RETURNING *',
])('keeps none that answers every column: %s', async (text) => {
  expect(await keptAfter(9, text)).toBe(0);
});

it('answers as before once the table has more columns', async () => {
  const texts = [
    'SELECT * FROM colours WHERE name = $1',
    'SELECT name, count(*) FROM colours WHERE name = $1 GROUP BY 1',
  ];
  const ask = async () => {
    for (const text of texts) expect((await client.query(text, ['blue'])).rows).toHaveLength(1);
  };
  for (let time = 0; time < 9; time += 1) await ask();
  await client.query('ALTER TABLE colours ADD COLUMN red int');
  await ask();
});
