import { PgPeople } from '#persistence';
import { openHouse, type House } from '../../../../test/support/house.js';
import { dropMadeUpReports } from '../../../../test/support/made-up-rows.js';
import { addPerson } from '../../../../test/support/people.js';

let house: House;
let reference: string;
beforeAll(async () => {
  house = await openHouse({ hasWorker: false });
  const { body } = await house.request<any>('POST', '/v1/reports', {
    ...{ category: 'CYBERBULLYING', goodFaith: true, caller: { role: 'PARENT' }, language: 'en' },
    targets: [
      { input: 'https://www.snapchat.com/add/canary.handle', locator: 'CANARYlocator' },
      { input: 'https://www.instagram.com/p/CANARY00001/' },
    ],
    explanation: 'Synthetic explanation of CANARYperson.',
  });
  ({ reference } = body);
  // Sent as the worker does it: one is to acknowledge, the other to decide.
  await sql(
    `UPDATE submissions SET word = (ARRAY['sent', 'acknowledged'])[ordinal], delivery = 'SENT', next_try_at = NULL,
       acknowledge_due_at = CASE WHEN ordinal = 1 THEN timestamptz '2026-03-27T09:00Z' END, due_at = '2026-03-29T09:00Z',
       staff_due_at = NULL`,
  );
});
afterAll(async () => {
  await dropMadeUpReports(house.database.pool);
  await house.close();
});

const sql = async (text: string, values: unknown[] = []) =>
  (await house.database.pool.query(text, values)).rows;
const link = (method: string, person: Record<string, string>) =>
  house.request<any>(method, '/v1/me/calendar-link', undefined, person);
/** As a calendar program asks, without any key of its own. */
const read = (url: string, headers: Record<string, string> = {}) =>
  fetch(url.replace(house.config.api.publicUrl, house.apiUrl), { headers });

async function aLink(person: Record<string, string>): Promise<string> {
  const { status, body } = await link('POST', person);
  expect(status).toBe(201);
  return body.url;
}

it('gives deadlines to a program that has nothing but the address', async () => {
  const answer = await read(await aLink(await addPerson(house, 'Synthetic', ['STAFF'])));
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
  const text = await answer.text();
  expect(text.match(/^SUMMARY:.*$/gm)).toEqual([
    `SUMMARY:${reference}: acknowledgement due`,
    `SUMMARY:${reference}: decision due`,
  ]);
  expect(text.match(/^DTSTART:.*$/gm)).toEqual(['DTSTART:20260327T090000Z', 'DTSTART:20260329T090000Z']);
  expect(text).not.toMatch(/canary|snapchat|instagram|cyberbullying/i);
});

it('answers a program that has this version already with nothing', async () => {
  const url = await aLink(await addPerson(house, 'Synthetic', ['SUPERVISOR']));
  const etag = (await read(url)).headers.get('etag') ?? '';
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
    const answer = await read(url, { 'if-none-match': known });
    expect([answer.status, await answer.text()]).toEqual([304, '']);
  }
  await sql(`UPDATE submissions SET due_at = due_at + interval '1 day' WHERE ordinal = 2`);
  const changed = await read(url, { 'if-none-match': etag });
  expect([changed.status, changed.headers.get('etag') === etag]).toEqual([200, false]);
});

it('shows a link once, keeps its hash alone, and replaces the one before', async () => {
  const person = await addPerson(house, 'Synthetic', ['ANALYST']);
  expect((await link('GET', person)).body).toEqual({ link: null });
  const [first, second] = [await aLink(person), await aLink(person)];
  const state = await link('GET', person);
  expect(Object.keys(state.body.link)).toEqual(['createdAt', 'expiresAt']);
  expect((await read(first)).status).toBe(404);
  expect((await read(second)).status).toBe(200);
  const kept = JSON.stringify(await sql('SELECT *, token_hash::text AS text FROM calendar_links'));
  for (const url of [first, second]) expect(kept).not.toContain(new URL(url).searchParams.get('key'));
});

it('leads nowhere once it was ended, its time is over, or its person left or lost the role', async () => {
  const endings: ((id: string, person: Record<string, string>) => Promise<unknown>)[] = [
    (_id, person) => link('DELETE', person),
    (id) => sql('UPDATE calendar_links SET expires_at = now() WHERE person_id = $1', [id]),
    (id) => new PgPeople(house.database.pool).leave(id),
    (id) => sql(`UPDATE people SET roles = '{ADMINISTRATOR}' WHERE id = $1`, [id]),
  ];
  for (const end of endings) {
    const person = await addPerson(house, 'Synthetic', ['STAFF']);
    const url = await aLink(person);
    expect((await read(url)).status).toBe(200);
    const [{ id }] = await sql('SELECT person_id AS id FROM calendar_links ORDER BY created_at DESC LIMIT 1');
    await end(String(id), person);
    const answer = await read(url);
    expect(answer.status).toBe(404);
    expect(((await answer.json()) as any).code).toBe('CALENDAR.NOT_FOUND');
  }
});

it.each(['', '?key=', '?key=wrong', `?key=${'A'.repeat(43)}`, `?key=${'A'.repeat(43)}&key=x`])(
  'says of an address that is none what to do: %s',
  async (query) => {
    const answer = await fetch(`${house.apiUrl}/v1/calendar/deadlines.ics${query}`);
    const { code, detail } = (await answer.json()) as any;
    expect([answer.status, code]).toEqual([404, 'CALENDAR.NOT_FOUND']);
    expect(detail).toContain('Make another one');
  },
);

it('is for people who look after reports: no key has a calendar, and the address is in no log', async () => {
  expect((await house.request<any>('POST', '/v1/me/calendar-link')).body.code).toBe('ACCESS.PEOPLE_ONLY');
  for (const role of ['ADMINISTRATOR', 'INTEGRATOR', 'AUDITOR'] as const)
    expect((await link('POST', await addPerson(house, 'Synthetic', [role]))).status).toBe(403);
  const url = await aLink(await addPerson(house, 'Synthetic', ['STAFF']));
  await read(url);
  expect(JSON.stringify(house.log.lines)).not.toContain(new URL(url).searchParams.get('key'));
  expect(JSON.stringify(await sql('SELECT * FROM audit_entries'))).not.toContain(
    new URL(url).searchParams.get('key'),
  );
});
