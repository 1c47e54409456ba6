import { openSchema, type Schema } from '../../../../test/support/schema.js';
import { PgPlatformStore } from './pg-platform-store.js';

let schema: Schema;
let store: PgPlatformStore;
beforeAll(async () => {
  schema = await openSchema();
  store = new PgPlatformStore(schema.pool);
});
afterAll(() => schema.drop());
beforeEach(() => schema.pool.query('TRUNCATE platforms, platform_changes, platform_quotas'));

const standingOf = async (key: string) => (await store.list()).find(({ platform }) => platform === key);

describe('the mode of a platform', () => {
  it('is rehearsed until somebody says otherwise, and stays when a process starts anew', async () => {
    await store.ensure(['example']);
    expect(await standingOf('example')).toMatchObject({
      mode: 'rehearsed',
      changedAtMs: null,
      changedBy: null,
    });
    await store.setMode('example', 'armed', 'synthetic key');
    await store.ensure(['example', 'another']);
    expect(await standingOf('example')).toMatchObject({ mode: 'armed', changedBy: 'synthetic key' });
  });

  it('is recorded with who changed it, once a change', async () => {
    await store.ensure(['example']);
    for (const mode of ['armed', 'armed', 'stopped', 'rehearsed'] as const)
      await store.setMode('example', mode, 'somebody');
    const changes = await schema.rows('SELECT mode, changed_by FROM platform_changes ORDER BY id');
    expect(changes.map(({ mode }) => mode)).toEqual(['armed', 'stopped', 'rehearsed']);
  });
});
