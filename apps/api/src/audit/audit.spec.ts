import { uuidv7 } from 'uuidv7';
import { PgAuditChain, verifyChain } from '#persistence';
import { openHouse, type House } from '../../../../test/support/house.js';
import { KnownKeys } from '../access/known-keys.js';
import { coarseNetwork } from './coarse-network.js';

let house: House;
let report: any;
beforeAll(async () => {
  house = await openHouse({ hasWorker: false, env: { UNIFLAG_API__TRUSTED_PROXIES: '127.0.0.0/8' } });
  ({ body: report } = await house.request<any>('POST', '/v1/reports', {
    category: 'CYBERBULLYING',
    targets: [
      { input: 'https://youtu.be/SYNTHETIC01' },
      { input: 'https://www.snapchat.com/add/synthetic.name' },
    ],
    explanation: 'Synthetic explanation of a test.',
    goodFaith: true,
    caller: { role: 'PARENT' },
    language: 'en',
  }));
});
afterAll(() => house.close());
afterEach(() => jest.restoreAllMocks());

const rows = async (sql: string) => (await house.database.pool.query(sql)).rows;
/** What was recorded by the requests of `work`. */
async function recordedBy(work: () => Promise<unknown>) {
  const [{ n }] = await rows('SELECT count(*)::int AS n FROM audit_entries');
  await work();
  return rows(
    `SELECT act, operation, caller_kind, report_id IS NOT NULL AS "isOfReport", subject, origin FROM audit_entries
     ORDER BY position OFFSET ${n}`,
  );
}
const get = (path: string) =>
  house.request<any>('GET', path, undefined, { 'x-forwarded-for': '203.0.113.77' });
const read = { act: 'READ', caller_kind: 'KEY', isOfReport: true, origin: '203.0.113.0/24' };

it('says in the event itself who filed, from where, and writes no entry beside it', async () => {
  expect(await rows(`SELECT operation FROM audit_entries WHERE operation = 'fileReport'`)).toEqual([]);
  const [key] = await rows('SELECT id FROM api_keys');
  const [filed] = await rows(`SELECT caller FROM events WHERE type = 'report.created'`);
  expect(filed.caller).toEqual({
    ...{ kind: 'KEY', id: key.id, operation: 'fileReport', origin: '127.0.0.0/24', reasonId: null },
  });
});

it.each([
  ['a report by its id', () => `/v1/reports/${report.id}`, 'readReport', () => report.id],
  [
    'a report by its reference',
    () => `/v1/reports/${report.reference}`,
    'readReport',
    () => report.reference,
  ],
  [
    'the submissions of a report',
    () => `/v1/reports/${report.id}/submissions`,
    'listReportSubmissions',
    () => report.id,
  ],
  ['its timeline', () => `/v1/reports/${report.id}/events`, 'listReportEvents', () => report.id],
  [
    'what can be done next',
    () => `/v1/submissions/${report.submissions[0].id}/routes`,
    'listRoutes',
    () => report.submissions[0].id,
  ],
  [
    'answers to a submission',
    () => `/v1/replies?submission=${report.submissions[0].id}`,
    'listReplies',
    () => report.submissions[0].id,
  ],
])('records who reads %s', async (_what, path, operation, subject) => {
  expect(await recordedBy(() => get(path()))).toEqual([{ ...read, operation, subject: [subject()] }]);
});

it('records a search, a preview and what was not there; never lists, tables and what somebody typed', async () => {
  expect(
    await recordedBy(async () => {
      for (const path of ['reports', 'taxonomy', 'platforms', 'tasks', 'alerts', 'looks', 'events'])
        expect((await get(`/v1/${path}`)).status).toBe(200);
    }),
  ).toEqual([]);
  const recorded = await recordedBy(async () => {
    await get('/v1/reports?q=UF-2026');
    await get('/v1/reports/Synthetic%20Name');
  });
  const asked = { ...read, isOfReport: false, subject: [] };
  expect(recorded).toEqual([
    { ...asked, operation: 'listReports' },
    { ...asked, operation: 'readReport' },
  ]);
});

it('records what staff ask for before it is done, also where it is refused', async () => {
  const act = { act: 'CHANGE', caller_kind: 'KEY', origin: '127.0.0.0/24' };
  const recorded = await recordedBy(async () => {
    await house.request('POST', `/v1/reports/${report.id}/snooze`, { until: '2001-01-01T00:00:00Z' });
    await house.request('POST', '/v1/platforms/youtube/stop');
  });
  expect(recorded).toEqual([
    { ...act, operation: 'snoozeReport', isOfReport: true, subject: [report.id] },
    { ...act, operation: 'stopPlatform', isOfReport: false, subject: ['youtube'] },
  ]);
});

