import { PgTransparencyStore } from '#persistence';
import { openHouse, type House } from '../../../../test/support/house.js';
import { dropMadeUpReports } from '../../../../test/support/made-up-rows.js';
import { addKey, withKey } from '../../../../test/support/keys.js';

let house: House;
let supervisor: Record<string, string>;
beforeAll(async () => {
  house = await openHouse({ hasWorker: false });
  supervisor = withKey(await addKey(house, ['SUPERVISOR']));
  for (const category of ['CYBERBULLYING', 'NCII_ADULT'])
    await house.request('POST', '/v1/reports', {
      ...{ category, goodFaith: true, caller: { role: 'PARENT' }, language: 'en' },
      targets: [1, 2, 3, 4].map((each) => ({ input: `https://www.instagram.com/p/SynTHetic0${each}/` })),
      explanation: 'Synthetic explanation of CANARYperson.',
    });
  await sql(
    `UPDATE submissions s SET regime = 'DSA_ART22', mode = 'armed', decision = 'ACTIONED', delivery = 'SENT', word = 'removed',
       next_try_at = NULL, staff_due_at = NULL, decided_at = '2026-03-15'`,
  );
  // Around the beginning of March in Brussels; and what does not count.
  for (const [ordinal, change] of [
    [1, `decided_at = '2026-02-28T22:59:59Z'`],
    [2, `decided_at = '2026-02-28T23:00:00Z'`],
    [3, `regime = 'PLATFORM_PRIORITY'`],
  ] as const)
    await sql(`UPDATE submissions SET ${change} WHERE ordinal = ${ordinal}`);
});
afterAll(async () => {
  await dropMadeUpReports(house.database.pool);
  await house.close();
});

const sql = async (text: string, values: unknown[] = []) =>
  (await house.database.pool.query(text, values)).rows;
const ledger = (query = '?from=2026-01&to=2026-04', headers = supervisor) =>
  house.request<any>('GET', `/v1/outcomes/ledger${query}`, undefined, headers);
const daysOf = (month: string, count: number, flagged: object[] = []) =>
  Array.from({ length: count }, (_each, index) => ({
    ...{ day: `${month}-${String(index + 1).padStart(2, '0')}`, platform: 'instagram', statements: 10 },
    flagged: index === 0 ? (flagged as never[]) : [],
  }));
const category = 'STATEMENT_CATEGORY_CYBER_VIOLENCE';
const counted = (month: string, count: number) => ({ month, category, decisions: ['DECISION_X'], count });

it('shows our side where nothing of theirs is known, and claims no gap', async () => {
  const { status, body } = await ledger();
  expect(status).toBe(200);
  expect(body.data).toMatchObject([
    {
      month: '2026-02',
      platform: 'instagram',
      ours: 2,
      theirs: null,
      gap: null,
      importedDays: 0,
      daysOfMonth: 28,
    },
    {
      month: '2026-03',
      platform: 'instagram',
      ours: 4,
      theirs: null,
      gap: null,
      importedDays: 0,
      daysOfMonth: 31,
    },
  ]);
});

it('leaves out what was rehearsed, voluntary, refused or not decided', async () => {
  for (const change of [
    `mode = 'rehearsed'`,
    `regime = 'DSA_ART16'`,
    `decision = 'REFUSED'`,
    'decided_at = NULL',
  ]) {
    const before = await sql('SELECT * FROM submissions WHERE ordinal = 4');
    await sql(`UPDATE submissions SET ${change} WHERE ordinal = 4`);
    expect((await ledger()).body.data[1]).toMatchObject({ month: '2026-03', ours: 2 });
    const [{ mode, regime, decision, decided_at }] = before;
    await sql(
      'UPDATE submissions SET mode = $1, regime = $2, decision = $3, decided_at = $4 WHERE ordinal = 4',
      [...[mode, regime, decision, decided_at]],
    );
  }
});

it('lays both sides beside each other, by category, and says a gap once every day is there', async () => {
  const store = new PgTransparencyStore(house.database.pool);
  await store.replace(daysOf('2026-03', 30, [counted('2026-03', 1)]));
  expect((await ledger()).body.data[1]).toMatchObject({
    theirs: 1,
    gap: null,
    importedDays: 30,
    statements: 300,
  });
  await store.replace(daysOf('2026-03', 31, [counted('2026-03', 1), counted('2026-02', 5)]));
  const [february, march] = (await ledger()).body.data;
  expect(march).toMatchObject({ ours: 4, theirs: 1, gap: 3, importedDays: 31, statements: 310 });
  // What was decided in February and entered in March is February's; its own days are missing.
  expect(february).toMatchObject({ ours: 2, theirs: null, gap: null, importedDays: 0 });
  expect(march.categories).toHaveLength(2);
  expect(march.categories).toContainEqual({ category, ours: 2, theirs: 1 });
  expect(march.categories).toContainEqual({ category: expect.any(String), ours: 2, theirs: 0 });
});

it('says that others than we led to decisions by a gap below 0, and of a month without us what there is', async () => {
  await new PgTransparencyStore(house.database.pool).replace(daysOf('2026-01', 31, [counted('2026-01', 7)]));
  expect((await ledger()).body.data[0]).toMatchObject({ month: '2026-01', ours: 0, theirs: 7, gap: -7 });
});

it.each([
  ['?from=2026-1', '/from'],
  ['?from=2026-13', '/from'],
  ['?to=2026-03-01', '/to'],
  ['?from=2026-03&to=2026-03', '/to'],
])('refuses %s with the field and the way out', async (query, pointer) => {
  const { status, body } = await ledger(query);
  expect([status, body.errors[0].pointer]).toEqual([422, pointer]);
});

it('is for supervisors and auditors, and shows the last year unless asked', async () => {
  expect((await ledger('', withKey(await addKey(house, ['AUDITOR'])))).status).toBe(200);
  for (const role of ['STAFF', 'ANALYST', 'ADMINISTRATOR', 'INTEGRATOR'] as const)
    expect((await ledger('', withKey(await addKey(house, [role])))).status).toBe(403);
});
