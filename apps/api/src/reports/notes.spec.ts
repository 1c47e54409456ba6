import type { Role } from '#core';
import { openHouse, type House } from '../../../../test/support/house.js';
import { openColleague, type Colleague } from '../../../../test/support/people.js';
import { fileReport } from '../../../../test/support/reports.js';
import { readUntil } from '../../../../test/support/read-until.js';

const canary = 'CANARYnote';
let house: House;
let ada: Ask;
let bea: Ask;
beforeAll(async () => {
  house = await openHouse({ hasWorker: false });
  [ada, bea] = await Promise.all([aPerson('Ada Synthetic', ['STAFF']), aPerson('Bea Synthetic', ['STAFF'])]);
});
afterAll(() => house.close());

type Ask = Colleague['ask'];
const aPerson = async (name: string, roles: readonly Role[]): Promise<Ask> =>
  (await openColleague(house, name, roles)).ask;
const aReport = async (category = 'CYBERBULLYING') => (await fileReport(house, { category })).id;
const notesOf = async (id: string, by: Ask) => (await by('GET', `/v1/reports/${id}/notes`)).body.data;

it('is read by colleagues with who wrote it and when, and struck out by its writer alone', async () => {
  const id = await aReport();
  const added = await ada('POST', `/v1/reports/${id}/notes`, { text: canary });
  expect([added.status, added.body]).toEqual([
    201,
    {
      ...{ id: expect.stringMatching(/^nte_/), text: canary, contentFor: null, by: 'Ada Synthetic' },
      ...{ isYours: true, at: expect.any(String), struckAt: null },
    },
  ]);
  expect(await notesOf(id, bea)).toEqual([{ ...added.body, isYours: false }]);
  const strike = `/v1/reports/${id}/notes/${added.body.id}/strike`;
  const refused = await bea('POST', strike);
  expect([refused.status, refused.body.code]).toEqual([403, 'NOTE.NOT_YOURS']);
  expect((await ada('POST', strike)).status).toBe(204);
  expect(await notesOf(id, bea)).toEqual([
    { ...added.body, isYours: false, text: null, struckAt: expect.any(String) },
  ]);
});

it('names the field that is wrong', async () => {
  const id = await aReport();
  for (const text of ['', 'x'.repeat(4_001), '\u0000', 5, undefined]) {
    const { status, body } = await ada('POST', `/v1/reports/${id}/notes`, { text });
    expect([status, body.errors[0].pointer]).toEqual([422, '/text']);
  }
  const missing = 'nte_01kb0000000000000000000000';
  expect((await ada('POST', `/v1/reports/${id}/notes/${missing}/strike`)).body.code).toBe('NOTE.NOT_FOUND');
  expect((await ada('POST', `/v1/reports/rep_${missing.slice(4)}/notes`, { text: 'x' })).status).toBe(404);
});

it('is for whoever may read what the report is about, and shows others that there is one', async () => {
  const [auditor, analyst] = [
    await aPerson('Cleo Synthetic', ['AUDITOR']),
    await aPerson('Dana Synthetic', ['ANALYST']),
  ];
  const [ordinary, grave] = [await aReport(), await aReport('CSAM')];
  await ada('POST', `/v1/reports/${ordinary}/notes`, { text: canary });
  expect((await analyst('POST', `/v1/reports/${grave}/notes`, { text: canary })).status).toBe(201);
  for (const [id, by] of [
    [ordinary, auditor],
    [grave, auditor],
    [grave, ada],
  ] as const) {
    expect(await notesOf(id, by)).toMatchObject([
      { text: null, contentFor: expect.arrayContaining(['ANALYST']) },
    ]);
    expect((await by('POST', `/v1/reports/${id}/notes`, { text: 'x' })).body.code).toBe('ACCESS.ROLE');
  }
  expect(await notesOf(grave, analyst)).toMatchObject([{ text: canary }]);
});

it('leaves its text in no event, record, outbox or export', async () => {
  const id = await aReport();
  await ada('POST', `/v1/reports/${id}/notes`, { text: canary });
  const everything = { authorization: `Bearer ${house.apiKey}` };
  for (const path of ['', '/events', '/export']) {
    const answer = await fetch(`${house.apiUrl}/v1/reports/${id}${path}`, { headers: everything });
    expect([path, answer.status]).toEqual([path, 200]);
    expect(Buffer.from(await answer.arrayBuffer()).includes(canary)).toBe(false);
  }
  const { rows } = await house.database.pool.query(
    `SELECT (SELECT count(*)::int FROM audit_entries a WHERE a::text LIKE $1) AS audit,
       (SELECT count(*)::int FROM events e WHERE e::text LIKE $1) AS events,
       (SELECT count(*)::int FROM outbox o WHERE o::text LIKE $1) AS outbox`,
    [`%${canary}%`],
  );
  expect(rows).toEqual([{ audit: 0, events: 0, outbox: 0 }]);
  const recorded = await house.database.pool.query(
    `SELECT operation FROM audit_entries WHERE subject @> ARRAY[$1] AND operation = 'addNote'`,
    [id],
  );
  expect(recorded.rowCount).toBe(1);
});

it('tells live readers', async () => {
  const id = await aReport();
  const leaving = new AbortController();
  const stream = await fetch(`${house.apiUrl}/v1/stream`, {
    headers: { authorization: `Bearer ${house.apiKey}` },
    signal: leaving.signal,
  });
  await ada('POST', `/v1/reports/${id}/notes`, { text: canary });
  const streamed = await readUntil(stream, (text) => text.includes('event: notes.changed\ndata: {}\n\n'));
  leaving.abort();
  expect(streamed).not.toContain(canary);
});
