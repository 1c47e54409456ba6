import type { Role } from '#core';
import { uuidv7 } from 'uuidv7';
import { openHouse, type House } from '../../../../test/support/house.js';
import { addKey, withKey } from '../../../../test/support/keys.js';
import { dropMadeUpReports } from '../../../../test/support/made-up-rows.js';

let house: House;
let supervisor: Record<string, string>;
beforeAll(async () => {
  house = await openHouse({ hasWorker: false });
  supervisor = await aKey('SUPERVISOR');
  // Nine submissions under two regimes, sent around the hour that Brussels has twice, a new year there, and the hour that it lacks.
  for (const number of [1, 2, 3]) {
    const { status } = await house.request('POST', '/v1/reports', {
      category: 'CYBERBULLYING',
      targets: [1, 2, 3].map((each) => ({ input: `https://youtu.be/SYNTHETIC${number}${each}` })),
      explanation: 'Synthetic explanation of CANARYperson.',
      goodFaith: true,
      caller: { role: 'PARENT' },
      language: 'en',
    });
    expect(status).toBe(201);
  }
  const sentAt = [
    ...[
      '2025-10-25T21:59:59.999Z',
      '2025-10-25T22:00:00Z',
      '2025-10-26T22:59:59.999Z',
      '2025-10-26T23:00:00Z',
    ],
    ...['2025-12-31T22:59:59Z', '2025-12-31T23:00:00Z'],
    ...['2026-03-28T23:00:00Z', '2026-03-29T21:59:59.999Z', '2026-03-29T22:00:00Z'],
  ];
  await house.database.pool.query(
    `UPDATE submissions s SET sent_at = ($1::timestamptz[])[n], mode = 'armed', delivery = 'SENT', word = 'gone_unexplained',
       next_try_at = NULL, staff_due_at = NULL, platform = 'left-the-registry', verification = 'GONE',
       regime = CASE WHEN n % 2 = 1 THEN 'DSA_ART22' ELSE 'PLATFORM_PRIORITY' END
     FROM (SELECT id, row_number() OVER (ORDER BY reference) AS n FROM submissions) numbered WHERE numbered.id = s.id`,
    [sentAt],
  );
});
afterAll(async () => {
  await dropMadeUpReports(house.database.pool);
  await house.close();
});

const aKey = async (role: Role) => withKey(await addKey(house, [role]));
const outcomes = (query: string, headers = supervisor) =>
  house.request<any>('GET', `/v1/outcomes${query}`, undefined, headers);
const countOf = async (query: string) => {
  const { body } = await outcomes(query);
  return body.groups.reduce((sum: number, each: { submissions: number }) => sum + each.submissions, 0);
};

it('never adds up what was sent under Article 22 and what was voluntary', async () => {
  const { status, body } = await outcomes('');
  expect(status).toBe(200);
  expect(body.groups.map(({ regime, submissions }: any) => [regime, submissions])).toEqual([
    ['DSA_ART22', 5],
    ['PLATFORM_PRIORITY', 4],
  ]);
});

it.each([
  ['?from=2025-10-26&to=2025-10-27', 2],
  ['?from=2025-10-25&to=2025-10-26', 1],
  ['?from=2025-10-27&to=2026-01-01', 2],
  ['?from=2026-01-01&to=2027-01-01', 4],
  ['?from=2025-01-01&to=2026-01-01', 5],
  ['?from=2026-03-28&to=2026-03-29', 0],
  ['?from=2026-03-29&to=2026-03-30', 2],
])('takes whole days on the clock of Brussels, as long as they are: %s has %i', async (query, count) => {
  expect(await countOf(query)).toBe(count);
});

it('puts what was sent in the last hour of a year in the month that it was there', async () => {
  const { body } = await outcomes('?by=month&from=2025-12-31&to=2026-02-01');
  expect(body.groups.map(({ month, regime, platform }: any) => [month, regime, platform])).toEqual([
    ['2025-12', 'DSA_ART22', null],
    ['2026-01', 'PLATFORM_PRIORITY', null],
  ]);
});

it('counts what vanished without a decision, and no success by it', async () => {
  const { body } = await outcomes('?regime=DSA_ART22&by=platform');
  expect(body).toMatchObject({ mode: 'armed', from: null, timeZone: 'Europe/Brussels', precision: [] });
  expect(body.groups).toMatchObject([
    {
      ...{ platform: 'left-the-registry', submissions: 5, sent: 5, words: { gone_unexplained: 5 } },
      ...{ decisions: { NONE: 5 }, effects: {}, reappearances: { gone: 5, reappeared: 0 } },
      waits: { verifiedGone: { medianMinutes: null, ninetiethMinutes: null, ended: 0, stillOpen: 5 } },
    },
  ]);
});

it('answers about a platform that left the registry, and for what is rehearsed apart', async () => {
  expect(await countOf('?platform=left-the-registry')).toBe(9);
  expect(await countOf('?platform=youtube')).toBe(0);
  expect(await countOf('?mode=rehearsed')).toBe(0);
});

it('answers with nothing about a year in which nothing was sent', async () => {
  const { status, body } = await outcomes('?from=1999-01-01&to=2000-01-01&by=platform,month');
  expect([status, body]).toEqual([
    200,
    {
      ...{ mode: 'armed', from: '1999-01-01', to: '2000-01-01', timeZone: 'Europe/Brussels' },
      ...{ countedAt: body.countedAt, groups: [], precision: [], precisionLine: 0.8 },
    },
  ]);
});

