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
const heldForMs = async () => {
  const [row] = await schema.rows<{ ms: number }>(
    `SELECT extract(epoch FROM held_until - now()) * 1000 AS ms FROM platforms WHERE platform = 'example'`,
  );
  return Number(row?.ms);
};

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

  it('ends a hold when it changes', async () => {
    await store.ensure(['example']);
    await store.hold('example', 60_000, 'PLATFORM.CREDENTIALS');
    await store.setMode('example', 'armed', 'somebody');
    expect(await standingOf('example')).toMatchObject({ heldUntilMs: null, heldBecause: null });
  });
});

describe('a hold', () => {
  it('is never shortened by a later one', async () => {
    await store.hold('example', 600_000, 'PLATFORM.QUOTA');
    await store.hold('example', 1_000, 'PLATFORM.RATE_LIMITED');
    expect(await heldForMs()).toBeGreaterThan(590_000);
    await store.hold('example', 1_200_000, 'PLATFORM.QUOTA');
    expect(await heldForMs()).toBeGreaterThan(1_190_000);
  });
});

describe('a quota', () => {
  const windowEnd = Date.UTC(2026, 10, 24);

  it('is never exceeded, however many take from it at once', async () => {
    const taken = await Promise.all(
      Array.from({ length: 40 }, () => store.useQuota('example', windowEnd, 3, 50)),
    );
    expect(taken.filter(Boolean)).toHaveLength(16);
    expect(await schema.rows('SELECT used FROM platform_quotas')).toEqual([{ used: 48 }]);
  });

  it('refuses what does not fit, and grants what still does', async () => {
    expect(await store.useQuota('example', windowEnd, 51, 50)).toBe(false);
    expect(await store.useQuota('example', windowEnd, 50, 50)).toBe(true);
    expect(await store.useQuota('example', windowEnd, 1, 50)).toBe(false);
    // A higher limit, such as that of verification, still has room.
    expect(await store.useQuota('example', windowEnd, 1, 60)).toBe(true);
  });

  it('begins anew with each window, for each platform', async () => {
    expect(await store.useQuota('example', windowEnd, 50, 50)).toBe(true);
    expect(await store.useQuota('example', windowEnd + 86_400_000, 50, 50)).toBe(true);
    expect(await store.useQuota('another', windowEnd, 50, 50)).toBe(true);
  });
});
