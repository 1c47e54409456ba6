import { openHouse, type House } from '../../../../test/support/house.js';
import { openColleague, type Colleague } from '../../../../test/support/people.js';
import { fileReport } from '../../../../test/support/reports.js';
import { readUntil } from '../../../../test/support/read-until.js';

let house: House;
let ada: Colleague;
let bea: Colleague;
beforeAll(async () => {
  house = await openHouse({ hasWorker: false });
  [ada, bea] = await Promise.all([
    openColleague(house, 'Ada Synthetic'),
    openColleague(house, 'Bea Synthetic'),
  ]);
});
afterAll(() => house.close());

const aReport = async () => (await fileReport(house)).id;
const listed = async ({ ask }: Colleague, claim: string) =>
  (await ask('GET', `/v1/reports?claim=${claim}&limit=200`)).body.data.map(({ id }: { id: string }) => id);

it('says who takes care of a report, to the list and to whoever reads it', async () => {
  const id = await aReport();
  expect((await bea.ask('GET', `/v1/reports/${id}/claim`)).body).toEqual({ claim: null });
  const { status, body } = await ada.ask('POST', `/v1/reports/${id}/claim`, {});
  expect([status, body.claim]).toEqual([
    200,
    { personId: ada.id, name: 'Ada Synthetic', since: expect.any(String), handedOverBy: null },
  ]);
  expect((await bea.ask('GET', `/v1/reports/${id}/claim`)).body).toEqual(body);
  const [row] = (await bea.ask('GET', '/v1/reports?claim=any')).body.data;
  expect([row.id, row.claim]).toEqual([id, body.claim]);
  expect(await listed(ada, 'mine')).toContain(id);
  expect(await listed(bea, 'mine')).not.toContain(id);
  expect(await listed(bea, 'none')).not.toContain(id);
  await ada.ask('DELETE', `/v1/reports/${id}/claim`);
  expect(await listed(bea, 'none')).toContain(id);
  expect(await listed(bea, 'any')).not.toContain(id);
});

it('names who has it already and how to take it over, and takes it over where that is asked for', async () => {
  const id = await aReport();
  await ada.ask('POST', `/v1/reports/${id}/claim`, {});
  for (const [method, path, body] of [
    ['POST', 'claim', {}],
    ['POST', 'hand-over', { to: bea.id }],
    ['DELETE', 'claim', undefined],
  ] as const) {
    const refused = await bea.ask(method, `/v1/reports/${id}/${path}`, body);
    expect([refused.status, refused.body.code]).toEqual([409, 'CLAIM.TAKEN']);
    expect(refused.body.detail).toMatch(/^Ada Synthetic has taken care .* takeOver: true/);
  }
  const taken = await bea.ask('POST', `/v1/reports/${id}/claim`, { takeOver: true });
  expect(taken.body.claim.personId).toBe(bea.id);
});

it('hands a report to a colleague, and to nobody else', async () => {
  const id = await aReport();
  const { body } = await ada.ask('GET', '/v1/colleagues');
  expect(body.data.slice(0, 2)).toEqual([
    { id: ada.id, name: 'Ada Synthetic', team: null },
    { id: bea.id, name: 'Bea Synthetic', team: null },
  ]);
  const handed = await ada.ask('POST', `/v1/reports/${id}/hand-over`, { to: bea.id });
  expect(handed.body.claim.personId).toBe(bea.id);
  for (const to of ['per_01kb0000000000000000000000', 'nobody']) {
    const refused = await bea.ask('POST', `/v1/reports/${id}/hand-over`, { to });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/to']);
  }
});

it('keeps nobody from acting, and is no event', async () => {
  const id = await aReport();
  await ada.ask('POST', `/v1/reports/${id}/claim`, {});
  const { status } = await bea.ask('POST', `/v1/reports/${id}/withdraw`, { reason: 'OTHER' });
  expect(status).toBe(200);
  expect((await bea.ask('GET', `/v1/reports/${id}/claim`)).body).toEqual({ claim: null });
  const closed = await bea.ask('POST', `/v1/reports/${id}/claim`, {});
  expect([closed.status, closed.body.code]).toEqual([409, 'CLAIM.REPORT_CLOSED']);
  const { body } = await bea.ask('GET', `/v1/reports/${id}/events`);
  expect(body.data.map(({ type }: { type: string }) => type).join()).not.toContain('claim');
});

it('is for people, and stands in the record by its act', async () => {
  const id = await aReport();
  const byKey = await house.request<any>('POST', `/v1/reports/${id}/claim`, {});
  expect([byKey.status, byKey.body.code]).toEqual([403, 'ACCESS.PEOPLE_ONLY']);
  expect((await house.request<any>('GET', '/v1/reports?claim=mine')).status).toBe(403);
  await ada.ask('POST', `/v1/reports/${id}/claim`, {});
  await ada.ask('POST', `/v1/reports/${id}/hand-over`, { to: bea.id });
  await bea.ask('DELETE', `/v1/reports/${id}/claim`);
  const { rows } = await house.database.pool.query(
    `SELECT operation FROM audit_entries WHERE subject @> ARRAY[$1] AND caller_kind = 'PERSON' ORDER BY position`,
    [id],
  );
  expect(rows.map(({ operation }) => operation)).toEqual(['claimReport', 'handOverReport', 'releaseClaim']);
});

it('tells live readers', async () => {
  const id = await aReport();
  const leaving = new AbortController();
  const stream = await fetch(`${house.apiUrl}/v1/stream`, {
    headers: { authorization: `Bearer ${house.apiKey}` },
    signal: leaving.signal,
  });
  await ada.ask('POST', `/v1/reports/${id}/claim`, {});
  await readUntil(stream, (text) => text.includes('event: claims.changed\ndata: {}\n\n'));
  leaving.abort();
});
