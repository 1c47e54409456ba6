import { openSchema, type Schema } from '../../../../test/support/schema.js';
import { retryConflicts } from './retry-conflicts.js';

describe('work that meets other work', () => {
  let schema: Schema;
  beforeAll(async () => {
    schema = await openSchema({ isMigrated: false });
    await schema.rows('CREATE TABLE marks (id int PRIMARY KEY, n int)');
    await schema.rows('INSERT INTO marks VALUES (1, 0), (2, 0)');
  });
  afterAll(() => schema.drop());

  /** Marks two rows in one transaction, and waits between them until `meeting` resolves. */
  async function markBoth(first: number, second: number, meeting: () => Promise<void>): Promise<void> {
    const client = await schema.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('UPDATE marks SET n = n + 1 WHERE id = $1', [first]);
      await meeting();
      await client.query('UPDATE marks SET n = n + 1 WHERE id = $1', [second]);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }

  it('is done in the end where two wait for each other, each once', async () => {
    let here = 0;
    let bothHere: () => void = () => undefined;
    const met = new Promise<void>((resolve) => (bothHere = resolve));
    const meeting = () => {
      if ((here += 1) === 2) bothHere();
      return met;
    };
    await Promise.all([
      retryConflicts(() => markBoth(1, 2, meeting)),
      retryConflicts(() => markBoth(2, 1, meeting)),
    ]);
    expect(here).toBeGreaterThan(2);
    expect(await schema.rows('SELECT n FROM marks')).toEqual([{ n: 2 }, { n: 2 }]);
  });

  it('fails at once for every other reason', async () => {
    let tries = 0;
    const work = () => {
      tries += 1;
      return schema.rows('SELECT 1 / 0');
    };
    await expect(retryConflicts(work)).rejects.toMatchObject({ code: '22012' });
    expect(tries).toBe(1);
  });

  it('fails in the end where the server never lets it through', async () => {
    let tries = 0;
    const conflict = Object.assign(new Error('synthetic'), { code: '40001' });
    const work = () => {
      tries += 1;
      return Promise.reject(conflict);
    };
    await expect(retryConflicts(work)).rejects.toBe(conflict);
    expect(tries).toBe(6);
  });
});
