import pg from 'pg';
import { createTestDatabase } from './postgres.js';
import { describeWithRedis } from './redis.js';

it('gives every suite a database of its own', async () => {
  const [one, other] = [await createTestDatabase('services'), await createTestDatabase('services')];
  const client = new pg.Client({ connectionString: one.url });
  await client.connect();
  await client.query('CREATE TABLE marks (n int)');
  await client.end();
  const second = new pg.Client({ connectionString: other.url });
  await second.connect();
  await expect(second.query('SELECT * FROM marks')).rejects.toThrow(/does not exist/);
  await second.end();
  await Promise.all([one.drop(), other.drop()]);
});

describeWithRedis('Redis', (url) => {
  it('is there', () => expect(url).toMatch(/^redis:/));
});
