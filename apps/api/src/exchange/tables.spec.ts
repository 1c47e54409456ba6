import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { fromBufferPromise } from 'yauzl';
import { openHouse, type House } from '../../../../test/support/house.js';
import { addKey, withKey } from '../../../../test/support/keys.js';

let house: House;
let supervisor: Record<string, string>;
beforeAll(async () => {
  house = await openHouse({ hasWorker: false });
  supervisor = withKey(await addKey(house, ['SUPERVISOR']));
  for (const [category, input] of [
    ['CYBERBULLYING', 'https://www.snapchat.com/add/canary.handle'],
    ['SEXTORTION', 'https://youtu.be/SYNTHETIC02'],
  ]) {
    const { status } = await house.request('POST', '/v1/reports', {
      ...{ category, goodFaith: true, caller: { role: 'PARENT' }, language: 'en' },
      targets: [{ input, locator: 'CANARYlocator' }, { input: 'https://youtu.be/SYNTHETIC01' }],
      explanation: 'Synthetic explanation of CANARYperson.',
    });
    expect(status).toBe(201);
  }
});
afterAll(() => house.close());
afterEach(() => jest.restoreAllMocks());

const get = (path: string, headers = supervisor) => fetch(`${house.apiUrl}/v1/exports/${path}`, { headers });
const rowsOf = async (path: string) =>
  parse<Record<string, string>>(await (await get(path)).text(), { bom: true, columns: true });
const sql = async (text: string, values: unknown[] = []) =>
  (await house.database.pool.query(text, values)).rows;

it('gives submissions, a row each, with the codes of the DSA Transparency Database', async () => {
  await sql(
    `UPDATE submissions SET effects = '{CONTENT_REMOVED,GEO_RESTRICTED,ACCOUNT_SUSPENDED}' WHERE ordinal = 2`,
  );
  const answer = await get('submissions');
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="uniflag-submissions.csv"',
    'cache-control': 'no-store',
  });
  const rows = parse<Record<string, string>>(await answer.text(), { bom: true, columns: true });
  expect(rows.map(({ report, number, platform }) => [report?.slice(-1), number, platform])).toEqual([
    ['1', '1', 'snapchat'],
    ['1', '2', 'youtube'],
    ['2', '1', 'youtube'],
    ['2', '2', 'youtube'],
  ]);
  expect(rows[3]).toMatchObject({
    ...{ category: 'SEXTORTION', target_kind: 'video', erased_at: '' },
    effects: 'CONTENT_REMOVED GEO_RESTRICTED ACCOUNT_SUSPENDED',
    tdb_category: 'STATEMENT_CATEGORY_PROTECTION_OF_MINORS',
    tdb_decisions: 'DECISION_VISIBILITY_CONTENT_REMOVED DECISION_ACCOUNT_SUSPENDED',
  });
});

it('shows the same codes where an outcome is read one by one', async () => {
  const { body: list } = await house.request<any>('GET', '/v1/reports');
  const { body: report } = await house.request<any>('GET', `/v1/reports/${list.data[0].id}`);
  expect(report.submissions.map(({ tdbDecisions }: any) => tdbDecisions)).toEqual([
    [],
    ['DECISION_VISIBILITY_CONTENT_REMOVED', 'DECISION_ACCOUNT_SUSPENDED'],
  ]);
  const { body: taxonomy } = await house.request<any>('GET', '/v1/taxonomy');
  const tdbOf = (code: string) => taxonomy.data.find((each: any) => each.code === code).tdb;
  expect(tdbOf('SEXTORTION')).toMatchObject({
    category: 'STATEMENT_CATEGORY_PROTECTION_OF_MINORS',
    ifMinor: null,
  });
  expect(tdbOf('VOYEURISM').ifMinor.category).toBe('STATEMENT_CATEGORY_PROTECTION_OF_MINORS');
  expect(tdbOf('UNSURE')).toBeNull();
});

