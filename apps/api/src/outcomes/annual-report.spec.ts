import { randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import { toTypeId, type Role } from '#core';
import { signatureCheck, signingKeyFrom } from '#security';
import { openHouse, type House } from '../../../../test/support/house.js';
import { addKey, withKey } from '../../../../test/support/keys.js';
import { dropMadeUpReports } from '../../../../test/support/made-up-rows.js';
import { faultOfSeal, type AnnualReport, type Seal } from '#outcomes';

jest.setTimeout(120_000);

const signingKey = randomBytes(32).toString('base64');
const languages = ['en', 'fr', 'nl', 'de'] as const;
const path = '/v1/outcomes/annual-report';
let house: House;
let supervisor: Record<string, string>;

beforeAll(async () => {
  house = await openHouse({
    hasWorker: false,
    env: {
      UNIFLAG_OUTCOMES__SIGNING_KEY: signingKey,
      ...Object.fromEntries(
        languages.map((each) => [
          `UNIFLAG_OUTCOMES__INDEPENDENCE__${each.toUpperCase()}`,
          `Statement <${each}>, no money from platforms.`,
        ]),
      ),
    },
  });
  supervisor = await aKey('SUPERVISOR');
  for (const [number, category] of ['CYBERBULLYING', 'HATE', 'SEXTORTION'].entries()) {
    const { status } = await house.request('POST', '/v1/reports', {
      category,
      targets: Array.from({ length: 20 }, (_, each) => ({
        input: `https://youtu.be/SYNTH${number}${String(each).padStart(5, '0')}`,
      })),
      explanation: 'Synthetic explanation of CANARYperson.',
      goodFaith: true,
      caller: { role: 'PARENT' },
      language: 'en',
    });
    expect(status).toBe(201);
  }
  // 60 notices of three categories: 50 in 2025, the first and the last of them in its first and last millisecond in Brussels.
  await house.database.pool.query(
    `UPDATE submissions s SET mode = 'armed', delivery = 'SENT', word = 'sent', next_try_at = NULL, staff_due_at = NULL,
       regime = CASE WHEN n = 60 THEN 'PLATFORM_PRIORITY' ELSE 'DSA_ART22' END,
       platform = CASE WHEN n % 3 = 0 THEN 'left-the-registry' ELSE 'youtube' END,
       decision = CASE WHEN n % 4 = 0 THEN 'REFUSED' ELSE 'NONE' END,
       refusal_reason = CASE WHEN n % 4 = 0 THEN 'NO_POLICY_VIOLATION' END,
       sent_at = CASE WHEN n = 1 THEN '2024-12-31T23:00:00Z' WHEN n = 2 THEN '2025-12-31T22:59:59.999Z'
         WHEN n = 3 THEN '2024-12-31T22:59:59.999Z' WHEN n = 4 THEN '2025-12-31T23:00:00Z'
         WHEN n < 53 THEN '2025-03-30T01:30:00Z'::timestamptz WHEN n < 60 THEN '2023-07-01T00:00:00Z'
         ELSE '2025-05-01T00:00:00Z' END
     FROM (SELECT id, row_number() OVER (ORDER BY reference) AS n FROM submissions) numbered WHERE numbered.id = s.id`,
  );
});
afterAll(async () => {
  await dropMadeUpReports(house.database.pool);
  await house.close();
});

const aKey = async (role: Role) => withKey(await addKey(house, [role]));
const report = async (query: string, headers = supervisor) =>
  house.request<any>('GET', `${path}?${query}`, undefined, headers);
const file = async (query: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${house.apiUrl}${path}?${query}`, { headers: { ...supervisor, ...headers } });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
};
const seal = (year: number | string, headers = supervisor) =>
  house.request<any>('POST', `${path}/${year}/seal`, {}, headers);
const compare = (year: number | string) =>
  house.request<any>('GET', `${path}/${year}/comparison`, undefined, supervisor);
const tamper = (statement: string) =>
  house.database.pool.query(`BEGIN; SET LOCAL session_replication_role = replica; ${statement}; COMMIT`);

it('counts what was sent under Article 22 in a year of Brussels, by provider, also by one that left the registry', async () => {
  const { status, body } = await report('year=2025');
  expect(status).toBe(200);
  const { figures, ...rest } = body.report;
  expect(body.seal).toBeNull();
  expect(rest).toMatchObject({ year: 2025, timeZone: 'Europe/Brussels', preliminaryOn: null, mode: 'armed' });
  // 48 of March, and the two at the edges.
  expect(figures.notices).toBe(50);
  expect(figures.actions).toMatchObject({ REFUSED: 12, NO_DECISION: 38, REMOVED: 0, GONE_UNEXPLAINED: 0 });
  expect(figures.providers.map(({ provider, notices }: any) => [provider, notices])).toEqual([
    ['left-the-registry', 16],
    ['youtube', 34],
  ]);
  expect(figures.types.map(({ type }: any) => type)).toEqual([
    'STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH',
    'STATEMENT_CATEGORY_PROTECTION_OF_MINORS',
  ]);
  expect(figures.refusalReasons).toMatchObject({ NO_POLICY_VIOLATION: 12, NO_REASON_GIVEN: 0 });
});

it('hides small counts, and what would give them away', async () => {
  const { body } = await report('year=2023');
  // Seven notices, of which two were refused: five and seven would tell of the two.
  expect(body.report.figures).toMatchObject({
    notices: null,
    actions: { REFUSED: null, NO_DECISION: null, REMOVED: 0 },
  });
  expect(JSON.stringify(body.report.figures)).not.toMatch(/:[1-9]/);
});

it('says that a year had nothing, that one is not over, and that one has not begun', async () => {
  const { body: empty } = await report('year=2001');
  expect(empty.report.figures).toMatchObject({ notices: 0, providers: [], types: [] });
  expect((await file('year=2001&format=html&language=nl')).bytes.toString()).toContain(
    'In dit jaar is geen melding ingediend op grond van artikel 22.',
  );
  const today = new Date().toLocaleDateString('sv', { timeZone: 'Europe/Brussels' });
  const thisYear = Number(today.slice(0, 4));
  expect((await report(`year=${thisYear}`)).body.report.preliminaryOn).toBe(today);
  const { status, body } = await report(`year=${thisYear + 1}`);
  expect([status, body.errors[0].pointer, body.errors[0].code]).toEqual([
    ...[422, '/year', 'ANNUAL_REPORT.YEAR_NOT_BEGUN'],
  ]);
  expect((await seal(thisYear)).body.code).toBe('ANNUAL_REPORT.NOT_OVER');
});

it.each([
  ['', '/year', 'FIELD.IS_INT'],
  ['year=25', '/year', 'FIELD.MIN'],
  ['year=2025.5', '/year', 'FIELD.IS_INT'],
  ['year=2025&format=docx', '/format', 'FIELD.IS_IN'],
  ['year=2025&language=it', '/language', 'FIELD.IS_IN'],
  ['year=2025&mode=stopped', '/mode', 'FIELD.IS_IN'],
  ['year=2025&platform=youtube', '/platform', 'FIELD.UNKNOWN'],
])('refuses %s, naming the field', async (query, pointer, code) => {
  const { status, body } = await report(query);
  expect([status, body.errors[0].pointer, body.errors[0].code]).toEqual([422, pointer, code]);
});

it.each<[Role, number, number]>([
  ['STAFF', 403, 403],
  ['ANALYST', 403, 403],
  ['SUPERVISOR', 200, 422],
  ['ADMINISTRATOR', 403, 403],
  ['INTEGRATOR', 403, 403],
  ['AUDITOR', 200, 403],
])('lets %s read with %i and seal with %i', async (role, read, sealing) => {
  const key = await aKey(role);
  expect([(await report('year=2025', key)).status, (await seal('nought', key)).status]).toEqual([
    read,
    sealing,
  ]);
});

it('hands out files in four languages that hold nothing of a report, a person or an address', async () => {
  const forbidden = /UF-\d|(?:rep|sub|snd|evt)_|CANARY|youtu\.be|SYNTH\d|[0-9a-f]{8}-[0-9a-f]{4}-/;
  expect(JSON.stringify((await report('year=2025')).body)).not.toMatch(forbidden);
  for (const language of languages)
    for (const [format, type] of [
      ['csv', 'text/csv; charset=utf-8; header=present'],
      ['html', 'text/html; charset=utf-8'],
      ['pdf', 'application/pdf'],
    ] as const) {
      const { status, headers, bytes } = await file(`year=2025&format=${format}&language=${language}`);
      expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([
        ...[200, type, `attachment; filename="annual-report-2025-${language}.${format}"`],
      ]);
      expect(bytes.toString('latin1')).not.toMatch(forbidden);
      if (format === 'html')
        expect(bytes.toString()).toContain(`Statement &lt;${language}&gt;, no money from platforms.`);
    }
  expect((await file('year=2025', { accept: 'text/csv' })).bytes.toString()).toMatch(/^\uFEFFyear,mode,/);
});

it('keeps rehearsals apart, and says so in every file', async () => {
  expect((await report('year=2025&mode=rehearsed')).body.report).toMatchObject({
    ...{ mode: 'rehearsed', figures: { notices: 0 } },
  });
  const { headers, bytes } = await file('year=2025&mode=rehearsed&format=html');
  expect(headers.get('content-disposition')).toContain('annual-report-2025-rehearsal-en.html');
  expect(bytes.toString()).toContain('Rehearsal: none of these notices went to a provider.');
});

it('writes down who took a report', async () => {
  const { rows } = await house.database.pool.query(
    `SELECT DISTINCT act, operation FROM audit_entries WHERE operation LIKE '%AnnualReport' ORDER BY operation`,
  );
  expect(rows).toEqual([
    { act: 'READ', operation: 'readAnnualReport' },
    { act: 'CHANGE', operation: 'sealAnnualReport' },
  ]);
});

describe('a sealed year', () => {
  let sealed: { report: AnnualReport; seal: Seal };

  it('is kept as it is, once, signed over a hash that anybody can work out', async () => {
    expect((await compare(2025)).body.code).toBe('ANNUAL_REPORT.NOT_SEALED');
    const { status, body } = await seal(2025);
    expect(status).toBe(201);
    sealed = body;
    const check = signatureCheck(signingKeyFrom(signingKey, 'test').publicPem);
    const text = canonicalize(body.report) ?? '';
    expect(faultOfSeal(text, body.seal, check)).toBeUndefined();
    expect(faultOfSeal(text.replace('50', '51'), body.seal, check)).toBe('TEXT_CHANGED');
    for (const forged of [
      { ...body.seal, sealedAt: '2020-01-01T00:00:00.000Z' },
      { ...body.seal, events: { ...body.seal.events, last: 1 } },
      { ...body.seal, year: 2024 },
      { ...body.seal, signature: Buffer.alloc(64).toString('base64') },
    ])
      expect(faultOfSeal(text, forged, check)).toBe('FORGED');
    expect(body.seal.events.count).toBeGreaterThan(0);
    expect(body.seal.events.last).toBeGreaterThan(body.seal.events.first);
    const again = await seal(2025);
    expect([again.status, again.body.code]).toEqual([409, 'ANNUAL_REPORT.SEALED']);
  });

  it('is the same bytes when it is counted again, in every form', async () => {
    expect((await compare(2025)).body).toEqual({
      ...{ outcome: 'SAME', seal: sealed.seal, sealState: 'HOLDS', changes: [], laterEvents: [] },
    });
    for (const query of ['year=2025&format=pdf&language=de', 'year=2025&format=html', 'year=2025&format=csv'])
      expect((await file(query)).bytes.equals((await file(query)).bytes)).toBe(true);
  });

  it('stays what it was after a late decision, and its comparison says which figures that changed', async () => {
    const { rows } = await house.database.pool.query(
      `SELECT id FROM submissions WHERE platform = 'youtube' AND decision = 'NONE' AND sent_at = '2025-03-30T01:30:00Z'
       ORDER BY reference LIMIT 1`,
    );
    const late = toTypeId('sub', rows[0].id);
    const decided = await house.request('POST', `/v1/submissions/${late}/reply`, {
      ...{ decision: 'REFUSED', refusalReason: 'NO_POLICY_VIOLATION' },
    });
    expect(decided.status).toBeLessThan(300);
    const { body } = await compare(2025);
    expect(body).toMatchObject({ outcome: 'CHANGED', sealState: 'HOLDS' });
    expect(body.laterEvents).toContainEqual({ type: 'submission.decided', count: 1 });
    expect(body.changes).toEqual(
      expect.arrayContaining([
        { where: 'figures/actions/NO_DECISION', sealed: '38', now: '37' },
        { where: 'figures/actions/REFUSED', sealed: '12', now: '13' },
        { where: 'figures/refusalReasons/NO_POLICY_VIOLATION', sealed: '12', now: '13' },
      ]),
    );
    expect((await report('year=2025')).body).toEqual(sealed);
  });

  it('leaves in no form once somebody changed it or its seal', async () => {
    const { rows } = await house.database.pool.query('SELECT report, seal FROM annual_reports');
    await tamper(`UPDATE annual_reports SET report = replace(report, '"notices":50', '"notices":500')`);
    const { status, body } = await report('year=2025');
    expect([status, body.code]).toEqual([409, 'ANNUAL_REPORT.SEAL_BROKEN']);
    expect((await file('year=2025&format=pdf')).status).toBe(409);
    expect((await compare(2025)).body.sealState).toBe('TEXT_CHANGED');

    const forged = JSON.stringify({ ...rows[0].seal, sealedAt: '2026-01-01T00:00:00.000Z' });
    await tamper(
      `UPDATE annual_reports SET report = '${rows[0].report.replaceAll("'", "''")}', seal = '${forged}'`,
    );
    expect((await report('year=2025')).status).toBe(409);
    expect((await compare(2025)).body.sealState).toBe('FORGED');

    await tamper(`UPDATE annual_reports SET seal = '${JSON.stringify(rows[0].seal)}'`);
    expect((await report('year=2025')).body).toEqual(sealed);
  });

  it('cannot be changed by what the product runs as', async () => {
    const { pool } = house.database;
    await expect(pool.query(`UPDATE annual_reports SET year = 2024`)).rejects.toThrow('never changed');
    await expect(pool.query(`DELETE FROM annual_reports`)).rejects.toThrow('never changed');
  });
});
