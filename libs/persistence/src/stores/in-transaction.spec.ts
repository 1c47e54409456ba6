import { openSchema, type Schema } from '../../../../test/support/schema.js';
import { inTransaction } from './in-transaction.js';

let schema: Schema;
beforeAll(async () => {
  schema = await openSchema({ isMigrated: false, poolSize: 4 });
  await schema.pool.query('CREATE TABLE notes (text text)');
});
afterAll(() => schema.drop());
beforeEach(() => schema.pool.query('TRUNCATE notes'));

const notes = async () =>
  (await schema.rows<{ text: string }>('SELECT text FROM notes')).map(({ text }) => text);

describe('inTransaction', () => {
  it('keeps what was done where something is answered', async () => {
    const answer = await inTransaction(schema.pool, async (client) => {
      await client.query(`BEGIN; INSERT INTO notes VALUES ('kept')`);
      return 7;
    });
    expect(answer).toBe(7);
    expect(await notes()).toEqual(['kept']);
  });

  it('keeps nothing where undefined is answered', async () => {
    await inTransaction(schema.pool, async (client) => {
      await client.query(`BEGIN; INSERT INTO notes VALUES ('dropped')`);
      return undefined;
    });
    expect(await notes()).toEqual([]);
  });

  it('keeps nothing where something is thrown, and gives the connection back', async () => {
    const broken = inTransaction(schema.pool, async (client) => {
      await client.query(`BEGIN; INSERT INTO notes VALUES ('dropped')`);
      throw new Error('synthetic');
    });
    await expect(broken).rejects.toThrow('synthetic');
    expect(await notes()).toEqual([]);
    expect(schema.pool.idleCount).toBe(schema.pool.totalCount);
  });

  it('outlives a connection that is cut while nothing is asked over it', async () => {
    const cut = inTransaction(schema.pool, async (client) => {
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await client.query('BEGIN');
      const ended = new Promise((resolve) => client.once('end', resolve));
      await schema.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
      await ended;
      return client.query('SELECT 1');
    });
    await expect(cut).rejects.toThrow();
    expect(await notes()).toEqual([]);
    const { rows } = await schema.pool.query('SELECT 1 AS one');
    expect(rows).toEqual([{ one: 1 }]);
  });
});