it('gives reports, a row each, with how many submissions stand at which word', async () => {
  const rows = await rowsOf('reports');
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({
    category: 'CYBERBULLYING',
    platforms: 'snapchat youtube',
    submissions: '2',
  });
  const words = Object.entries(rows[0] ?? {}).filter(([title]) => title.startsWith('word_'));
  expect(words.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(2);
});

it('gives a workbook of the same rows', async () => {
  const answer = await get('submissions?format=xlsx');
  expect(answer.headers.get('content-type')).toBe(
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  );
  const zip = await fromBufferPromise(Buffer.from(await answer.arrayBuffer()));
  for await (const entry of zip.eachEntry()) {
    const xml = (await buffer(await zip.openReadStreamPromise(entry))).toString('utf8');
    expect(xml).not.toContain('CANARY');
    if (entry.fileName === 'xl/worksheets/sheet1.xml') expect(xml.match(/<row>/g)).toHaveLength(5);
  }
});

it.each(['submissions', 'reports'])('holds no text, address, name or number of %s', async (what) => {
  const text = await (await get(what)).text();
  expect(text).not.toMatch(/canary|synthetic0|youtu\.be|snapchat\.com/i);
  // The end of a reference that opens the way for answers is known to platforms alone.
  const [{ reference }] = await sql('SELECT reference FROM submissions LIMIT 1');
  expect(text).not.toContain(reference);
});

it('disarms what a spreadsheet would work out, wherever it came from', async () => {
  await sql(
    `UPDATE submissions SET refusal_reason = '=HYPERLINK("https://synthetic.example")' WHERE ordinal = 2`,
  );
  const rows = await rowsOf('submissions');
  expect(rows[1]?.['refusal_reason']).toBe(`'=HYPERLINK("https://synthetic.example")`);
});

it.each([
  ['?from=2025-10-26&to=2025-10-27', 1],
  ['?to=2025-10-26', 0],
  ['?from=2025-10-27', 1],
  ['', 2],
])('takes whole days on the clock of Brussels, also of 25 hours: %s has %i', async (query, count) => {
  const at = ['2025-10-26T22:59:59.999Z', '2025-10-26T23:00:00Z'];
  await sql(
    `UPDATE reports r SET created_at = ($1::timestamptz[])[n] FROM (
       SELECT id, row_number() OVER (ORDER BY reference) AS n FROM reports) numbered WHERE numbered.id = r.id`,
    [at],
  );
  expect(await rowsOf(`reports${query}`)).toHaveLength(count);
});

it('gives an empty table of a period without reports', async () => {
  expect((await (await get('reports?to=1999-01-01')).text()).split('\r\n')).toHaveLength(2);
});

it.each([
  ['?format=pdf', '/format', 'must be one of csv, xlsx'],
  ['?from=2026-13-01', '/from', 'must be a date'],
  ['?from=2026-01-01&to=2026-01-01', '/to', 'later than `from`'],
  ['?platform=youtube', '/platform', ''],
])('refuses %s with the field and the way out', async (query, pointer, detail) => {
  const answer = await get(`submissions${query}`);
  const { errors } = (await answer.json()) as any;
  expect([answer.status, errors[0].pointer]).toEqual([422, pointer]);
  expect(errors[0].detail).toContain(detail);
});

it('is for supervisors alone, and every export stands in the record', async () => {
  for (const role of ['STAFF', 'ANALYST', 'ADMINISTRATOR', 'INTEGRATOR', 'AUDITOR'] as const)
    expect((await get('submissions', withKey(await addKey(house, [role])))).status).toBe(403);
  const recorded = () => sql(`SELECT id FROM audit_entries WHERE operation = 'exportReports'`);
  const { length } = await recorded();
  await get('reports');
  expect(await recorded()).toHaveLength(length + 1);
});

it('cuts the connection where the rest cannot be read, so that half a table is never taken for a whole one', async () => {
  // More than fits between here and there, so that the end is not read yet when the table changes.
  await sql(`INSERT INTO submissions (id, report_id, ordinal, reference, platform, channel, regime, asks, target_kind,
      names_person, delivery, decision, effects, verification, remedy, word, ask_answers, created_at)
    SELECT gen_random_uuid(), r.id, 10 + n, 'made-up-' || n, 'youtube', 'x', 'USER', '{}', 'video', false, 'CANCELLED', 'NONE',
      '{}', 'UNCHECKED', 'NONE', 'withdrawn', '{}', now()
    FROM (SELECT id FROM reports ORDER BY created_at LIMIT 1) r, generate_series(1, 20000) n`);
  const answer = await get('submissions');
  expect(answer.status).toBe(200);
  const reader = answer.body?.getReader();
  await reader?.read();
  await sql('ALTER TABLE submissions RENAME COLUMN tries TO taken_away');
  const readOn = async () => {
    for (;;) if ((await reader?.read())?.done) return 'whole';
  };
  await expect(readOn()).rejects.toThrow('terminated');
  await sql('ALTER TABLE submissions RENAME COLUMN taken_away TO tries');
  await sql(`BEGIN; SET LOCAL session_replication_role = replica;
    DELETE FROM submissions WHERE reference LIKE 'made-up-%'; COMMIT`);
  expect(house.log.lines).toContainEqual(expect.objectContaining({ level: 'error', event: 'export.broken' }));
});

it('answers that the database does not do it where not even the first page can be read', async () => {
  await sql('ALTER TABLE submissions RENAME COLUMN tries TO taken_away');
  const answer = await get('submissions');
  expect([answer.status, ((await answer.json()) as any).code]).toEqual([500, 'SERVER.ERROR']);
  await sql('ALTER TABLE submissions RENAME COLUMN taken_away TO tries');
});