it('counts by the team that filed, as it was called then', async () => {
  const { pool } = house.database;
  await pool.query(
    `UPDATE reports SET team = 'North' WHERE reference = (SELECT min(reference) FROM reports)`,
  );
  expect(await countOf('?team=North')).toBe(3);
  const { body } = await outcomes('?by=team&regime=DSA_ART22');
  expect(body.groups.map(({ team, submissions }: any) => [team, submissions])).toEqual([
    ['North', 2],
    [null, 3],
  ]);
  await pool.query(
    `INSERT INTO people (id, name, mail, roles, language, team, status)
     VALUES ($1, 'Synthetic', 'synthetic@helpline.example', '{STAFF}', 'en', 'South', 'ACTIVE')`,
    [uuidv7()],
  );
  expect(await outcomes('?team=South')).toMatchObject({ status: 200, body: { groups: [] } });
});

it('says how our own deadlines ended', async () => {
  const { pool } = house.database;
  const move = (word: string, dueIn: string) =>
    pool.query(
      `UPDATE submissions SET word = $1, staff_due_at = now() + $2::interval
       WHERE reference = (SELECT min(reference) FROM submissions WHERE regime = 'DSA_ART22')`,
      [word, dueIn],
    );
  const before = await ownDeadlines();
  await move('info_requested', '1 hour');
  await move('reappeared', '-1 hour');
  await move('gone_unexplained', '1 hour');
  const [answer, look] = before;
  expect(await ownDeadlines()).toEqual([
    { ...answer, kept: answer.kept + 1 },
    { ...look, breached: look.breached + 1 },
  ]);

  async function ownDeadlines(): Promise<[Record<'kept', number>, Record<'breached', number>]> {
    const { body } = await outcomes('?regime=DSA_ART22');
    return body.groups[0].ownDeadlines;
  }
});

it('warns of low precision from five cases on', async () => {
  const { pool } = house.database;
  const decide = (decision: string, limit: number) =>
    pool.query(
      `UPDATE submissions SET decision = $1 WHERE id IN (
         SELECT id FROM submissions WHERE decision = 'NONE' ORDER BY reference LIMIT $2)`,
      [decision, limit],
    );
  await pool.query(`UPDATE submissions SET regime = 'USER'`);
  await decide('REFUSED', 2);
  await decide('ACTIONED', 2);
  const shown = { regime: 'USER', category: 'CYBERBULLYING', platform: 'left-the-registry' };
  expect((await outcomes('')).body.precision).toEqual([
    { ...shown, judged: 4, actedOn: 2, share: null, warning: false },
  ]);
  await decide('ACTIONED', 1);
  await decide('NOT_FOUND', 1);
  const { body } = await outcomes('?by=platform');
  expect(body.precision).toEqual([{ ...shown, judged: 5, actedOn: 3, share: 0.6, warning: true }]);
  expect(body.precisionLine).toBe(0.8);
});

it.each([
  ['?from=2026-03-01&to=2026-03-01', '/to', 'PERIOD.EMPTY'],
  ['?from=2026-03-02&to=2026-03-01', '/to', 'PERIOD.EMPTY'],
  ['?from=2026-03-01T00:00:00Z&to=2026-03-01T00:00:01Z', '/from', 'FIELD.IS_ISO8601'],
  ['?from=2026-02-30', '/from', 'FIELD.IS_ISO8601'],
  ['?platform=nowhere', '/platform', 'OUTCOMES.PLATFORM_UNKNOWN'],
  ['?channel=nowhere', '/channel', 'OUTCOMES.CHANNEL_UNKNOWN'],
  ['?team=Nobody', '/team', 'OUTCOMES.TEAM_UNKNOWN'],
  ['?category=NOTHING', '/category', 'FIELD.IS_IN'],
  ['?regime=NOTHING', '/regime', 'FIELD.IS_IN'],
  ['?mode=stopped', '/mode', 'FIELD.IS_IN'],
  ['?by=reference', '/by', 'OUTCOMES.BY_UNKNOWN'],
  ['?by=platform,', '/by', 'OUTCOMES.BY_UNKNOWN'],
  ['?by=platform&by=month', '/by', 'FIELD.IS_STRING'],
  ['?year=2026', '/year', 'FIELD.UNKNOWN'],
])('refuses %s, naming the field', async (query, pointer, code) => {
  const { status, body } = await outcomes(query);
  expect([status, body.errors[0].pointer, body.errors[0].code]).toEqual([422, pointer, code]);
  expect(body.errors[0].detail).toMatch(/\w{3,} .*\.$/);
});

it.each<[Role, number]>([
  ['STAFF', 403],
  ['ANALYST', 403],
  ['SUPERVISOR', 200],
  ['ADMINISTRATOR', 403],
  ['INTEGRATOR', 403],
  ['AUDITOR', 200],
])('answers %s with %i', async (role, status) => {
  expect((await outcomes('', await aKey(role))).status).toBe(status);
});

it('names no report, submission, address or person', async () => {
  const { body } = await outcomes('?by=platform,channel,category,month');
  expect(JSON.stringify(body)).not.toMatch(
    /UF-\d|(rep|sub|snd|evt)_|CANARY|youtu|SYNTHETIC|[0-9a-f]{8}-[0-9a-f]{4}-/,
  );
});
