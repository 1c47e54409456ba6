import type { Role } from '#core';
import { openHouse, type House } from '../../../../test/support/house.js';
import { openColleague, type Colleague } from '../../../../test/support/people.js';
import { fileReport } from '../../../../test/support/reports.js';
import { silentLog } from '#telemetry';
import { PgEventQueries } from '#persistence';
import { fromTypeId } from '#core';
import { EventHub } from '../events/event-hub.js';

let house: House;
/** Stands for another API process on the same database. */
let elsewhere: EventHub;
let ada: Ask;
let bea: Ask;
beforeAll(async () => {
  house = await openHouse({ hasWorker: false });
  const { pool } = house.database;
  elsewhere = new EventHub(pool, new PgEventQueries(pool), silentLog);
  await elsewhere.start();
  [ada, bea] = await Promise.all([aPerson('Ada Synthetic', ['STAFF']), aPerson('Bea Synthetic', ['STAFF'])]);
});
afterAll(async () => {
  await elsewhere.close();
  await house.close();
});

type Ask = Colleague['ask'];
const aPerson = async (name: string, roles: readonly Role[]): Promise<Ask> =>
  (await openColleague(house, name, roles)).ask;
const aReport = async (category = 'CYBERBULLYING') => (await fileReport(house, { category })).id;

/** Resolves when the other process knows of a change; it hears of it as every process does. */
async function afterChange(act: () => Promise<unknown>): Promise<void> {
  const heard = new AbortController();
  const told = new Promise<void>((resolve) => elsewhere.onHint('presence', resolve, heard.signal));
  await act();
  await told;
  heard.abort();
}
const namesSeenBy = async (id: string, by: Ask) => {
  const { body } = await by('GET', `/v1/reports/${id}/presence`);
  return body.data.map(({ name }: { name: string }) => name);
};

it('says who else has a page open, in every process, until they leave', async () => {
  const id = await aReport();
  const others = () => elsewhere.pages.others(fromTypeId('rep', id)!, '').length;
  await afterChange(() => ada('PUT', `/v1/reports/${id}/presence`));
  await house.until('bea sees ada', async () => (await namesSeenBy(id, bea)).join() === 'Ada Synthetic');
  expect(await namesSeenBy(id, ada)).toEqual([]);
  expect(others()).toBe(1);
  await afterChange(() => bea('PUT', `/v1/reports/${id}/presence`));
  await house.until('ada sees bea', async () => (await namesSeenBy(id, ada)).join() === 'Bea Synthetic');
  expect(await namesSeenBy(await aReport(), ada)).toEqual([]);
  expect((await ada('GET', '/v1/presence')).body.data).toEqual([
    { reportId: id, people: [{ id: expect.stringMatching(/^per_/), name: 'Bea Synthetic' }] },
  ]);
  await afterChange(() => bea('DELETE', `/v1/reports/${id}/presence`));
  await house.until('ada is alone', async () => (await namesSeenBy(id, ada)).length === 0);
  expect(others()).toBe(1);
});

it('tells live readers who came, and not that they are still there', async () => {
  const id = await aReport();
  let told = 0;
  const leaving = new AbortController();
  elsewhere.onHint('presence', () => (told += 1), leaving.signal);
  for (let n = 0; n < 3; n += 1) await ada('PUT', `/v1/reports/${id}/presence`);
  // The last of four changes comes after what was said before it.
  await afterChange(() => bea('PUT', `/v1/reports/${id}/presence`));
  leaving.abort();
  expect(told).toBe(2);
});

it('is for people who may read the report', async () => {
  const id = await aReport();
  expect((await house.request<any>('PUT', `/v1/reports/${id}/presence`)).body.code).toBe(
    'ACCESS.PEOPLE_ONLY',
  );
  const administrator = await aPerson('Cleo Synthetic', ['ADMINISTRATOR']);
  for (const method of ['GET', 'PUT', 'DELETE'])
    expect((await administrator(method, `/v1/reports/${id}/presence`)).body.code).toBe('ACCESS.ROLE');
});

it('leaves nothing in any table or log', async () => {
  const id = await aReport();
  const uuid = fromTypeId('rep', id)!;
  const { pool } = house.database;
  const counts = async () =>
    (
      await pool.query(
        `SELECT (SELECT count(*)::int FROM audit_entries WHERE subject @> ARRAY[$1]) AS audit,
           (SELECT count(*)::int FROM events WHERE report_id = $2) AS events,
           (SELECT updated_at FROM reports WHERE id = $2) AS updated`,
        [id, uuid],
      )
    ).rows;
  const before = await counts();
  const lines = house.log.of('request.done').length;
  await afterChange(() => ada('PUT', `/v1/reports/${id}/presence`));
  await ada('DELETE', `/v1/reports/${id}/presence`);
  expect(await counts()).toEqual(before);
  const after = house.log.of('request.done').slice(lines);
  expect(after.length).toBeGreaterThan(0);
  expect(JSON.stringify(after)).not.toMatch(new RegExp(`${id}|${uuid}|Ada`));
});