it('gives nothing and does nothing where the record cannot be written', async () => {
  const blocked = await house.database.pool.connect();
  await blocked.query('BEGIN; LOCK TABLE audit_entries IN EXCLUSIVE MODE');
  const [reading, acting] = await Promise.all([
    get(`/v1/reports/${report.id}`),
    house.request<any>('POST', '/v1/platforms/snapchat/stop'),
  ]);
  await blocked.query('ROLLBACK');
  blocked.release();
  expect([reading.status, acting.status]).toEqual([503, 503]);
  expect(await rows(`SELECT mode FROM platforms WHERE platform = 'snapchat'`)).toEqual([
    { mode: 'rehearsed' },
  ]);
});

it('holds nothing of what was reported', async () => {
  await get(`/v1/reports/${report.id}`);
  const all =
    JSON.stringify(await rows('SELECT a.* FROM audit_entries a')) +
    JSON.stringify(await rows('SELECT caller FROM events'));
  for (const secret of ['synthetic.name', 'SYNTHETIC01', 'Synthetic', '203.0.113.77', '127.0.0.1'])
    expect(all).not.toContain(secret);
});

it('works as the database role of the API', async () => {
  const [{ n }] = await rows(
    `SELECT count(DISTINCT application_name)::int AS n FROM pg_stat_activity
     WHERE query LIKE '%audit_entries%' AND usename IS NOT NULL`,
  );
  expect(n).toBeGreaterThan(0);
  expect(house.log.lines.filter(({ event }) => event === 'database.role_not_taken')).toEqual([]);
});

describe('GET /v1/audit', () => {
  const asAuditor = () =>
    jest.spyOn(KnownKeys.prototype, 'find').mockResolvedValue({
      ...{ id: uuidv7(), kind: 'PERSON', name: 'auditor', roles: ['AUDITOR'], accessId: uuidv7() },
    });

  it('is closed to who is no auditor', async () => {
    const { status, body } = await get('/v1/audit');
    expect([status, body.code]).toEqual([403, 'ACCESS.ROLE']);
  });

  it('pages through what is sealed, by report, caller and time', async () => {
    const chain = new PgAuditChain(house.database.pool);
    const [{ id: keyId }] = await rows('SELECT id FROM api_keys');
    await house.until('all is sealed', async () => {
      await chain.seal(500);
      const [{ open }] = await rows(
        `SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM audit_entries) - (SELECT count(*) FROM audit_links) AS open`,
      );
      return open === '0';
    });
    const client = await house.database.pool.connect();
    const { links, faults } = await verifyChain(client);
    client.release();
    expect(faults).toEqual([]);

    asAuditor();
    const seen: any[] = [];
    let path = '/v1/audit?limit=5';
    for (let cursor: string | null = ''; cursor !== null; path = `/v1/audit?limit=5&cursor=${cursor}`) {
      const { status, body } = await get(path);
      expect(status).toBe(200);
      seen.push(...body.data);
      cursor = body.nextCursor;
    }
    expect(seen).toHaveLength(links);
    expect(seen.map(({ at }) => at)).toEqual(
      seen
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
    expect(new Set(seen.map(({ sequence }) => sequence)).size).toBe(links);

    const only = async (query: string) => (await get(`/v1/audit?limit=200&${query}`)).body.data as any[];
    const ofReport = await only(`report=${report.id}`);
    expect(ofReport.length).toBeGreaterThan(5);
    expect(new Set(ofReport.map(({ reportId }) => reportId))).toEqual(new Set([report.id]));
    expect(ofReport.at(-1)).toMatchObject({
      ...{ act: 'EVENT', event: 'report.created', operation: 'fileReport', origin: '127.0.0.0/24' },
      caller: { kind: 'KEY', id: keyId },
    });
    expect(await only(`caller=${keyId}`)).toHaveLength(
      seen.filter(({ caller }) => caller?.id === keyId).length,
    );
    expect(await only(`caller=${uuidv7()}`)).toEqual([]);
    expect(await only('to=2001-01-01T00:00:00Z')).toEqual([]);
    expect(await only('from=2001-01-01T00:00:00Z')).toHaveLength(links);
  });

  it.each([
    ['report=UF-2026-000001', 422, '/report'],
    ['caller=somebody', 422, '/caller'],
    ['from=yesterday', 422, '/from'],
    ['cursor=x', 400, undefined],
    ['cursor=MSAyMDAwLTk5LTk5IDk5Ojk5Ojk5KzAw', 400, undefined],
  ])('says what is wrong with %s', async (query, status, pointer) => {
    asAuditor();
    const answer = await get(`/v1/audit?${query}`);
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([status, pointer]);
  });
});

it.each([
  ['192.0.2.77', '192.0.2.0/24'],
  ['::ffff:192.0.2.77', '192.0.2.0/24'],
  ['2001:db8:aa:bb:cc::1', '2001:db8:aa::/48'],
  ['fe80::1%eth0', 'fe80::/48'],
  ['unknown', null],
])('keeps of %s the network %s', (address, network) => {
  expect(coarseNetwork(address)).toBe(network);
});
